package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.running;
import static io.github.dbdsc.plan.Jobs.runs;
import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found while jobs are listed; {@link Jobs#plan} shows that the plan is the same as without. */
class EarlyComparisonTest {

    private static final String A = "{'name':'A','timeout_seconds':60}";

    private static Optional<Change> found(DesiredJob job, ActualJob actual, Map<JobKey, AppliedJob> applied) {
        Planner planner = new Planner(new OwnershipPolicy("us", Optional.empty(), OnNameTaken.REFUSE), Jobs.RULES);
        EarlyComparison early = planner.early(new DesiredState(List.of(job), Set.of(), List.of()), applied);
        early.listed(actual);
        return early.asDefined(Matched.of(job, new Match.Ours(actual, "")));
    }

    private static Optional<Change> found(DesiredJob job, ActualJob actual) {
        return found(job, actual, Map.of());
    }

    @Test
    void a_job_as_defined_is_known_to_need_nothing_with_what_does_not_count() {
        Change change = found(
                        desired("a", A),
                        owned(7, "us", "a", "{'name':'A','timeout_seconds':60,'max_concurrent_runs':1}"))
                .orElseThrow();

        assertThat(change.action()).isEqualTo(Action.NONE);
        assertThat(change.key()).isEqualTo(new JobKey("a"));
        assertThat(change.jobId()).hasValue(7);
        assertThat(change.suppressed()).extracting(Difference::path).containsExactly("max_concurrent_runs");
    }

    @Test
    void what_is_remembered_of_the_job_counts() {
        ActualJob withMore = owned(7, "us", "a", "{'name':'A','timeout_seconds':60,'description':'by the service'}");
        AppliedJob asSeen = new AppliedJob(
                7,
                settings(A),
                Optional.of(new FilledIn(Map.of(
                        "description", settings("{'v':'by the service'}").view().get("v")))));

        assertThat(found(desired("a", A), withMore)).isEmpty();
        assertThat(found(desired("a", A), withMore, Map.of(new JobKey("a"), asSeen)))
                .isPresent();
    }

    @Test
    void a_job_that_differs_is_left_to_the_plan() {
        assertThat(found(desired("a", A), owned(7, "us", "a", "{'name':'A','timeout_seconds':30}")))
                .isEmpty();
    }

    @Test
    void jobs_with_the_tags_of_others_are_left_to_the_plan() {
        assertThat(found(desired("a", A), owned(7, "others", "a", A))).isEmpty();
        assertThat(found(desired("a", A), owned(7, "us", "b", A))).isEmpty();
    }

    @Test
    void a_job_that_needs_the_id_of_another_is_left_to_the_plan() {
        assertThat(found(running("a", "A", "b"), owned(7, "us", "a", runs("A", "b", 8))))
                .isEmpty();
    }
}
