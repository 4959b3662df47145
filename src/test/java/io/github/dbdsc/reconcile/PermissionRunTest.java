package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Grant;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.Quirk;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.plan.PermissionTurns;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.Detail;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportText;
import io.github.dbdsc.state.TargetState;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permissions in whole runs: a folder on one side, the simulated workspace over HTTP on the other. */
class PermissionRunTest {

    private static final String US = Caller.DEMO.userName();
    private static final Grant OURS = new Grant("user_name", US, "IS_OWNER");
    private static final Grant ANN_VIEWS = new Grant("user_name", "ann@example.com", "CAN_VIEW");
    private static final Grant ANN_MANAGES = new Grant("user_name", "ann@example.com", "CAN_MANAGE");
    private static final Grant OPS_RUN = new Grant("group_name", "ops", "CAN_MANAGE_RUN");

    @TempDir
    Path folder;

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();

    @BeforeEach
    void template() throws IOException {
        write("templates/standard.jinja2", """
                {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout | default(60) }},
                 {%- if job.access is defined %} "access_control_list": {{ job.access | jsonify }},{% endif %}
                 "tasks": [{"task_key": "main", "notebook_task": {"notebook_path": "/n"}}]}
                """);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void define(String key, Grant... grants) throws IOException {
        define(key, 60, grants);
    }

    private void define(String key, int timeout, Grant... grants) throws IOException {
        var definition = new JsonMapper().createObjectNode().put("name", key).put("timeout", timeout);
        var access = definition.putArray("access");
        for (Grant grant : grants) {
            access.addObject().put(grant.kind(), grant.principal()).put("permission_level", grant.level());
        }
        write("jobs/" + key + ".json", definition.toString());
    }

    private Reconciler reconciler() {
        return reconciler(FolderStores.in(folder));
    }

    private Reconciler reconciler(Stores stores) {
        DatabricksWorkspace api = new DatabricksWorkspace(
                workspace.uri(), Caller.DEMO::token, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pause -> {});
        return Passes.of(new OwnershipPolicy("us", Optional.of(US), OnNameTaken.REFUSE), RunPolicy.DEFAULT)
                .at(Clock.systemUTC(), pause -> {})
                .in(workspace.uri(), 4)
                .reconciler(api, stores);
    }

    private Report sync() {
        return reconciler().run(SyncRequest.SYNC);
    }

    /** Makes a run as an event does. */
    private Report changes() {
        return reconciler().run(SyncRequest.CHANGES);
    }

    private StoredJob job(String key) {
        List<StoredJob> jobs = workspace.jobs().named(key);
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    private List<Grant> grants(String key) {
        return job(key).grants();
    }

    private void grantByHand(String key, Grant... grants) {
        workspace.jobs().setGrants(job(key).id(), List.of(grants));
    }

    private void forgetState() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(".dsc/state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Returns the round in which each job had its last turn. */
    private List<Long> rounds() {
        return TargetState.read(
                        TargetState.document(FolderStores.in(folder).state(), new Target("us", workspace.uri()), null),
                        Installation.of("us"))
                .jobs()
                .values()
                .stream()
                .map(AppliedJob::permissionsRound)
                .toList();
    }

    private static Outcome only(Report report) {
        assertThat(report.outcomes()).hasSize(1);
        return report.outcomes().get(0);
    }

    @Test
    void a_new_job_gets_its_permissions_in_the_create_call() throws IOException {
        define("a", ANN_VIEWS, OPS_RUN);

        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);

        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_VIEWS, OPS_RUN);
        assertThat(workspace.calls().lines())
                .containsExactly("GET /api/2.2/jobs/list", "POST /api/2.2/jobs/create", "GET /api/2.2/jobs/list");
    }

    @Test
    void permissions_as_wanted_cost_one_look_and_no_write() throws IOException {
        define("a", ANN_VIEWS);
        define("silent");
        sync();
        workspace.calls().reset();

        Report report = sync();

        assertThat(report.count(Action.NONE)).isEqualTo(2);
        assertThat(workspace.calls().lines())
                .containsExactly("GET /api/2.2/jobs/list", "GET /api/2.0/permissions/jobs/" + job("a").id());
    }

    @Test
    void jobs_whose_definitions_are_silent_about_permissions_cost_no_call() throws IOException {
        define("a");
        define("b");
        sync();
        grantByHand("a", OURS, ANN_MANAGES);
        workspace.calls().reset();

        assertThat(sync().hasChanges()).isFalse();

        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list");
        assertThat(grants("a")).containsExactly(OURS, ANN_MANAGES);
    }

    @Test
    void changed_permissions_alone_are_one_put_and_no_reset() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        define("a", ANN_MANAGES, OPS_RUN);
        workspace.calls().reset();

        Report report = sync();

        String path = "/api/2.0/permissions/jobs/" + job("a").id();
        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list", "GET " + path, "PUT " + path);
        assertThat(only(report).change().action()).isEqualTo(Action.UPDATE);
        assertThat(only(report).result()).isEqualTo(Result.APPLIED);
        assertThat(only(report).change().differences())
                .extracting(Difference::path, difference -> difference.before().asText(""), difference -> difference
                        .after()
                        .asText(""))
                .containsExactly(
                        tuple("access_control_list[user_name=ann@example.com]", "CAN_VIEW", "CAN_MANAGE"),
                        tuple("access_control_list[group_name=ops]", "", "CAN_MANAGE_RUN"));
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_MANAGES, OPS_RUN);
        assertThat(sync().hasChanges()).isFalse();
    }

    @Test
    void changed_settings_and_permissions_are_a_reset_and_then_a_put() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        define("a", 120, ANN_MANAGES);
        workspace.calls().reset();

        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);

        String path = "/api/2.0/permissions/jobs/" + job("a").id();
        assertThat(workspace.calls().lines())
                .containsExactly(
                        "GET /api/2.2/jobs/list",
                        "GET " + path,
                        "POST /api/2.2/jobs/reset",
                        "GET /api/2.2/jobs/get",
                        "PUT " + path);
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_MANAGES);
        assertThat(job("a").settings().path("timeout_seconds").asInt()).isEqualTo(120);
        assertThat(sync().hasChanges()).isFalse();
    }

    @Test
    void the_owner_is_never_stripped() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        Grant robot = new Grant("service_principal_name", "robot", "IS_OWNER");
        grantByHand("a", robot);

        sync();

        assertThat(grants("a")).containsExactlyInAnyOrder(robot, ANN_VIEWS);
        define("a", new Grant("service_principal_name", "robot", "CAN_VIEW"));
        sync();
        assertThat(grants("a")).containsExactly(robot);
        assertThat(sync().hasChanges()).isFalse();
    }

    @Test
    void another_owner_in_the_definition_takes_over_and_the_old_one_may_still_manage() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        Grant annOwns = new Grant("user_name", "ann@example.com", "IS_OWNER");
        define("a", annOwns);

        sync();

        assertThat(grants("a")).containsExactlyInAnyOrder(annOwns, new Grant("user_name", US, "CAN_MANAGE"));
        assertThat(sync().hasChanges()).isFalse();
    }

    @Test
    void a_grant_of_somebody_else_stays_and_is_shown_with_its_reason() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        grantByHand("a", OURS, ANN_VIEWS, OPS_RUN);

        assertThat(sync().hasChanges()).isFalse();
        define("a", ANN_MANAGES);
        Report report = sync();

        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_MANAGES, OPS_RUN);
        assertThat(ReportText.of(ReportJson.of(report, true), AnsiStyle.PLAIN, Detail.USUAL))
                .contains("access_control_list[user_name=ann@example.com]: \"CAN_VIEW\" → \"CAN_MANAGE\"")
                .contains("access_control_list[group_name=ops]: \"CAN_MANAGE_RUN\" counts as the same (somebody else"
                        + " granted it, and the definition never mentioned it)");
    }

    @Test
    void a_principal_that_the_definition_no_longer_names_loses_what_it_gave() throws IOException {
        define("a", ANN_VIEWS, OPS_RUN);
        sync();
        define("a", OPS_RUN);

        assertThat(only(sync()).change().differences())
                .extracting(Difference::path, Difference::reason)
                .containsExactly(tuple(
                        "access_control_list[user_name=ann@example.com]",
                        "the definition used to set it and no longer does"));
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, OPS_RUN);
    }

    @Test
    void a_list_removed_from_the_definition_revokes_its_grants_and_then_costs_nothing() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        grantByHand("a", OURS, ANN_VIEWS, OPS_RUN);
        write("jobs/a.json", "{\"name\": \"a\"}");

        sync();

        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, OPS_RUN);
        workspace.calls().reset();
        assertThat(sync().hasChanges()).isFalse();
        assertThat(workspace.calls().count()).isEqualTo(1);
    }

    @Test
    void a_change_by_hand_of_what_the_definition_gives_is_restored() throws IOException {
        define("a", ANN_VIEWS, OPS_RUN);
        sync();
        grantByHand("a", OURS, ANN_MANAGES);

        assertThat(sync().count(Action.UPDATE)).isEqualTo(1);

        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_VIEWS, OPS_RUN);
    }

    @Test
    void losing_the_state_costs_no_write() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        forgetState();
        workspace.calls().reset();

        assertThat(sync().hasChanges()).isFalse();
        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    void an_adopted_job_gets_its_permissions_and_keeps_those_of_others() throws IOException {
        workspace.jobs().put(US, Jobs.settings("{'name':'a'}").tree());
        grantByHand("a", OURS, OPS_RUN);
        define("a", ANN_VIEWS);

        assertThat(sync().count(Action.ADOPT)).isEqualTo(1);

        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, OPS_RUN, ANN_VIEWS);
        assertThat(sync().hasChanges()).isFalse();
    }

    @Test
    void a_run_over_one_job_gives_changed_permissions_at_once_and_looks_at_no_others() throws IOException {
        define("a", ANN_VIEWS);
        define("b", ANN_VIEWS);
        sync();
        SyncRequest onlyA = SyncRequest.SYNC.only(new JobKey("a"));
        workspace.calls().reset();
        assertThat(reconciler().run(onlyA).notes()).isEmpty();
        define("a", 120, ANN_VIEWS);
        assertThat(reconciler().run(onlyA).count(Result.APPLIED)).isEqualTo(1);
        assertThat(workspace.calls().count(Operation.GET_PERMISSIONS)).isZero();
        define("a", 180, OPS_RUN);
        define("b", OPS_RUN);
        workspace.calls().reset();

        Report report = reconciler().run(onlyA);

        assertThat(report.notes()).isEmpty();
        assertThat(report.count(Result.APPLIED)).isEqualTo(1);
        String path = "/api/2.0/permissions/jobs/" + job("a").id();
        assertThat(workspace.calls().lines())
                .containsExactly(
                        "GET /api/2.2/jobs/get",
                        "GET " + path,
                        "POST /api/2.2/jobs/reset",
                        "GET /api/2.2/jobs/get",
                        "PUT " + path);
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, OPS_RUN);
        assertThat(grants("b")).containsExactlyInAnyOrder(OURS, ANN_VIEWS);
    }

    @Test
    void a_run_over_changes_gives_changed_permissions_at_once_and_costs_no_call_afterwards() throws IOException {
        define("a", ANN_VIEWS);
        define("b", ANN_VIEWS);
        define("silent");
        sync();
        define("a", ANN_MANAGES);
        workspace.calls().reset();

        assertThat(changes().count(Result.APPLIED)).isEqualTo(1);

        String path = "/api/2.0/permissions/jobs/" + job("a").id();
        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/get", "GET " + path, "PUT " + path);
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_MANAGES);
        assertThat(changes().calls()).isZero();
    }

    @Test
    void a_run_over_changes_takes_back_what_a_list_gave_that_is_gone() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        define("a");

        assertThat(changes().count(Result.APPLIED)).isEqualTo(1);

        assertThat(grants("a")).containsExactly(OURS);
        assertThat(changes().calls()).isZero();
    }

    @Test
    void changed_settings_beside_the_same_permissions_cost_no_look_at_them() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        define("a", 120, ANN_VIEWS);
        workspace.calls().reset();

        assertThat(changes().count(Result.APPLIED)).isEqualTo(1);

        assertThat(workspace.calls().lines())
                .containsExactly("GET /api/2.2/jobs/get", "POST /api/2.2/jobs/reset", "GET /api/2.2/jobs/get");
    }

    @Test
    void permissions_that_a_run_over_changes_failed_to_give_are_given_by_the_next_one() throws IOException {
        define("a", ANN_VIEWS);
        define("b");
        sync();
        define("a", ANN_VIEWS, OPS_RUN);
        define("b", OPS_RUN);
        IntStream.range(0, 2)
                .forEach(i ->
                        workspace.faults().onNext(Operation.SET_PERMISSIONS, Fault.refused(403, "PERMISSION_DENIED")));

        assertThat(changes().count(Result.FAILED)).isEqualTo(2);
        assertThat(changes().count(Result.APPLIED)).isEqualTo(2);

        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_VIEWS, OPS_RUN);
        assertThat(grants("b")).containsExactlyInAnyOrder(OURS, OPS_RUN);
        assertThat(changes().calls()).isZero();
    }

    @Test
    void runs_over_changes_go_on_with_permissions_that_are_too_many_for_one_and_disturb_no_turn() throws IOException {
        int jobs = PermissionTurns.READS_A_RUN + 5;
        for (int i = 0; i < jobs; i++) {
            define("j" + i, ANN_VIEWS);
        }
        sync();
        for (int i = 0; i < jobs; i++) {
            define("j" + i, ANN_MANAGES);
        }
        workspace.calls().reset();

        Report first = changes();
        assertThat(first.count(Action.UPDATE)).isEqualTo(PermissionTurns.READS_A_RUN);
        assertThat(first.notes()).singleElement().asString().contains("the next passes go on");
        assertThat(workspace.calls().count(Operation.GET_PERMISSIONS)).isEqualTo(PermissionTurns.READS_A_RUN);
        assertThat(changes().count(Action.UPDATE)).isEqualTo(5);

        assertThat(workspace.calls().count(Operation.GET_PERMISSIONS)).isEqualTo(jobs);
        assertThat(workspace.jobs().all())
                .allSatisfy(job -> assertThat(job.grants()).containsExactlyInAnyOrder(OURS, ANN_MANAGES));
        assertThat(changes().calls()).isZero();
        assertThat(rounds()).hasSize(jobs).containsOnly(0L);
    }

    @Test
    void permissions_that_can_not_be_read_stay_and_fail_their_job_alone() throws IOException {
        define("a", ANN_VIEWS);
        define("b", ANN_VIEWS);
        sync();
        define("a", 120, ANN_MANAGES);
        define("b", 120, ANN_MANAGES);
        workspace.faults().onNext(Operation.GET_PERMISSIONS, Fault.refused(403, "PERMISSION_DENIED"));

        Report report = sync();

        Outcome failed = report.outcomes().stream()
                .filter(outcome -> outcome.result() == Result.FAILED)
                .findFirst()
                .orElseThrow();
        assertThat(failed.error()).hasValueSatisfying(error -> assertThat(error)
                .startsWith("its permissions were not read, so they stay as they are: GET /api/2.0/permissions/jobs/")
                .contains("403 PERMISSION_DENIED"));
        assertThat(report.count(Result.APPLIED)).isEqualTo(1);
        assertThat(report.failed()).isTrue();
        assertThat(job("a").settings().path("timeout_seconds").asInt()).isEqualTo(120);
        assertThat(job("b").settings().path("timeout_seconds").asInt()).isEqualTo(120);
        assertThat(List.of(grants("a"), grants("b")))
                .anySatisfy(grants -> assertThat(grants).containsExactlyInAnyOrder(OURS, ANN_VIEWS))
                .anySatisfy(grants -> assertThat(grants).containsExactlyInAnyOrder(OURS, ANN_MANAGES));
        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
        assertThat(sync().hasChanges()).isFalse();
    }

    @Test
    void a_plan_also_reports_that_permissions_can_not_be_read() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        workspace.faults().onNext(Operation.GET_PERMISSIONS, Fault.refused(403, "PERMISSION_DENIED"));

        Report plan = reconciler().run(SyncRequest.PLAN);

        assertThat(plan.hasChanges()).isFalse();
        assertThat(plan.failed()).isTrue();
        assertThat(ReportText.of(plan, AnsiStyle.PLAIN)).contains("failed: its permissions were not read");
    }

    @Test
    void a_workspace_that_is_out_of_order_is_not_asked_for_every_job() throws IOException {
        for (int i = 0; i < 30; i++) {
            define("j" + i, ANN_VIEWS);
        }
        sync();
        workspace.calls().reset();
        workspace.faults().onNext(Operation.GET_PERMISSIONS, 1000, Fault.refused(401, "UNAUTHENTICATED"));

        Report report = sync();

        assertThat(report.count(Result.FAILED)).isEqualTo(30);
        assertThat(workspace.calls().count(Operation.GET_PERMISSIONS)).isLessThanOrEqualTo(4);
    }

    @Test
    void permissions_that_are_refused_fail_and_are_tried_again() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        define("a", ANN_MANAGES);
        workspace.faults().onNext(Operation.SET_PERMISSIONS, Fault.refused(400, "INVALID_PARAMETER_VALUE"));

        assertThat(only(sync()).error()).hasValueSatisfying(error -> assertThat(error)
                .startsWith("PUT /api/2.0/permissions/jobs/")
                .contains("400 INVALID_PARAMETER_VALUE"));
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_VIEWS);

        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_MANAGES);
    }

    @Test
    void settings_hold_although_permissions_are_refused() throws IOException {
        workspace.setQuirks(Quirk.UNKNOWN_FIELDS);
        define("a", ANN_VIEWS);
        sync();
        define("a", 120, OPS_RUN);
        workspace.faults().onNext(Operation.SET_PERMISSIONS, 2, Fault.refused(400, "INVALID_PARAMETER_VALUE"));

        assertThat(only(sync()).error()).hasValueSatisfying(error -> assertThat(error)
                .startsWith("its settings were written, its permissions not: PUT "));
        assertThat(job("a").settings().path("timeout_seconds").asInt()).isEqualTo(120);
        workspace.calls().reset();
        sync();
        assertThat(workspace.calls().count(Operation.RESET)).isZero();

        sync();
        assertThat(grants("a"))
                .as("the state still says that we gave it to ann")
                .containsExactlyInAnyOrder(OURS, OPS_RUN);
    }

    @Test
    void what_a_failed_call_may_have_given_is_taken_away_when_it_is_no_longer_wanted() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        define("a", OPS_RUN);
        workspace
                .faults()
                .onNext(Operation.SET_PERMISSIONS, 1000, Fault.internalError().afterEffect());
        assertThat(sync().count(Result.FAILED)).isEqualTo(1);
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, OPS_RUN);
        workspace.faults().clear();
        define("a");

        sync();

        assertThat(grants("a")).containsExactly(OURS);
        assertThat(sync().hasChanges()).isFalse();
    }

    @Test
    void a_lost_lease_between_settings_and_permissions_leaves_them_to_a_later_run() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        define("a", 120, ANN_MANAGES);
        RunLock.Lease lease = new RunLock.Lease() {
            @Override
            public boolean held() {
                return workspace.calls().count(Operation.RESET) == 0;
            }

            @Override
            public void close() {}
        };
        Stores stores = FolderStores.in(folder);
        Report report = reconciler(
                        new Stores(stores.definitions(), () -> Optional.of(lease), stores.state(), stores.reports()))
                .run(SyncRequest.SYNC);

        assertThat(only(report).error())
                .hasValue("its settings were written, its permissions not: the pass had to stop before; a later one"
                        + " gives them");
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_VIEWS);
        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_MANAGES);
    }

    @Test
    void a_run_reads_a_limited_number_of_permissions_and_every_job_gets_its_turn() throws IOException {
        int jobs = PermissionTurns.READS_A_RUN + 5;
        for (int i = 0; i < jobs; i++) {
            define("j" + i, ANN_VIEWS);
        }
        sync();
        IntStream.range(0, jobs).forEach(i -> grantByHand("j" + i, OURS));
        workspace.calls().reset();

        assertThat(sync().count(Action.UPDATE)).isEqualTo(PermissionTurns.READS_A_RUN);
        assertThat(workspace.calls().count(Operation.GET_PERMISSIONS)).isEqualTo(PermissionTurns.READS_A_RUN);

        assertThat(sync().count(Action.UPDATE)).isEqualTo(5);
        List<List<Grant>> all = new ArrayList<>();
        workspace.jobs().all().forEach(job -> all.add(job.grants()));
        assertThat(all).hasSize(jobs).allSatisfy(grants -> assertThat(grants)
                .containsExactlyInAnyOrder(OURS, ANN_VIEWS));
    }

    @Test
    void the_report_holds_the_permissions_as_they_were_before() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        define("a", ANN_MANAGES);

        var json = ReportJson.of(sync(), false);

        assertThat(json.at("/changes/0/before/access_control_list/0/permission_level")
                        .asText())
                .isEqualTo("CAN_VIEW");
        assertThat(json.at("/changes/0/differences/0/path").asText())
                .isEqualTo("access_control_list[user_name=ann@example.com]");
    }

    @Test
    void an_approved_plan_of_permissions_is_not_carried_out_after_they_changed() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        define("a", ANN_MANAGES);
        String fingerprint = reconciler().run(SyncRequest.PLAN).fingerprint();
        grantByHand("a", OURS, OPS_RUN);

        Report refused = reconciler().run(SyncRequest.SYNC.approving(fingerprint));

        assertThat(refused.objections()).hasSize(1);
        assertThat(grants("a")).containsExactly(OURS, OPS_RUN);
    }

    @Test
    void bad_permissions_are_a_problem_and_the_job_stays_as_it_is() throws IOException {
        define("a", ANN_VIEWS);
        sync();
        define("a", 120, new Grant("group_name", "ops", "IS_OWNER"));

        Report report = sync();

        assertThat(report.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("makes a group the owner"));
        assertThat(job("a").settings().path("timeout_seconds").asInt()).isEqualTo(60);
        assertThat(grants("a")).containsExactlyInAnyOrder(OURS, ANN_VIEWS);
    }
}
