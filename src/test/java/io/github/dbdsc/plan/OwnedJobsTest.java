package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.US;
import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tags alone don't make a job ours: copies have them, and so do jobs of others with the same owner's name. */
class OwnedJobsTest {

    private static final String HERE = "git.example/team/jobs";
    private static final String THERE = "git.example/others/jobs";
    private static final String ANN = "ann@example.com";
    private static final String A = "{'name':'A'}";

    private OwnershipPolicy policy = new OwnershipPolicy("us", Optional.of(US), OnNameTaken.REFUSE).from(HERE);
    private Set<JobKey> blocked = Set.of();
    private boolean prune;
    private final Map<JobKey, AppliedJob> state = new HashMap<>();

    private Plan plan(List<DesiredJob> desired, ActualJob... actual) {
        return Jobs.plan(policy, new DesiredState(desired, blocked, List.of()), List.of(actual), state, prune);
    }

    private Change only(Plan plan) {
        assertThat(plan.changes()).hasSize(1);
        return plan.changes().get(0);
    }

    private void remember(String key, long id, String json) {
        state.put(new JobKey(key), new AppliedJob(id, settings(json), Optional.of(new FilledIn(Map.of()))));
    }

    private static ActualJob tagged(long id, String source, String key, String creator, String json) {
        JobSettings stamped = new Ownership("us", new JobKey(key), Optional.of(source)).stamp(settings(json), false);
        return new ActualJob(id, stamped, Optional.of(creator));
    }

    /** Returns a job as releases without sources made it. */
    private static ActualJob old(long id, String key, String creator, String json) {
        JobSettings stamped = new Ownership("us", new JobKey(key)).stamp(settings(json), false);
        return new ActualJob(id, stamped, Optional.of(creator));
    }

    private static List<org.assertj.core.groups.Tuple> actions(Plan plan) {
        return plan.changes().stream()
                .map(change -> tuple(
                        change.key().value(), change.action(), change.jobId().orElse(0)))
                .toList();
    }

    @Test
    void without_a_state_the_only_job_with_our_owner_source_and_key_is_ours_whoever_made_it() {
        Plan plan = plan(List.of(desired("a", "{'name':'A','timeout_seconds':5}")), tagged(1, HERE, "a", ANN, A));

        assertThat(actions(plan)).containsExactly(tuple("a", Action.UPDATE, 1L));
    }

    @Test
    void a_job_with_our_owner_from_another_source_is_not_ours_and_ours_is_made_beside_it() {
        Plan plan = plan(List.of(desired("a", A)), tagged(1, THERE, "a", US, "{'name':'Theirs'}"));

        assertThat(actions(plan)).containsExactly(tuple("a", Action.CREATE, 0L));
    }

    @Test
    void its_name_is_taken_all_the_same_and_the_refusal_says_whose_it_is_and_which_command_settles_it() {
        Change change = only(plan(List.of(desired("a", A)), tagged(1, THERE, "x", US, A)));

        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.reason())
                .isEqualTo("job 1 of this name is kept by owner 'us', source '" + THERE + "'; rename one of them, or"
                        + " take it over: db-dsc-jobs transfer --from us/" + THERE + " --key x --as a --to us/" + HERE);
    }

    @Test
    void jobs_from_another_source_are_neither_deleted_nor_taken_over_as_moved() {
        prune = true;
        Plan plan = plan(
                List.of(desired("b", "{'name':'Moved'}")),
                tagged(1, THERE, "gone", US, "{'name':'Gone'}"),
                tagged(2, THERE, "moved", US, "{'name':'Moved'}"));

        assertThat(actions(plan)).containsExactly(tuple("b", Action.REFUSED, 2L));
    }

    @Test
    void a_job_of_an_older_release_is_ours_if_our_identity_made_it_and_is_not_written_for_its_tag_alone() {
        Plan plan = plan(List.of(desired("a", A)), old(1, "a", US, A));

        assertThat(actions(plan)).containsExactly(tuple("a", Action.NONE, 1L));
    }

    @Test
    void it_gets_the_tag_with_its_next_write() {
        Change change = only(plan(List.of(desired("a", "{'name':'A','timeout_seconds':5}")), old(1, "a", US, A)));

        assertThat(Ownership.of(change.settings().orElseThrow()).flatMap(Ownership::source))
                .hasValue(HERE);
    }

    @Test
    void one_that_somebody_else_made_is_ours_only_if_the_state_holds_it() {
        assertThat(only(plan(List.of(desired("a", A)), old(1, "a", ANN, A))).reason())
                .isEqualTo(
                        "job 1 carries owner 'us' and the key of this definition, but " + ANN + " made it, and neither"
                                + " a source nor the state says that it is ours; if it is, run db-dsc-jobs transfer --from us"
                                + " --key a --to us/" + HERE);

        remember("a", 1, A);
        assertThat(only(plan(List.of(desired("a", A)), old(1, "a", ANN, A))).action())
                .isEqualTo(Action.NONE);
    }

    @Test
    void a_renamed_source_is_no_refusal_while_the_state_holds_the_job_and_its_tag_is_put_right() {
        remember("a", 1, "{'name':'A','tags':{'dsc-owner':'us','dsc-key':'a','dsc-source':'" + THERE + "'}}");

        Change change = only(plan(List.of(desired("a", A)), tagged(1, THERE, "a", US, A)));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.differences()).extracting(Difference::path).containsExactly("tags.dsc-source");
    }

    @Test
    void a_job_with_a_source_that_the_state_did_not_write_was_given_away() {
        remember("a", 1, A);

        Change change = only(plan(List.of(desired("a", A)), tagged(1, THERE, "a", US, A)));

        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.reason())
                .isEqualTo("its job 1 is kept by owner 'us', source '" + THERE
                        + "', now; remove the definition, or take" + " the job back: db-dsc-jobs transfer --from us/"
                        + THERE + " --key a --to us/" + HERE);
    }

    @Test
    void a_job_that_another_installation_has_taken_is_not_deleted_though_the_state_holds_it() {
        remember("a", 1, A);
        prune = true;

        Plan plan = plan(List.of(desired("b", "{'name':'B'}")), tagged(1, THERE, "a", US, A));

        assertThat(actions(plan)).containsExactly(tuple("a", Action.ORPHAN, 1L), tuple("b", Action.CREATE, 0L));
        assertThat(plan.changes().get(0).reason())
                .contains("its tag dsc-source says that it comes from '" + THERE + "'");
    }

    @Test
    void beside_a_copy_the_job_in_the_state_is_ours_and_a_note_names_the_copy() {
        remember("a", 1, A);

        Plan plan = plan(List.of(desired("a", A)), tagged(1, HERE, "a", US, A), tagged(2, HERE, "a", ANN, A));

        assertThat(actions(plan)).containsExactly(tuple("a", Action.NONE, 1L));
        assertThat(plan.notes())
                .containsExactly("job 2 'A' carries the tags of jobs/a.json, whose job is another; it stays as it is."
                        + " Remove its tags dsc-owner and dsc-key if it is to live on its own");
    }

    @Test
    void a_copy_is_never_deleted_when_the_definition_is_gone() {
        remember("a", 1, A);
        prune = true;

        Plan plan = plan(
                List.of(desired("b", "{'name':'B'}")),
                tagged(1, HERE, "a", US, A),
                tagged(2, HERE, "a", ANN, A),
                tagged(3, HERE, "a", US, A));

        assertThat(actions(plan)).containsExactly(tuple("a", Action.DELETE, 1L), tuple("b", Action.CREATE, 0L));
    }

    @Test
    void a_copy_is_not_taken_for_our_job_when_that_was_deleted_by_hand() {
        remember("a", 1, A);

        Plan plan = plan(List.of(desired("a", A)), tagged(2, HERE, "a", ANN, "{'name':'Clone of A'}"));

        assertThat(actions(plan)).containsExactly(tuple("a", Action.CREATE, 0L));
    }

    @Test
    void a_job_of_ours_whose_id_the_state_could_not_be_told_is_found_by_its_tags() {
        remember("a", 1, A);

        Plan plan = plan(List.of(desired("a", A)), tagged(2, HERE, "a", US, A));

        assertThat(actions(plan)).containsExactly(tuple("a", Action.NONE, 2L));
    }

    @Test
    void without_a_state_the_one_of_several_that_our_identity_made_is_ours() {
        Plan plan = plan(List.of(desired("a", A)), tagged(1, HERE, "a", ANN, A), tagged(2, HERE, "a", US, A));

        assertThat(actions(plan)).containsExactly(tuple("a", Action.NONE, 2L));
    }

    @Test
    void without_a_state_several_that_others_made_are_refused_and_nothing_is_created() {
        Plan plan = plan(List.of(desired("a", A)), tagged(1, HERE, "a", ANN, A), tagged(2, HERE, "a", "bob", A));

        assertThat(only(plan).action()).isEqualTo(Action.REFUSED);
    }

    @Test
    void without_a_state_what_somebody_else_made_is_never_deleted_and_what_we_made_is() {
        prune = true;

        Plan plan = plan(
                List.of(desired("c", "{'name':'C'}")),
                tagged(1, HERE, "a", ANN, A),
                tagged(2, HERE, "b", US, "{'name':'B'}"));

        assertThat(actions(plan))
                .containsExactly(
                        tuple("a", Action.ORPHAN, 1L), tuple("b", Action.DELETE, 2L), tuple("c", Action.CREATE, 0L));
        assertThat(plan.changes().get(0).reason()).contains(ANN + " made it, and the state does not hold it");
    }

    @Test
    void a_key_changed_by_hand_does_not_change_which_job_a_definition_has() {
        remember("a", 1, A);

        Change change = only(plan(List.of(desired("a", A)), tagged(1, HERE, "changed", US, A)));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.reason()).isEqualTo("its tag dsc-key was changed by hand");
    }

    @Test
    void a_key_changed_by_hand_to_that_of_another_definition_takes_no_job_from_either() {
        remember("a", 1, A);
        remember("b", 2, "{'name':'B'}");

        Plan plan = plan(
                List.of(desired("a", A), desired("b", "{'name':'B'}")),
                tagged(1, HERE, "b", US, A),
                tagged(2, HERE, "b", US, "{'name':'B'}"));

        assertThat(actions(plan)).containsExactly(tuple("a", Action.UPDATE, 1L), tuple("b", Action.NONE, 2L));
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void a_state_that_names_somebody_elses_untagged_job_overwrites_nothing_and_makes_nothing() {
        remember("a", 1, A);

        Change foreign = only(plan(List.of(desired("a", A)), Jobs.unowned(1, ANN, "{'name':'Foreign'}")));
        assertThat(foreign.action()).isEqualTo(Action.REFUSED);
        assertThat(foreign.reason()).contains("no ownership tags, and " + ANN + " made it");

        Change other = only(plan(List.of(desired("a", A)), Jobs.unowned(1, US, "{'name':'Other'}")));
        assertThat(other.action()).isEqualTo(Action.REFUSED);
        assertThat(other.reason()).contains("neither its name nor its settings are those of the last run");
    }

    @Test
    void an_untagged_job_that_was_renamed_too_is_known_by_its_settings() {
        remember("a", 1, "{'name':'A','tasks':[{'task_key':'t'}]}");

        Change change = only(plan(
                List.of(desired("a", "{'name':'A','tasks':[{'task_key':'t'}]}")),
                Jobs.unowned(1, US, "{'name':'By hand','tasks':[{'task_key':'t'}]}")));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
    }

    @Test
    void with_no_source_owner_and_creator_decide() {
        policy = new OwnershipPolicy("us", Optional.of(US), OnNameTaken.REFUSE);

        assertThat(only(plan(List.of(desired("a", A)), old(1, "a", US, A))).action())
                .isEqualTo(Action.NONE);
        assertThat(only(plan(List.of(desired("a", A)), old(1, "a", ANN, A))).action())
                .isEqualTo(Action.REFUSED);
        assertThat(only(plan(List.of(desired("a", A)), tagged(1, THERE, "a", US, "{'name':'T'}")))
                        .action())
                .isEqualTo(Action.CREATE);
    }

    @Test
    void a_job_without_room_for_the_tag_is_made_without_it() {
        StringBuilder tags = new StringBuilder();
        for (int i = 0; i < 23; i++) {
            tags.append(i == 0 ? "" : ",").append("'t").append(i).append("':'x'");
        }

        Change change = only(plan(List.of(desired("a", "{'name':'A','tags':{" + tags + "}}"))));

        assertThat(Ownership.of(change.settings().orElseThrow())).hasValue(new Ownership("us", new JobKey("a")));
    }
}
