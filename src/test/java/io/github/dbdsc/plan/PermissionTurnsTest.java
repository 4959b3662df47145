package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionTurnsTest {

    private final List<DesiredJob> definitions = new ArrayList<>();
    private final List<ActualJob> actual = new ArrayList<>();
    private Map<JobKey, AppliedJob> state = new HashMap<>();

    private static String job(String name, String level) {
        return level.isEmpty()
                ? "{'name':'" + name + "'}"
                : "{'name':'" + name + "','access_control_list':[{'user_name':'ann','permission_level':'" + level
                        + "'}]}";
    }

    /** Adds a job that is as defined, with the permissions that its definition and the state ask for; none for "". */
    private void add(String key, long id, String wanted, String asked) {
        definitions.add(desired(key, job(key, wanted)));
        actual.add(owned(id, "us", key, "{'name':'" + key + "'}"));
        state.put(new JobKey(key), new AppliedJob(id, settings(job(key, asked)), Optional.empty()));
    }

    private DesiredState desiredState() {
        return new DesiredState(definitions, Set.of(), List.of());
    }

    private Plan plan() {
        return Jobs.plan(
                new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE),
                desiredState(),
                actual,
                state,
                false);
    }

    private Map<JobKey, Long> kept() {
        return Matching.of(
                        new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE),
                        desiredState(),
                        actual,
                        state,
                        Jobs.RULES)
                .kept();
    }

    private PermissionTurns turns(int budget) {
        return PermissionTurns.ofAll(kept(), desiredState(), state, budget);
    }

    private PermissionTurns turnsOfChanged(int budget) {
        return PermissionTurns.ofChanged(kept(), desiredState(), state, budget);
    }

    /** Records that runs did not fail with any job. */
    private void succeeded() {
        state.replaceAll((key, job) -> new AppliedJob(
                job.jobId(), job.settings(), job.seen(), job.unkept(), job.permissionsRound(), Optional.of("f")));
    }

    @Test
    void jobs_that_never_set_permissions_are_not_read() {
        add("silent", 1, "", "");
        add("speaks", 2, "CAN_VIEW", "CAN_VIEW");
        add("spoke", 3, "", "CAN_VIEW");

        assertThat(turns(10).jobIds()).containsExactlyInAnyOrder(2L, 3L);
    }

    @Test
    void jobs_to_be_created_and_orphans_are_not_read() {
        definitions.add(desired("new", job("new", "CAN_VIEW")));
        actual.add(owned(7, "us", "orphan", "{'name':'orphan'}"));
        state.put(new JobKey("orphan"), new AppliedJob(7, settings(job("orphan", "CAN_VIEW")), Optional.empty()));

        assertThat(turns(10).jobIds()).isEmpty();
        assertThat(plan().changes()).extracting(Change::action).containsExactly(Action.CREATE, Action.ORPHAN);
    }

    @Test
    void changed_permissions_come_first() {
        add("a", 1, "CAN_VIEW", "CAN_VIEW");
        add("b", 2, "CAN_VIEW", "CAN_MANAGE");
        add("c", 3, "", "CAN_VIEW");
        add("d", 4, "CAN_VIEW", "");

        assertThat(turns(3).jobIds()).containsExactly(2L, 3L, 4L);
        assertThat(turns(3).note()).isEmpty();
    }

    @Test
    void changed_permissions_beyond_the_budget_are_reported() {
        for (int i = 1; i <= 8; i++) {
            add("k" + i, i, "CAN_VIEW", "CAN_MANAGE");
        }

        assertThat(turns(1).note())
                .hasValue("changed permissions are not applied yet, of k2, k3, k4, k5, k6 and 2 more: one pass reads"
                        + " those of 1 jobs, the next passes go on");
        assertThat(turns(1).isWaiting(new JobKey("k1"))).isFalse();
        assertThat(turns(1).isWaiting(new JobKey("k2"))).isTrue();
    }

    @Test
    void a_run_over_some_jobs_reads_only_changed_permissions_and_those_of_jobs_that_failed() {
        add("a", 1, "CAN_VIEW", "CAN_VIEW");
        add("b", 2, "CAN_VIEW", "CAN_MANAGE");
        add("c", 3, "", "CAN_VIEW");
        add("d", 4, "", "");
        succeeded();
        add("e", 5, "CAN_VIEW", "CAN_VIEW");
        add("f", 6, "", "");

        assertThat(turnsOfChanged(10).jobIds()).containsExactlyInAnyOrder(2L, 3L, 5L);
        assertThat(turnsOfChanged(2).jobIds()).containsExactly(2L, 3L);
        assertThat(turnsOfChanged(2).isWaiting(new JobKey("e"))).isTrue();
        assertThat(turnsOfChanged(2).note())
                .hasValueSatisfying(note -> assertThat(note).contains("of e: one pass reads those of 2 jobs"));
    }

    @Test
    void a_run_over_some_jobs_is_nobodys_turn() {
        for (int i = 1; i <= 4; i++) {
            add("k" + i, i, "CAN_VIEW", "CAN_MANAGE");
        }

        assertThat(turnsOfChanged(1).jobIds()).hasSize(1);
        assertThat(turnsOfChanged(1).mark(state)).isEqualTo(state);
    }

    @Test
    void all_others_take_turns() {
        for (int i = 1; i <= 5; i++) {
            add("k" + i, i, "CAN_VIEW", "CAN_VIEW");
        }
        List<List<Long>> turns = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            PermissionTurns two = turns(2);
            turns.add(two.jobIds());
            state = two.mark(state);
        }

        assertThat(turns)
                .containsExactly(List.of(1L, 2L), List.of(3L, 4L), List.of(5L, 1L), List.of(2L, 3L), List.of(4L, 1L));
    }

    @Test
    void no_rounds_are_recorded_when_all_jobs_are_read() {
        add("a", 1, "CAN_VIEW", "CAN_VIEW");

        assertThat(turns(1).mark(state)).isEqualTo(state);
    }

    @Test
    void a_job_whose_definition_moved_is_compared_with_the_state_under_its_old_key() {
        definitions.add(desired("new", job("A", "")));
        actual.add(owned(1, "us", "old", "{'name':'A'}"));
        state.put(new JobKey("old"), new AppliedJob(1, settings(job("A", "CAN_VIEW")), Optional.empty()));

        assertThat(turns(1).jobIds()).containsExactly(1L);
    }

    @Test
    void permissions_to_grant_alone_make_an_update_that_sends_no_settings() {
        add("a", 1, "CAN_VIEW", "CAN_VIEW");
        List<Change> before = plan().changes();

        List<Change> changes = turns(1).complete(before, Map.of(1L, Jobs.granted(Jobs.OURS)));

        Change change = changes.get(0);
        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.settings()).isEmpty();
        assertThat(change.keepsSettings()).isTrue();
        assertThat(change.permissions()).isPresent();
        assertThat(change.differences())
                .extracting(Difference::path)
                .containsExactly("access_control_list[user_name=ann]");
        assertThat(Fingerprint.of(changes)).isNotEqualTo(Fingerprint.of(before));
    }

    @Test
    void the_fingerprint_depends_on_the_permissions_to_grant() {
        add("a", 1, "CAN_VIEW", "CAN_VIEW");
        AccessControl ops = AccessControl.in(
                settings("{'access_control_list':[{'group_name':'ops','permission_level':'CAN_VIEW'}]}"));

        List<Change> changes = plan().changes();
        assertThat(Fingerprint.of(turns(1).complete(changes, Map.of(1L, Jobs.granted(ops.and(Jobs.OURS))))))
                .isNotEqualTo(Fingerprint.of(turns(1).complete(changes, Map.of(1L, Jobs.granted(Jobs.OURS)))));
    }

    @Test
    void a_job_that_could_not_be_read_keeps_its_change() {
        add("a", 1, "CAN_VIEW", "CAN_MANAGE");

        List<Change> changes = plan().changes();

        assertThat(turns(1).complete(changes, Map.of())).isEqualTo(changes);
    }

    @Test
    void a_note_names_five_jobs_and_counts_the_rest() {
        for (int i = 1; i <= 5; i++) {
            add("k" + i, i, "CAN_VIEW", "");
        }
        assertThat(turns(0).note()).hasValueSatisfying(note -> assertThat(note).contains("k1, k2, k3, k4, k5: "));
        add("k6", 6, "CAN_VIEW", "");
        assertThat(turns(0).note()).hasValueSatisfying(note -> assertThat(note).contains("k4, k5 and 1 more: "));
    }
}
