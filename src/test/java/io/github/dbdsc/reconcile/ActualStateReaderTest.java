package io.github.dbdsc.reconcile;

import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.MemoryWorkspace;
import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.ActualState;
import io.github.dbdsc.plan.ApprovalPolicy;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.plan.Planner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is read from a workspace before anything is planned. */
class ActualStateReaderTest {

    private static ActualState.Permissions permissions(MemoryWorkspace workspace, String... keys) {
        Planner planner = new Planner(
                new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE),
                ApprovalPolicy.ofDeletes(30),
                Jobs.RULES);
        for (int i = 0; i < keys.length; i++) {
            workspace.jobs.add(owned(i + 1, "us", keys[i], "{'name':'" + keys[i] + "'}"));
        }
        List<DesiredJob> jobs = List.of(keys).stream()
                .map(key -> desired(
                        key,
                        "{'name':'" + key
                                + "','access_control_list':[{'user_name':'ann','permission_level':'CAN_VIEW'}]}"))
                .toList();
        return new ActualStateReader(workspace, new Workers(1), planner, "us", RunWatch.NONE)
                .read(new DesiredState(jobs, Set.of(), List.of()), Map.of(), SyncRequest.SYNC, Jobs.AT_ONCE)
                .actual()
                .permissions();
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
    void a_failure_about_one_job_does_not_keep_the_others_from_being_read() {
        MemoryWorkspace workspace = failing(404);

        assertThat(permissions(workspace, "a", "b", "c").failures()).containsOnlyKeys(1L, 2L, 3L);
        assertThat(workspace.calls).containsExactly("list", "permissions 1", "permissions 2", "permissions 3");
    }

    @Test
    void a_workspace_that_is_out_of_order_is_not_asked_again() {
        MemoryWorkspace workspace = failing(503);

        assertThat(permissions(workspace, "a", "b", "c").failures()).hasSize(3).containsValue("no permissions for you");
        assertThat(workspace.calls).containsExactly("list", "permissions 1");
    }

    @Test
    void permissions_are_not_read_where_no_definition_mentions_them() {
        MemoryWorkspace workspace = new MemoryWorkspace();

        assertThat(permissions(workspace)).isEqualTo(ActualState.Permissions.NOT_READ);
        assertThat(workspace.calls).containsExactly("list");
    }
}
