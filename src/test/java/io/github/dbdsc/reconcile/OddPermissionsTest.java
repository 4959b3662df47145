package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Grant;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Permissions that the workspace shows otherwise than they were given, in whole runs: they end in quiet runs. */
class OddPermissionsTest {

    private static final Grant OURS = new Grant("user_name", Passes.ROBOT.userName(), "IS_OWNER");
    private static final Grant ANN_VIEWS = new Grant("user_name", "ann@example.com", "CAN_VIEW");
    private static final Grant OPS_RUN = new Grant("group_name", "ops", "CAN_MANAGE_RUN");
    private static final Grant ADMINS_MANAGE = new Grant("group_name", "admins", "CAN_MANAGE");

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", """
            {"name": "{{ job.name }}", "access_control_list": {{ job.access | tojson }},
             "tasks": [{"task_key": "main", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}]}
            """);

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void define(Grant... grants) {
        StringBuilder access = new StringBuilder();
        for (Grant grant : grants) {
            access.append(access.isEmpty() ? "" : ",")
                    .append("{\"%s\":\"%s\",\"permission_level\":\"%s\"}"
                            .formatted(grant.kind(), grant.principal(), grant.level()));
        }
        stores.file("jobs/a.json", "{\"name\":\"A\",\"access\":[" + access + "]}");
    }

    private Report run(SyncRequest request) {
        workspace.calls().reset();
        Report report = Passes.with(RunPolicy.DEFAULT)
                .reconciler(Passes.client(workspace), stores.stores())
                .run(request);
        assertThat(report.failed()).as(() -> report.outcomes().toString()).isFalse();
        return report;
    }

    private Report sync() {
        return run(SyncRequest.SYNC);
    }

    private List<Grant> grants() {
        List<StoredJob> jobs = workspace.jobs().all();
        assertThat(jobs).hasSize(1);
        return jobs.get(0).grants();
    }

    private void grantByHand(Grant... grants) {
        workspace.jobs().setGrants(workspace.jobs().all().get(0).id(), List.of(grants));
    }

    private void assertQuiet() {
        for (int i = 0; i < 2; i++) {
            Report report = sync();
            assertThat(report.hasChanges()).isFalse();
            assertThat(report.notes()).isEmpty();
            assertThat(workspace.calls().lines())
                    .containsExactly(
                            "GET /api/2.2/jobs/list",
                            "GET /api/2.0/permissions/jobs/"
                                    + workspace.jobs().all().get(0).id());
        }
    }

    private static Consumer<ObjectNode> without(Predicate<JsonNode> permission) {
        return answer -> {
            for (JsonNode entry : answer.withArray("/access_control_list")) {
                ArrayNode permissions = (ArrayNode) entry.path("all_permissions");
                for (int i = permissions.size() - 1; i >= 0; i--) {
                    if (permission.test(
                            ((ObjectNode) permissions.get(i)).deepCopy().setAll((ObjectNode) entry))) {
                        permissions.remove(i);
                    }
                }
            }
        };
    }

    private static boolean isOwn(JsonNode permission) {
        return !permission.path("inherited").asBoolean();
    }

    private void showNoOwner() {
        workspace.showPermissionsWith(without(
                permission -> permission.path("permission_level").asText().equals("IS_OWNER")));
    }

    private void showAnEntryOfNobody() {
        workspace.showPermissionsWith(answer -> answer.withArray("/access_control_list")
                .addObject()
                .put("display_name", "somebody who is gone")
                .putArray("all_permissions")
                .addObject()
                .put("permission_level", "CAN_VIEW")
                .put("inherited", false));
    }

    @Test
    void admins_who_are_always_there_by_inheritance_converge() {
        workspace.showPermissionsWith(
                without(permission -> permission.path("group_name").asText().equals("admins") && isOwn(permission)));
        define(ADMINS_MANAGE, ANN_VIEWS);
        sync();
        assertQuiet();

        define(ADMINS_MANAGE, ANN_VIEWS, OPS_RUN);
        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);

        assertThat(grants()).contains(OURS, ANN_VIEWS, OPS_RUN);
        assertQuiet();
    }

    @Test
    void names_of_users_in_another_case_are_the_same_people() {
        define(new Grant("user_name", "Ann.Example@Example.COM", "CAN_VIEW"));
        sync();
        assertQuiet();

        define(new Grant("user_name", "Ann.Example@Example.COM", "CAN_MANAGE"));
        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);

        assertThat(grants())
                .containsExactlyInAnyOrder(OURS, new Grant("user_name", "ann.example@example.com", "CAN_MANAGE"));
        assertQuiet();
    }

    @Test
    void groups_whose_names_differ_in_case_are_different_groups() {
        define(OPS_RUN);
        sync();
        grantByHand(OURS, new Grant("group_name", "Ops", "CAN_MANAGE_RUN"));

        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);

        assertThat(grants()).contains(OPS_RUN);
    }

    @Test
    void a_missing_owner_does_not_matter_while_nothing_is_to_be_changed() {
        showNoOwner();
        define(ANN_VIEWS);
        sync();

        assertQuiet();
    }

    @Test
    void a_change_that_a_missing_owner_rules_out_is_told_once_and_made_when_there_is_one_again() {
        define(ANN_VIEWS);
        sync();
        showNoOwner();
        define(ANN_VIEWS, OPS_RUN);

        Report report = sync();

        assertThat(report.hasChanges()).isFalse();
        assertThat(report.notes())
                .containsExactly("changed permissions are not applied, of a: the workspace shows no owner of the job"
                        + " and takes no list without one; name an IS_OWNER in access_control_list, or give the job an"
                        + " owner on its page");
        assertQuiet();
        workspace.showPermissionsWith(answer -> {});
        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
        assertThat(grants()).containsExactlyInAnyOrder(OURS, ANN_VIEWS, OPS_RUN);
    }

    @Test
    void an_owner_that_the_definition_names_is_given_once_though_none_is_ever_shown() {
        define(ANN_VIEWS);
        sync();
        showNoOwner();
        define(ANN_VIEWS, OURS);

        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
        assertQuiet();

        define(ANN_VIEWS, OURS, OPS_RUN);
        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
        assertThat(grants()).containsExactlyInAnyOrder(OURS, ANN_VIEWS, OPS_RUN);
        assertQuiet();
    }

    @Test
    void an_entry_without_a_principal_does_not_matter_while_nothing_is_to_be_changed() {
        showAnEntryOfNobody();
        define(ANN_VIEWS);
        sync();

        assertQuiet();
    }

    @Test
    void a_change_that_would_take_away_an_entry_without_a_principal_is_told_once_and_made_later() {
        define(ANN_VIEWS);
        sync();
        showAnEntryOfNobody();
        define(OPS_RUN, ANN_VIEWS);

        Report plan = run(SyncRequest.PLAN);
        Report report = sync();

        assertThat(plan.notes()).isEqualTo(report.notes());
        assertThat(report.notes())
                .containsExactly("changed permissions are not applied, of a: the workspace shows an entry without a"
                        + " principal, which a new list would take away; put it right on the job's page");
        assertThat(workspace.calls().count(Operation.SET_PERMISSIONS)).isZero();
        assertQuiet();
        workspace.showPermissionsWith(answer -> {});
        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
        assertThat(grants()).containsExactlyInAnyOrder(OURS, ANN_VIEWS, OPS_RUN);
    }

    @Test
    void what_can_not_be_taken_away_yet_is_told_until_it_is_taken_away() {
        define(ANN_VIEWS, OPS_RUN);
        sync();
        showAnEntryOfNobody();
        define(ANN_VIEWS);

        for (int i = 0; i < 3; i++) {
            assertThat(sync().notes()).hasSize(1);
        }
        workspace.showPermissionsWith(answer -> {});
        sync();

        assertThat(grants()).containsExactlyInAnyOrder(OURS, ANN_VIEWS);
        assertQuiet();
    }

    @Test
    void an_answer_to_a_change_that_leaves_out_the_owner_is_no_failure() {
        define(ANN_VIEWS);
        sync();
        workspace.showPermissionsWith(answer -> {
            if (workspace.calls().count(Operation.SET_PERMISSIONS) > 0) {
                without(permission ->
                                permission.path("permission_level").asText().equals("IS_OWNER"))
                        .accept(answer);
            }
        });
        define(OPS_RUN);

        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
        assertThat(grants()).containsExactlyInAnyOrder(OURS, OPS_RUN);
        assertQuiet();
    }

    @Test
    void an_answer_to_a_change_that_names_nobody_is_no_failure() {
        define(ANN_VIEWS);
        sync();
        workspace.showPermissionsWith(answer -> {
            if (workspace.calls().count(Operation.SET_PERMISSIONS) > 0) {
                answer.withArray("/access_control_list").forEach(entry -> ((ObjectNode) entry).remove("group_name"));
            }
        });
        define(OPS_RUN);

        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
        assertThat(grants()).containsExactlyInAnyOrder(OURS, OPS_RUN);
        assertQuiet();
    }
}
