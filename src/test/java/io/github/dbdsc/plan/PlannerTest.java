package io.github.dbdsc.plan;

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
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final String NAMED_A = "{'name':'A'}";

    private OnNameTaken onNameTaken = OnNameTaken.REFUSE;
    private Set<JobKey> blocked = Set.of();
    private List<Problem> problems = List.of();
    private boolean prune;
    private Map<JobKey, AppliedJob> applied = Map.of();

    private Plan plan(List<DesiredJob> desired, ActualJob... actual) {
        OwnershipPolicy policy = new OwnershipPolicy("us", Optional.of("our-client-id"), onNameTaken);
        return Jobs.plan(policy, new DesiredState(desired, blocked, problems), List.of(actual), applied, prune);
    }

    private static AppliedJob inState(String json) {
        return new AppliedJob(7, settings(json), Optional.of(new FilledIn(Map.of())));
    }

    private Change only(List<DesiredJob> desired, ActualJob... actual) {
        Plan plan = plan(desired, actual);
        assertThat(plan.changes()).hasSize(1);
        return plan.changes().get(0);
    }

    @Test
    void a_definition_without_a_job_creates_one_with_ownership_tags() {
        Change change = only(List.of(desired("etl/a", NAMED_A)));

        assertThat(change.action()).isEqualTo(Action.CREATE);
        assertThat(change.jobId()).isEmpty();
        assertThat(change.settings().orElseThrow())
                .isEqualTo(settings("{'name':'A','tags':{'dsc-owner':'us','dsc-key':'etl/a'}}"));
    }

    @Test
    void a_job_as_defined_is_left_alone_whatever_the_service_filled_in() {
        Change change = only(
                List.of(desired("a", "{'name':'A','tasks':[{'task_key':'t','notebook_task':{'notebook_path':'/x'}}]}")),
                owned(
                        7,
                        "us",
                        "a",
                        "{'name':'A','max_concurrent_runs':1,'tasks':[{'task_key':'t',"
                                + "'run_if':'ALL_SUCCESS','notebook_task':{'notebook_path':'/x','source':'WORKSPACE'}}]}"));

        assertThat(change.action()).isEqualTo(Action.NONE);
        assertThat(change.reason()).isEqualTo("as defined");
        assertThat(change.jobId()).hasValue(7);
    }

    @Test
    void a_job_that_differs_is_replaced_in_place() {
        Change change = only(
                List.of(desired("a", "{'name':'A','timeout_seconds':60}")),
                owned(7, "us", "a", "{'name':'A','timeout_seconds':30}"));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.jobId()).hasValue(7);
        assertThat(change.differences()).extracting(Difference::path).containsExactly("timeout_seconds");
    }

    @Test
    void a_renamed_job_is_renamed_in_place() {
        Change change = only(List.of(desired("a", "{'name':'New'}")), owned(7, "us", "a", "{'name':'Old'}"));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.jobId()).hasValue(7);
        assertThat(change.differences()).extracting(Difference::path).containsExactly("name");
    }

    @Test
    void a_moved_definition_keeps_its_job() {
        Change change = only(List.of(desired("new/a", NAMED_A)), owned(7, "us", "old/a", NAMED_A));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.jobId()).hasValue(7);
        assertThat(change.reason()).contains("jobs/old/a.json");
        assertThat(change.differences()).extracting(Difference::path).containsExactly("tags.dsc-key");
    }

    @Test
    void a_definition_with_problems_does_not_count_as_moved() {
        blocked = Set.of(new JobKey("old/a"));

        Change change = only(List.of(desired("new/a", NAMED_A)), owned(7, "us", "old/a", NAMED_A));

        assertThat(change.action()).isEqualTo(Action.REFUSED);
    }

    @Test
    void a_field_that_the_definition_used_to_set_is_removed() {
        applied = Map.of(new JobKey("a"), inState("{'name':'A','schedule':{'x':'y'}}"));

        Change change = only(List.of(desired("a", NAMED_A)), owned(7, "us", "a", "{'name':'A','schedule':{'x':'y'}}"));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.differences()).extracting(Difference::path).containsExactly("schedule");
        assertThat(change.settings().orElseThrow().tree().has("schedule")).isFalse();
    }

    @Test
    void a_job_whose_tags_were_removed_is_found_by_the_state() {
        applied = Map.of(new JobKey("a"), inState(NAMED_A));

        Change change = only(List.of(desired("a", NAMED_A)), unowned(7, Jobs.US, NAMED_A));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.jobId()).hasValue(7);
    }

    @Test
    void an_operators_pause_survives_an_update() {
        Change change = only(
                List.of(desired("a", "{'name':'A','schedule':{'cron':'new'}}")),
                owned(7, "us", "a", "{'name':'A','schedule':{'cron':'old','pause_status':'PAUSED'}}"));

        assertThat(change.settings()
                        .orElseThrow()
                        .tree()
                        .at("/schedule/pause_status")
                        .asText())
                .isEqualTo("PAUSED");
    }

    @Test
    void a_pause_that_the_definition_sets_is_set() {
        Change change = only(
                List.of(desired("a", "{'name':'A','schedule':{'pause_status':'UNPAUSED'}}")),
                owned(7, "us", "a", "{'name':'A','schedule':{'pause_status':'PAUSED'}}"));

        assertThat(change.settings()
                        .orElseThrow()
                        .tree()
                        .at("/schedule/pause_status")
                        .asText())
                .isEqualTo("UNPAUSED");
    }

    @Test
    void a_job_that_the_original_program_created_is_adopted() {
        Change change = only(List.of(desired("a", NAMED_A)), unowned(7, "our-client-id", NAMED_A));

        assertThat(change.action()).isEqualTo(Action.ADOPT);
        assertThat(change.jobId()).hasValue(7);
        assertThat(change.settings().orElseThrow().tag("dsc-owner")).hasValue("us");
    }

    @Test
    void a_refusal_of_somebody_elses_job_says_who_created_it_and_how_to_adopt_it() {
        Change change = only(List.of(desired("etl/a", NAMED_A)), unowned(7, "bob@example.com", NAMED_A));

        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.reason()).contains("bob@example.com", "\"$adopt\": true", "jobs/etl/a.json", "ON_NAME_TAKEN");
        assertThat(change.settings()).isEmpty();
    }

    @Test
    void the_adopt_directive_takes_a_job_over() {
        assertThat(only(List.of(adopting("a", NAMED_A)), unowned(7, "bob", NAMED_A))
                        .action())
                .isEqualTo(Action.ADOPT);
    }

    @Test
    void on_name_taken_adopt_takes_a_job_over() {
        onNameTaken = OnNameTaken.ADOPT;

        assertThat(only(List.of(desired("a", NAMED_A)), unowned(7, "bob", NAMED_A))
                        .action())
                .isEqualTo(Action.ADOPT);
    }

    @Test
    void on_name_taken_create_creates_another_job_as_the_original_program_did() {
        onNameTaken = OnNameTaken.CREATE;

        assertThat(only(List.of(desired("a", NAMED_A)), unowned(7, "bob", NAMED_A))
                        .action())
                .isEqualTo(Action.CREATE);
    }

    @Test
    void a_job_of_another_owner_is_never_adopted() {
        onNameTaken = OnNameTaken.ADOPT;

        Change change = only(List.of(adopting("a", NAMED_A)), owned(7, "them", "a", NAMED_A));

        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.reason()).contains("owner 'them'");
    }

    @Test
    void two_jobs_with_one_key_are_refused_and_named() {
        Change change =
                only(List.of(desired("a", NAMED_A)), owned(8, "us", "a", NAMED_A), owned(7, "us", "a", NAMED_A));

        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.reason()).contains("7, 8");
    }

    @Test
    void several_jobs_that_could_be_adopted_are_refused_and_named() {
        Change change = only(
                List.of(desired("a", NAMED_A)),
                unowned(7, "our-client-id", NAMED_A),
                unowned(8, "our-client-id", NAMED_A));

        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.reason()).contains("7, 8");
    }

    @Test
    void an_orphan_is_reported_and_kept() {
        Change change = only(List.of(), owned(7, "us", "gone", NAMED_A));

        assertThat(change.action()).isEqualTo(Action.ORPHAN);
        assertThat(change.reason()).contains("jobs/gone.json", "kept");
    }

    @Test
    void the_job_of_a_definition_with_problems_is_not_an_orphan() {
        blocked = Set.of(new JobKey("a"));

        assertThat(plan(List.of(), owned(7, "us", "a", NAMED_A)).changes()).isEmpty();
    }

    @Test
    void jobs_of_others_are_not_mentioned() {
        assertThat(plan(List.of(), owned(7, "them", "x", NAMED_A), unowned(8, "bob", "{'name':'B'}"))
                        .changes())
                .isEmpty();
    }

    @Test
    void the_fingerprint_depends_on_what_is_done_and_on_nothing_else() {
        Plan one = plan(List.of(desired("a", "{'name':'A','x':1,'y':2}"), desired("b", "{'name':'B'}")));
        Plan reordered = plan(List.of(desired("b", "{'name':'B'}"), desired("a", "{'y':2,'x':1,'name':'A'}")));
        Plan other = plan(List.of(desired("a", "{'name':'A','x':1,'y':3}"), desired("b", "{'name':'B'}")));

        assertThat(reordered.fingerprint()).isEqualTo(one.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
    }

    @Test
    void a_field_that_somebody_set_by_hand_is_drift_and_is_restored() {
        applied = Map.of(new JobKey("a"), inState(NAMED_A));

        Change change = only(List.of(desired("a", NAMED_A)), owned(7, "us", "a", "{'name':'A','description':'mine'}"));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.differences()).extracting(Difference::reason).containsExactly("somebody set it by hand");
    }

    @Test
    void a_field_that_the_service_filled_in_when_the_job_was_applied_is_no_drift() {
        applied = Map.of(
                new JobKey("a"),
                new AppliedJob(
                        7,
                        settings(NAMED_A),
                        Optional.of(new FilledIn(Map.of(
                                "unheard_of.x", settings("{'x':[1]}").field("x").orElseThrow())))));

        assertThat(only(List.of(desired("a", NAMED_A)), owned(7, "us", "a", "{'name':'A','unheard_of':{'x':[1]}}"))
                        .action())
                .isEqualTo(Action.NONE);
        assertThat(only(List.of(desired("a", NAMED_A)), owned(7, "us", "a", "{'name':'A','unheard_of':{'x':[2]}}"))
                        .action())
                .isEqualTo(Action.UPDATE);
    }

    @Test
    void an_operators_pause_is_no_drift() {
        applied = Map.of(new JobKey("a"), inState("{'name':'A','schedule':{'cron':'x'}}"));

        assertThat(only(
                                List.of(desired("a", "{'name':'A','schedule':{'cron':'x'}}")),
                                owned(7, "us", "a", "{'name':'A','schedule':{'cron':'x','pause_status':'PAUSED'}}"))
                        .action())
                .isEqualTo(Action.NONE);
    }

    @Test
    void a_pause_that_the_definition_used_to_set_is_removed() {
        applied = Map.of(new JobKey("a"), inState("{'name':'A','schedule':{'cron':'x','pause_status':'PAUSED'}}"));

        Change change = only(
                List.of(desired("a", "{'name':'A','schedule':{'cron':'x'}}")),
                owned(7, "us", "a", "{'name':'A','schedule':{'cron':'x','pause_status':'PAUSED'}}"));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.settings().orElseThrow().tree().at("/schedule").has("pause_status"))
                .isFalse();
    }

    @Test
    void with_pruning_on_an_orphan_is_deleted() {
        prune = true;

        Plan plan = plan(
                List.of(desired("b", "{'name':'B'}")),
                owned(7, "us", "gone", NAMED_A),
                owned(8, "them", "other", "{'name':'C'}"));

        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.CREATE, Action.DELETE);
        assertThat(plan.changes().get(1).jobId()).hasValue(7);
    }

    @Test
    void nothing_is_pruned_without_any_definition() {
        prune = true;

        Plan plan = plan(List.of(), owned(7, "us", "gone", NAMED_A));

        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.action()).as("somebody asks for it now").isEqualTo(Action.DELETE);
            assertThat(plan.allows(change)).as("and has to approve it").isFalse();
        });
        assertThat(plan.safety().objections().toString()).contains("there is no definition at all, and 1 job would be");
    }

    @Test
    void nothing_is_pruned_while_any_definition_has_an_error() {
        prune = true;
        problems = List.of(Problem.error("jobs/x.json", 1, 1, "broken"));

        Plan plan = plan(List.of(desired("b", "{'name':'B'}")), owned(7, "us", "gone", NAMED_A));

        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.CREATE, Action.ORPHAN);
        assertThat(plan.changes().get(1).reason()).contains("while definitions have errors");
    }

    @Test
    void a_warning_does_not_stop_pruning() {
        prune = true;
        problems = List.of(Problem.warning("templates/x", 1, 1, "undefined"));

        Plan plan = plan(List.of(desired("b", "{'name':'B'}")), owned(7, "us", "gone", NAMED_A));

        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.CREATE, Action.DELETE);
    }

    @Test
    void a_protected_job_is_never_pruned() {
        prune = true;

        Plan plan = plan(
                List.of(desired("b", "{'name':'B'}")),
                owned(7, "us", "gone", "{'name':'A','tags':{'dsc-protect':'true'}}"));

        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.CREATE, Action.ORPHAN);
        assertThat(plan.changes().get(1).reason()).contains("protected");
    }

    @Test
    void the_protect_directive_is_stored_in_a_tag() {
        DesiredJob job = new DesiredJob(new JobKey("a"), settings(NAMED_A), false, true);

        assertThat(only(List.of(job)).settings().orElseThrow().tag("dsc-protect"))
                .hasValue("true");
    }

    /** Returns a job of ours with this tag for its key, in whatever form. */
    private static ActualJob tagged(String key) {
        return unowned(7, Jobs.US, "{'name':'A','tags':{'dsc-owner':'us','dsc-key':'" + key + "'}}");
    }

    @Test
    void an_older_tag_is_no_reason_to_write() {
        Change same = only(List.of(desired("größe%", NAMED_A)), tagged("größe%"));
        assertThat(same.action()).isEqualTo(Action.NONE);
        assertThat(same.jobId()).hasValue(7);

        Change other = only(List.of(desired("größe%", "{'name':'B'}")), tagged("größe%"));
        assertThat(other.action()).isEqualTo(Action.UPDATE);
        assertThat(other.settings().orElseThrow().tag("dsc-key")).contains("gr%C3%B6%C3%9Fe%25");
    }

    @Test
    void a_tag_with_two_readings_is_that_of_the_only_definition_that_it_names() {
        assertThat(only(List.of(desired("a%b", NAMED_A)), tagged("a%25b")).action())
                .isEqualTo(Action.NONE);
        Change older = only(List.of(desired("a%25b", NAMED_A)), tagged("a%25b"));
        assertThat(older.action()).isEqualTo(Action.NONE);
        assertThat(older.jobId()).hasValue(7);
    }

    @Test
    void of_two_readings_that_both_name_a_definition_the_state_decides() {
        List<DesiredJob> both = List.of(desired("a%25b", NAMED_A), desired("a%b", "{'name':'B'}"));
        ActualJob job = tagged("a%25b");

        applied = Map.of(new JobKey("a%25b"), inState(NAMED_A));
        assertThat(plan(both, job).changes())
                .extracting(Change::key, Change::action)
                .containsExactly(tuple(new JobKey("a%25b"), Action.NONE), tuple(new JobKey("a%b"), Action.CREATE));

        applied = Map.of(new JobKey("a%b"), inState(NAMED_A));
        assertThat(plan(both, job).changes())
                .extracting(Change::key, Change::action)
                .containsExactly(tuple(new JobKey("a%25b"), Action.CREATE), tuple(new JobKey("a%b"), Action.UPDATE));

        applied = Map.of();
        assertThat(plan(both, job).changes())
                .as("without a memory it is this release's form")
                .extracting(Change::key, Change::action)
                .containsExactly(tuple(new JobKey("a%25b"), Action.CREATE), tuple(new JobKey("a%b"), Action.UPDATE));
    }

    @Test
    void an_older_tag_with_two_readings_is_not_an_orphan() {
        prune = true;

        assertThat(plan(List.of(desired("a%25b", NAMED_A)), tagged("a%25b")).changes())
                .extracting(Change::action)
                .containsExactly(Action.NONE);
    }

    @Test
    void nothing_is_pruned_while_a_file_may_be_a_definition_with_a_wrong_name() {
        DesiredState desired =
                new DesiredState(List.of(desired("b", "{'name':'B'}")), blocked, problems, List.of("jobs/a.JSON"));
        OwnershipPolicy policy = new OwnershipPolicy("us", Optional.of("our-client-id"), onNameTaken);

        Plan plan = Jobs.plan(policy, desired, List.of(owned(7, "us", "a", NAMED_A)), applied, true);

        assertThat(plan.changes().get(0).action()).isEqualTo(Action.ORPHAN);
        assertThat(plan.changes().get(0).reason())
                .isEqualTo(
                        "jobs/a.json is gone; the job is kept while jobs/a.JSON, which is not read, may be a definition with a wrong name");
    }
}
