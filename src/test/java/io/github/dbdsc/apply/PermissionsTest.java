package io.github.dbdsc.apply;

import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.ActualState;
import io.github.dbdsc.plan.ActualState.Permissions;
import io.github.dbdsc.plan.ApprovalPolicy;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.plan.Plan;
import io.github.dbdsc.plan.Planner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Reading and granting permissions. */
class PermissionsTest {

    private static final String ANN = "'access_control_list':[{'user_name':'ann','permission_level':'CAN_VIEW'}]";
    private static final AccessControl ANN_VIEWS = AccessControl.in(settings("{" + ANN + "}"));
    private static final DesiredJob SAME = desired("a", "{'name':'A'," + ANN + "}");
    private static final DesiredJob CHANGED = desired("a", "{'name':'A','timeout_seconds':60," + ANN + "}");

    private static Applier applier(Workspace workspace) {
        return new Applier(workspace, pause -> {}, Jobs.RULES, new Workers(1));
    }

    private static Outcome apply(MemoryWorkspace workspace, DesiredJob job, BooleanSupplier mayWrite) {
        workspace.jobs.add(owned(1, "us", "a", "{'name':'A'}"));
        DesiredState desired = new DesiredState(List.of(job), Set.of(), List.of());
        Plan plan = new Planner(
                        new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE),
                        ApprovalPolicy.ofDeletes(30),
                        Jobs.RULES)
                .plan(
                        desired,
                        ActualState.of(workspace.jobs).with(permissions(workspace)),
                        Map.of(),
                        SyncRequest.SYNC,
                        Jobs.AT_ONCE);
        return applier(workspace).apply(plan, 1, Map.of(), mayWrite).get(0);
    }

    private static Permissions permissions(Workspace workspace) {
        try {
            return new Permissions(Map.of(1L, workspace.permissions(1)), Map.of());
        } catch (WorkspaceException e) {
            return new Permissions(Map.of(), Map.of(1L, e.getMessage()));
        }
    }

    @Test
    void permissions_alone_are_granted_without_touching_the_settings() {
        MemoryWorkspace workspace = new MemoryWorkspace();

        Outcome outcome = apply(workspace, SAME, () -> true);

        assertThat(outcome.result()).isEqualTo(Result.APPLIED);
        assertThat(outcome.jobId()).hasValue(1);
        assertThat(workspace.calls).containsExactly("permissions 1", "grant 1");
        assertThat(workspace.granted).containsEntry(1L, ANN_VIEWS.and(Jobs.OURS));
    }

    @Test
    void permissions_are_granted_after_the_settings_are_read_back() {
        MemoryWorkspace workspace = new MemoryWorkspace();

        Outcome outcome = apply(workspace, CHANGED, () -> true);

        assertThat(outcome.result()).isEqualTo(Result.APPLIED);
        assertThat(outcome.error()).isEmpty();
        assertThat(workspace.calls).containsExactly("permissions 1", "reset 1", "get 1", "grant 1");
    }

    @Test
    void settings_are_written_without_granting_permissions_that_stay_the_same() {
        MemoryWorkspace workspace = new MemoryWorkspace();
        workspace.granted.put(1L, ANN_VIEWS.and(Jobs.OURS));

        assertThat(apply(workspace, CHANGED, () -> true).result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.calls).containsExactly("permissions 1", "reset 1", "get 1");
    }

    @Test
    void permissions_are_not_granted_where_the_settings_were_not_written() {
        MemoryWorkspace workspace = new MemoryWorkspace();

        assertThat(apply(workspace, CHANGED, () -> false).result()).isEqualTo(Result.NOT_APPLIED);
        assertThat(workspace.granted).isEmpty();
    }

    @Test
    void settings_written_before_the_run_had_to_stop_say_that_the_permissions_were_not() {
        MemoryWorkspace workspace = new MemoryWorkspace();
        Deque<Boolean> held = new ArrayDeque<>(List.of(true, false));

        Outcome outcome = apply(workspace, CHANGED, held::remove);

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.error())
                .hasValue("its settings were written, its permissions not: the pass had to stop before; a later one"
                        + " gives them");
        assertThat(outcome.echo()).isPresent();
    }

    @Test
    void a_fault_of_the_settings_is_reported_before_one_of_the_permissions() {
        MemoryWorkspace broken = new MemoryWorkspace() {
            @Override
            public GrantedAccess grant(long jobId, AccessControl permissions) {
                throw new WorkspaceException("no grants today", 400, false);
            }

            @Override
            public Optional<ActualJob> get(long jobId) {
                throw new WorkspaceException("no reads today", 500, false);
            }
        };

        assertThat(apply(broken, CHANGED, () -> true).error())
                .hasValue("it was not read back: no reads today; its settings were written, its permissions not: no"
                        + " grants today");
    }

    @Test
    void permissions_that_could_not_be_read_fail_their_job_and_stay_as_they_are() {
        MemoryWorkspace unreadable = failing(403);

        Outcome outcome = apply(unreadable, SAME, () -> true);

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.error())
                .hasValue("its permissions were not read, so they stay as they are: no permissions for you");
        assertThat(unreadable.granted).isEmpty();
    }

    private static MemoryWorkspace failing(int status) {
        return new MemoryWorkspace() {
            @Override
            public GrantedAccess permissions(long jobId) {
                super.permissions(jobId);
                throw new WorkspaceException("no permissions for you", status, false);
            }
        };
    }

    @Test
    void outcomes_without_a_job_stay_the_same_when_permissions_of_others_were_not_read() {
        Plan plan = new Planner(
                        new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE),
                        ApprovalPolicy.ofDeletes(30),
                        Jobs.RULES)
                .plan(
                        new DesiredState(List.of(SAME), Set.of(), List.of()),
                        ActualState.of(List.of()).with(new Permissions(Map.of(), Map.of(5L, "no"))),
                        Map.of(),
                        SyncRequest.SYNC,
                        Jobs.AT_ONCE);

        assertThat(applier(new MemoryWorkspace()).apply(plan, 0, Map.of(), () -> false))
                .extracting(Outcome::result, Outcome::error)
                .containsExactly(tuple(Result.NOT_APPLIED, Optional.empty()));
    }

    private static final class TakenOver extends MemoryWorkspace {
        @Override
        public GrantedAccess grant(long jobId, AccessControl permissions) {
            throw new WriteWithheldException("PUT permissions");
        }
    }

    @Test
    void permissions_that_were_not_sent_are_not_applied_and_no_failure() {
        Outcome outcome = apply(new TakenOver(), SAME, () -> true);

        assertThat(outcome.result()).isEqualTo(Result.NOT_APPLIED);
        assertThat(outcome.error()).isEmpty();
    }

    @Test
    void permissions_that_were_not_sent_after_the_settings_say_that_a_later_run_gives_them() {
        Outcome outcome = apply(new TakenOver(), CHANGED, () -> true);

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.error())
                .hasValueSatisfying(error -> assertThat(error).endsWith("a later one gives them"));
    }

    @Test
    void a_level_that_turns_out_to_be_inherited_counts_as_kept() {
        MemoryWorkspace inheriting = new MemoryWorkspace() {
            @Override
            public GrantedAccess grant(long jobId, AccessControl permissions) {
                return new GrantedAccess(Jobs.OURS, ANN_VIEWS, Optional.empty());
            }
        };

        assertThat(apply(inheriting, SAME, () -> true).result()).isEqualTo(Result.APPLIED);
    }

    @Test
    void a_level_that_is_lower_than_given_is_not_kept_whatever_else_is_not_understood() {
        MemoryWorkspace lossy = new MemoryWorkspace() {
            @Override
            public GrantedAccess grant(long jobId, AccessControl permissions) {
                AccessControl ours = AccessControl.in(
                        settings("{'access_control_list':[{'user_name':'us','permission_level':'CAN_MANAGE'}]}"));
                return new GrantedAccess(ours, AccessControl.NONE, Optional.of("an entry without a principal"));
            }
        };

        assertThat(apply(lossy, SAME, () -> true).error()).hasValueSatisfying(error -> assertThat(error)
                .contains("user_name=us has CAN_MANAGE instead of IS_OWNER")
                .doesNotContain("ann"));
    }
}
