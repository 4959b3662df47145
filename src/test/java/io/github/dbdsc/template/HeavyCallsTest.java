package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Limits;
import io.github.dbdsc.template.value.PythonError;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** What one value and its result take up, some copies included. */
    private static final long BYTES = 64 << 20;

    /** What a step may leave to the collector, such as an iteration with a small text of its own. */
    private static final long BYTES_OF_A_STEP = 512;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Time ends nothing here, for it would hide what no step counts. */
    private static Limits limits() {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                usual.steps(),
                usual.outputSize(),
                usual.valueSize(),
                usual.totalSize(),
                usual.callDepth(),
                usual.syntaxDepth(),
                Duration.ofHours(1));
    }

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
            String failure = failure(run);
            if (!failure.isEmpty()) {
                failures.add(call + ": " + failure);
            }
        }
        assertThat(failures).isEmpty();
        assertThat(calls).isGreaterThan(250);
    }

    private static String failure(Runnable run) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long steps = Budget.within(limits(), () -> {
            try {
                run.run();
            } catch (PythonError e) {
                // a limit, or what Python raises
            }
            return Budget.current().stepsTaken();
        });
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        return bytes > BYTES + steps * BYTES_OF_A_STEP ? (bytes >> 20) + " MB in " + steps + " steps" : "";
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
