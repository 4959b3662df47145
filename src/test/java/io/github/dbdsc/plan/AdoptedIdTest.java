package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.settings;
import static io.github.dbdsc.plan.Jobs.unowned;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Adopt;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The directive {@code $adopt} with the id of a job takes over that very job, and no other. */
class AdoptedIdTest {

    private static final String NAMED_A = "{'name':'A'}";

    private static DesiredJob adopting(String key, String json, long id) {
        return new DesiredJob(new JobKey(key), settings(json), Adopt.of(id), false, List.of(), null, Map.of(), false);
    }

    private static Plan plan(List<DesiredJob> desired, ActualJob... actual) {
        return Jobs.plan(new DesiredState(desired, Set.of(), List.of()), List.of(actual), Map.<JobKey, AppliedJob>of());
    }

    private static Change only(DesiredJob desired, ActualJob... actual) {
        Plan plan = plan(List.of(desired), actual);
        assertThat(plan.changes()).hasSize(1);
        return plan.changes().get(0);
    }

    @Test
    void takes_the_very_job_of_several_of_one_name() {
        Change change = only(adopting("a", NAMED_A, 8), unowned(7, "bob", NAMED_A), unowned(8, "bob", NAMED_A));

        assertThat(change.action()).isEqualTo(Action.ADOPT);
        assertThat(change.jobId()).hasValue(8);
        assertThat(change.reason()).contains("\"$adopt\": 8");
    }

    @Test
    void takes_the_job_whatever_its_name_is() {
        Change change = only(adopting("a", NAMED_A, 8), unowned(8, "bob", "{'name':'B'}"));

        assertThat(change.action()).isEqualTo(Action.ADOPT);
        assertThat(change.differences()).extracting(Difference::path).contains("name");
    }

    @Test
    void never_takes_a_job_with_somebodys_tags() {
        Change theirs = only(adopting("a", NAMED_A, 7), owned(7, "them", "a", NAMED_A));
        assertThat(theirs.action()).isEqualTo(Action.REFUSED);
        assertThat(theirs.reason()).contains("owner 'them'", "\"$adopt\": 7");

        Plan ours = plan(
                List.of(adopting("a", "{'name':'X'}", 7), Jobs.desired("b", NAMED_A)), owned(7, "us", "b", NAMED_A));
        assertThat(ours.changes().get(0).action()).isEqualTo(Action.REFUSED);
        assertThat(ours.changes().get(1).action()).isEqualTo(Action.NONE);
    }

    @Test
    void is_refused_for_both_where_two_definitions_name_one_job() {
        Plan plan =
                plan(List.of(adopting("a", NAMED_A, 7), adopting("b", "{'name':'B'}", 7)), unowned(7, "bob", NAMED_A));

        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.REFUSED, Action.REFUSED);
    }

    @Test
    void creates_a_job_where_there_is_none_of_that_id_and_takes_no_other_of_its_name() {
        assertThat(only(adopting("a", NAMED_A, 7)).action()).isEqualTo(Action.CREATE);
        assertThat(only(adopting("a", NAMED_A, 7), unowned(9, "bob", NAMED_A)).action())
                .isEqualTo(Action.REFUSED);
    }

    @Test
    void leaves_a_job_alone_that_cannot_be_read() {
        Change change =
                only(adopting("a", NAMED_A, 7), unowned(7, "bob", NAMED_A).unreadable("it nests too deep"));

        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.reason()).contains("it nests too deep");
    }

    @Test
    void takes_a_job_that_another_tool_manages_since_it_is_named() {
        assertThat(only(
                                adopting("a", NAMED_A, 7),
                                unowned(
                                        7,
                                        "bob",
                                        "{'name':'A','deployment':{'kind':'BUNDLE'},'edit_mode':'UI_LOCKED'}"))
                        .action())
                .isEqualTo(Action.ADOPT);
    }

    @Test
    void is_said_to_be_needed_no_more_once_the_job_is_ours() {
        Plan before = plan(List.of(adopting("a", NAMED_A, 7)), unowned(7, "bob", NAMED_A));
        assertThat(before.notes()).noneMatch(note -> note.contains("can go"));

        Plan after = plan(List.of(adopting("a", NAMED_A, 7)), owned(7, "us", "a", NAMED_A));
        assertThat(after.changes()).extracting(Change::action).containsExactly(Action.NONE);
        assertThat(after.notes()).anyMatch(note -> note.contains("\"$adopt\" can go from jobs/a.json"));
    }
}
