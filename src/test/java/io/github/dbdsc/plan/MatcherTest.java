package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.US;
import static io.github.dbdsc.plan.Jobs.adopting;
import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.settings;
import static io.github.dbdsc.plan.Jobs.unowned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StateIndex;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No two definitions ever mean the same job. */
class MatcherTest {

    private OnNameTaken onNameTaken = OnNameTaken.REFUSE;
    private Set<JobKey> blocked = Set.of();
    private boolean prune;
    private final Map<JobKey, AppliedJob> applied = new HashMap<>();

    private Plan plan(List<DesiredJob> desired, ActualJob... actual) {
        return Jobs.plan(
                new OwnershipPolicy("us", Optional.of(US), onNameTaken),
                new DesiredState(desired, blocked, List.of()),
                List.of(actual),
                applied,
                prune);
    }

    private void putIntoState(String key, long id, String json) {
        applied.put(new JobKey(key), new AppliedJob(id, settings(json), Optional.of(new FilledIn(Map.of()))));
    }

    private static Change of(Plan plan, String key) {
        return plan.changes().stream()
                .filter(change -> change.key().value().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_job_that_the_state_assigns_to_one_definition_is_not_adopted_by_another_that_takes_its_name() {
        putIntoState("a", 5, "{'name':'X'}");

        Plan plan = plan(
                List.of(desired("a", "{'name':'Y'}"), adopting("b", "{'name':'X'}")), unowned(5, US, "{'name':'X'}"));

        assertThat(plan.changes())
                .extracting(change -> change.key().value(), Change::action, change -> change.jobId()
                        .orElse(0))
                .containsExactly(tuple("a", Action.UPDATE, 5L), tuple("b", Action.CREATE, 0L));
    }

    @Test
    void a_job_that_the_state_assigns_to_a_broken_definition_is_not_adopted_by_another_that_takes_its_name() {
        putIntoState("a", 5, "{'name':'X'}");
        blocked = Set.of(new JobKey("a"));

        assertThat(of(plan(List.of(desired("b", "{'name':'X'}")), unowned(5, US, "{'name':'X'}")), "b")
                        .action())
                .isEqualTo(Action.REFUSED);
    }

    @Test
    void a_definition_that_moved_and_left_a_broken_one_behind_gets_no_second_job() {
        blocked = Set.of(new JobKey("old"));
        List<DesiredJob> desired = List.of(desired("new", "{'name':'X'}"));
        ActualJob job = owned(5, "us", "old", "{'name':'X'}");

        Change refused = of(plan(desired, job), "new");

        assertThat(refused.action()).isEqualTo(Action.REFUSED);
        assertThat(refused.jobId()).hasValue(5);
        assertThat(refused.reason())
                .isEqualTo(
                        "job 5 of this name is that of jobs/old.json, which has an error: correct that file and give one"
                                + " of both another name, or delete it, and this definition takes the job over");

        blocked = Set.of();
        assertThat(of(plan(desired, job), "new").jobId())
                .as("once it is deleted")
                .hasValue(5);
    }

    @Test
    void a_broken_definition_whose_job_has_another_name_is_in_nobodys_way() {
        blocked = Set.of(new JobKey("old"));

        assertThat(of(plan(List.of(desired("new", "{'name':'X'}")), owned(5, "us", "old", "{'name':'Y'}")), "new")
                        .action())
                .isEqualTo(Action.CREATE);
    }

    @Test
    void a_job_whose_key_tag_was_changed_to_that_of_another_definition_is_not_made_again_without_a_state() {
        List<DesiredJob> desired = List.of(desired("a", "{'name':'A'}"), desired("b", "{'name':'B'}"));
        ActualJob a = owned(1, "us", "a", "{'name':'A'}");
        ActualJob b = owned(2, "us", "a", "{'name':'B'}");

        Plan lost = plan(desired, a, b);

        assertThat(lost.changes()).extracting(Change::action).containsExactly(Action.REFUSED, Action.REFUSED);
        assertThat(of(lost, "b").reason())
                .isEqualTo("job 2 of ours has this name and the tag of jobs/a.json, which has another job; if it is the"
                        + " job of this definition, put its own key into the tag dsc-key, else rename or delete the"
                        + " job");

        putIntoState("a", 1, "{'name':'A'}");
        putIntoState("b", 2, "{'name':'B'}");
        assertThat(of(plan(desired, a, b), "b").action()).isEqualTo(Action.UPDATE);
    }

    @Test
    void another_job_of_the_same_name_is_adopted_when_the_first_is_taken() {
        putIntoState("a", 5, "{'name':'X'}");

        Plan plan = plan(
                List.of(desired("a", "{'name':'Y'}"), desired("b", "{'name':'X'}")),
                unowned(5, US, "{'name':'X'}"),
                unowned(6, US, "{'name':'X'}"));

        assertThat(of(plan, "b").action()).isEqualTo(Action.ADOPT);
        assertThat(of(plan, "b").jobId()).hasValue(6);
    }

    @Test
    void a_job_that_the_state_assigns_to_two_definitions_goes_to_neither() {
        putIntoState("a", 5, "{'name':'X'}");
        putIntoState("b", 5, "{'name':'X'}");

        Plan plan = plan(
                List.of(desired("a", "{'name':'A'}"), desired("b", "{'name':'B'}")), unowned(5, US, "{'name':'X'}"));

        assertThat(plan.changes())
                .extracting(
                        Change::action, Change::reason, change -> change.jobId().orElse(0))
                .containsOnly(tuple(
                        Action.REFUSED,
                        "job 5 could be that of each of jobs/a.json, jobs/b.json; remove all but one of them, or put"
                                + " the tags dsc-owner and dsc-key on the job that say whose it is",
                        5L));
    }

    @Test
    void a_job_that_two_definitions_of_its_name_would_adopt_goes_to_neither() {
        Plan plan = plan(
                List.of(desired("a", "{'name':'X'}"), desired("b", "{'name':'X'}")), unowned(5, US, "{'name':'X'}"));

        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.REFUSED, Action.REFUSED);
    }

    @Test
    void a_job_whose_definition_may_have_moved_to_two_places_is_kept_and_goes_to_neither() {
        prune = true;

        Plan plan = plan(
                List.of(desired("a", "{'name':'X'}"), desired("b", "{'name':'X'}")),
                owned(5, "us", "gone", "{'name':'X'}"));

        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.REFUSED, Action.REFUSED);
    }

    @Test
    void a_definition_that_may_have_moved_from_several_places_neither_changes_nor_deletes_their_jobs() {
        prune = true;

        Plan plan = plan(
                List.of(desired("new/a", "{'name':'X'}")),
                owned(7, "us", "old/a", "{'name':'X'}"),
                owned(8, "us", "older/a", "{'name':'X'}"),
                owned(9, "us", "other", "{'name':'Other'}"));

        assertThat(plan.changes())
                .extracting(change -> change.key().value(), Change::action)
                .containsExactly(
                        tuple("new/a", Action.REFUSED),
                        tuple("old/a", Action.ORPHAN),
                        tuple("older/a", Action.ORPHAN),
                        tuple("other", Action.DELETE));
        assertThat(of(plan, "new/a").reason())
                .isEqualTo("the definition may have moved here from one of jobs/old/a.json, jobs/older/a.json, and it"
                        + " can't be told which of jobs 7, 8 of this name is its own; delete or rename all but one of"
                        + " them");
        assertThat(of(plan, "new/a").jobId()).isEmpty();
        assertThat(of(plan, "old/a").reason())
                .isEqualTo("jobs/old/a.json is gone; the job is kept because it may be that of jobs/new/a.json");
    }

    @Test
    void the_job_in_the_state_is_stronger_than_a_tag_which_a_copy_has_as_well() {
        putIntoState("a", 5, "{'name':'A'}");

        Plan plan = plan(
                List.of(desired("a", "{'name':'A'}")),
                unowned(5, US, "{'name':'A'}"),
                owned(6, "us", "a", "{'name':'A'}"));

        assertThat(of(plan, "a").jobId()).hasValue(5);
    }

    @Test
    void the_state_is_stronger_than_a_move() {
        putIntoState("a", 5, "{'name':'A'}");

        Plan plan = plan(
                List.of(desired("a", "{'name':'A'}")),
                unowned(5, US, "{'name':'A'}"),
                owned(6, "us", "gone", "{'name':'A'}"));

        assertThat(of(plan, "a").jobId()).hasValue(5);
        assertThat(of(plan, "gone").action()).isEqualTo(Action.ORPHAN);
    }

    @Test
    void a_move_is_stronger_than_an_adoption() {
        Plan plan = plan(
                List.of(adopting("a", "{'name':'A'}")),
                unowned(5, US, "{'name':'A'}"),
                owned(6, "us", "gone", "{'name':'A'}"));

        assertThat(plan.changes()).hasSize(1);
        assertThat(of(plan, "a").jobId()).hasValue(6);
    }

    @Test
    void a_pause_that_a_definition_drops_while_moving_is_removed() {
        putIntoState("old/a", 7, "{'name':'A','schedule':{'cron':'x','pause_status':'PAUSED'}}");

        Change change = of(
                plan(
                        List.of(desired("new/a", "{'name':'A','schedule':{'cron':'x'}}")),
                        owned(7, "us", "old/a", "{'name':'A','schedule':{'cron':'x','pause_status':'PAUSED'}}")),
                "new/a");

        assertThat(change.settings().orElseThrow().tree().at("/schedule").has("pause_status"))
                .isFalse();
        assertThat(change.differences())
                .extracting(Difference::path, Difference::reason)
                .contains(tuple("schedule.pause_status", "the definition used to set it and no longer does"));
    }

    @Test
    void the_state_still_says_after_a_move_what_the_service_filled_in() {
        applied.put(
                new JobKey("old/a"),
                new AppliedJob(
                        7,
                        settings("{'name':'A'}"),
                        Optional.of(new FilledIn(Map.of(
                                "unheard_of", settings("{'x':1}").field("x").orElseThrow())))));

        Change change = of(
                plan(List.of(desired("new/a", "{'name':'A'}")), owned(7, "us", "old/a", "{'name':'A','unheard_of':1}")),
                "new/a");

        assertThat(change.differences()).extracting(Difference::path).containsExactly("tags.dsc-key");
    }

    @Test
    void the_state_of_another_job_under_the_same_key_is_ignored() {
        putIntoState("a", 6, "{'name':'A','description':'ours'}");

        Change change = of(
                plan(List.of(desired("a", "{'name':'A'}")), owned(7, "us", "a", "{'name':'A','description':'ours'}")),
                "a");

        assertThat(change.differences()).extracting(Difference::cause).containsExactly(Cause.UNEXPLAINED);
    }

    @Test
    void a_job_of_another_owner_is_not_taken_for_one_whose_definition_moved() {
        Change change = of(plan(List.of(desired("a", "{'name':'A'}")), owned(7, "them", "gone", "{'name':'A'}")), "a");

        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.reason()).contains("owner 'them'");
    }

    @Test
    void all_our_jobs_are_counted_with_or_without_a_definition() {
        List<ActualJob> jobs = List.of(
                owned(5, "us", "a", "{'name':'A'}"),
                owned(6, "us", "gone", "{'name':'B'}"),
                owned(7, "us", "gone", "{'name':'C'}"),
                owned(8, "them", "x", "{'name':'D'}"));

        OwnedJobs owned = new OwnedJobs(
                new OwnershipPolicy("us", Optional.of(US), onNameTaken),
                new WorkspaceIndex("us", jobs),
                new StateIndex(applied));
        assertThat(owned.count()).isEqualTo(3);
    }

    @Test
    void an_operators_pause_survives_an_update_if_according_to_the_state_the_definition_never_set_it() {
        putIntoState("a", 7, "{'name':'A','schedule':{'cron':'old'}}");

        Change change = of(
                plan(
                        List.of(desired("a", "{'name':'A','schedule':{'cron':'new'}}")),
                        owned(7, "us", "a", "{'name':'A','schedule':{'cron':'old','pause_status':'PAUSED'}}")),
                "a");

        assertThat(change.settings()
                        .orElseThrow()
                        .tree()
                        .at("/schedule/pause_status")
                        .asText())
                .isEqualTo("PAUSED");
    }
}
