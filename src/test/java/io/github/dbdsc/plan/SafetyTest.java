package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.owned;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetyTest {

    private static Plan deleting(int deletes, int owned) {
        List<Change> changes = IntStream.range(0, deletes)
                .mapToObj(i -> Change.delete(new JobKey("k" + i), owned(i, "us", "k" + i, "{'name':'N'}")))
                .toList();
        return new Plan(changes, owned);
    }

    @ParameterizedTest(name = "{0} of {1} at {2} %: withheld {3}")
    @CsvSource({
        "1,1,30,false",
        "1,2,0,false",
        "2,2,30,true",
        "3,10,30,false",
        "4,10,30,true",
        "10,10,100,false",
        "0,0,0,false"
    })
    void deletes_are_withheld_above_the_limit_but_one_is_always_allowed(
            int deletes, int owned, int limit, boolean withheld) {
        Safety safety = Safety.review(deleting(deletes, owned), Optional.empty(), limit, false);

        assertThat(safety.deletesWithheld().isPresent()).isEqualTo(withheld);
        assertThat(safety.objection()).isEmpty();
    }

    @Test
    void a_refusal_says_the_exact_way_to_override_it_and_that_way_works() {
        Plan plan = deleting(5, 10);

        String refusal = Safety.review(plan, Optional.empty(), 30, false)
                .deletesWithheld()
                .orElseThrow();

        assertThat(refusal).contains("5 of 10", "30 %", "sync --prune --plan " + plan.fingerprint());
        assertThat(Safety.review(plan, Optional.of(plan.fingerprint()), 30, false))
                .isEqualTo(new Safety(Optional.empty(), Optional.empty()));
    }

    @Test
    void a_plan_that_is_not_the_approved_one_is_refused() {
        assertThat(Safety.review(deleting(1, 10), Optional.of("0".repeat(64)), 30, false)
                        .objection())
                .hasValueSatisfying(objection -> assertThat(objection).contains("not the approved one"));
    }

    @Test
    void a_dry_run_says_how_to_approve_the_whole_plan_and_a_pass_how_to_approve_what_is_left_of_it() {
        List<Change> changes = new ArrayList<>(deleting(5, 10).changes());
        changes.add(Change.create(new JobKey("new"), Change.NEW, Jobs.settings("{'name':'N'}"), OptionalLong.empty()));
        Plan plan = new Plan(changes, 10);

        assertThat(Safety.review(plan, Optional.empty(), 30, true).deletesWithheld())
                .hasValueSatisfying(why -> assertThat(why).endsWith(" --plan " + plan.fingerprint()));
        assertThat(Safety.review(plan, Optional.empty(), 30, false).deletesWithheld())
                .hasValueSatisfying(why ->
                        assertThat(why).endsWith(" --plan " + plan.deletes().fingerprint()));
    }
}
