package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.template.value.PythonError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every built-in ends with large values, within its steps and with little memory. The build makes one call of each;
 * {@code mvn test -Dtest=HeavyCallsTest -Dheavy=all} makes all, which takes half an hour.
 */
class HeavyCallsTest {

    private static final boolean ALL = "all".equals(System.getProperty("heavy"));

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void every_built_in_ends_with_large_values_within_its_steps_and_in_little_memory() {
        HeavyCalls heavy = HeavyCalls.once();
        List<String> failures = new ArrayList<>();
        int calls = 0;
        for (HeavyCalls.Call call : ALL ? heavy.all() : oneOfEach(heavy.all())) {
            Runnable run;
            try {
                run = heavy.ready(call);
            } catch (PythonError e) {
                continue; // such arguments do not even compile
            }
            calls++;
            CallCost cost = CallCost.of(run);
            if (cost.isTooLarge()) {
                failures.add(call + ": " + cost);
            }
        }
        assertThat(failures).isEmpty();
        assertThat(calls).isGreaterThan(250);
    }

    @Test
    void calls_that_once_took_more_time_or_memory_than_their_steps_allow_do_so_no_more() {
        Set<String> once = Set.of(
                "v|urlencode() of dict",
                "v|urlencode() of dict of long texts",
                "v|urlize(3, w) of addresses",
                "v|pprint() of doubling list",
                "[v, v]|map('upper')|list of sharp s",
                "v.encode(w) of Greek",
                "v.casefold() of sharp s",
                "v.casefold() of dotted I");
        HeavyCalls heavy = HeavyCalls.once();
        List<HeavyCalls.Call> calls = heavy.all().stream()
                .filter(each -> once.contains(each.toString()))
                .toList();

        assertThat(calls).hasSameSizeAs(once).allSatisfy(call -> {
            CallCost cost = CallCost.of(heavy.ready(call));
            assertThat(cost.isTooLarge()).as("%s: %s", call, cost).isFalse();
        });
    }

    /** Takes a call of each function at random, always the same. */
    private static Collection<HeavyCalls.Call> oneOfEach(List<HeavyCalls.Call> calls) {
        Map<String, List<HeavyCalls.Call>> byFunction = new LinkedHashMap<>();
        calls.forEach(call -> byFunction
                .computeIfAbsent(call.function(), key -> new ArrayList<>())
                .add(call));
        SplittableRandom random = new SplittableRandom(20);
        return byFunction.values().stream()
                .map(each -> each.get(random.nextInt(each.size())))
                .toList();
    }
}
