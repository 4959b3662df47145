package io.github.dbdsc.databricks;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.apply.WriteWithheldException;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.RunAsShown;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.Principal;
import io.github.dbdsc.model.Principal.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabricksWorkspaceTest {

    private final SimulatedWorkspace service = SimulatedWorkspace.start();
    private final List<Duration> pauses = new ArrayList<>();
    private final DatabricksWorkspace workspace = workspace(service.uri(), Caller.DEMO.token());

    private DatabricksWorkspace workspace(URI uri, String token) {
        return new DatabricksWorkspace(uri, () -> token, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pauses::add);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private static ObjectNode withTasks(String name, int count) {
        ObjectNode settings = named(name);
        var tasks = settings.putArray("tasks");
        for (int i = 0; i < count; i++) {
            tasks.addObject()
                    .put("task_key", "t" + i)
                    .putObject("notebook_task")
                    .put("notebook_path", "/n" + i);
        }
        return settings;
    }

    @Test
    void lists_every_page() {
        for (int i = 0; i < 250; i++) {
            service.jobs().put("someone@example.com", named("job " + i));
        }

        List<ActualJob> jobs = workspace.list();

        assertThat(jobs).extracting(ActualJob::name).hasSize(250).doesNotHaveDuplicates();
        assertThat(service.calls().count(Operation.LIST)).isEqualTo(3);
        assertThat(workspace.calls()).isEqualTo(3);
    }

    @Test
    void lists_an_empty_workspace() {
        assertThat(workspace.list()).isEmpty();
    }

    @Test
    void reads_all_tasks_of_a_job_that_has_more_than_a_hundred() {
        service.jobs().put("someone@example.com", withTasks("big", 250));
        service.jobs().put("someone@example.com", withTasks("small", 100));

        List<ActualJob> jobs =
                workspace.list(Wanted.tagged(Set.of("big"), Set.of())).jobs();

        assertThat(jobs).hasSize(2).allSatisfy(job -> {
            var tasks = job.settings().tree().path("tasks");
            assertThat(tasks).hasSize(job.name().equals("big") ? 250 : 100);
            assertThat(tasks.findValuesAsText("task_key")).doesNotHaveDuplicates();
        });
        assertThat(service.calls().count(Operation.GET)).isEqualTo(3);
    }

    @Test
    void keeps_ids_that_no_double_can_hold() {
        workspace.create(settings("{'name':'small id'}"));
        long id = workspace.create(settings("{'name':'large id'}"));

        assertThat(id).isGreaterThan(1L << 53).isOdd();
        workspace.reset(id, settings("{'name':'still there'}"));
        assertThat(workspace.list()).extracting(ActualJob::id).contains(id);
    }

    @Test
    void finds_jobs_by_names_with_special_characters() {
        String name = "a b&c=d/é%+#";
        service.jobs().put("someone@example.com", named(name));
        service.jobs().put("someone@example.com", named("other"));

        assertThat(workspace.named(name)).extracting(ActualJob::name).containsExactly(name);
    }

    @Test
    void knows_who_created_a_job() {
        service.jobs().put("bob@example.com", named("his"));

        assertThat(workspace.list().get(0).creator()).hasValue("bob@example.com");
    }

    @ParameterizedTest
    @EnumSource(RunAsShown.class)
    void whom_a_job_runs_as_is_known_wherever_the_workspace_says_it(RunAsShown places) {
        String robot = "0a1b2c3d-0000-4000-8000-00000000000E";
        service.jobs().put("ann@example.com", named("hers"));
        ObjectNode robots = withTasks("robots", 150);
        robots.putObject("run_as").put("service_principal_name", robot);
        long id = service.jobs().put("ann@example.com", robots);
        ObjectNode groups = named("theirs");
        groups.putObject("run_as").put("group_name", "data engineers");
        service.jobs().put("ann@example.com", groups);
        service.showRunAs(places);

        assertThat(workspace.list())
                .extracting(job -> job.settings().view().path("run_as").toString())
                .containsExactlyInAnyOrder(
                        "{\"user_name\":\"ann@example.com\"}",
                        "{\"service_principal_name\":\"" + robot + "\"}",
                        "{\"group_name\":\"data engineers\"}");
        assertThat(workspace.get(id).orElseThrow().settings().view().path("run_as"))
                .hasToString("{\"service_principal_name\":\"" + robot + "\"}");
    }

    @Test
    void a_job_with_triggers_is_paused_by_pausing_each() {
        var triggers = settings("{'name':'A','triggers':[{'schedule':{'quartz_cron_expression':'0 0 5 * * ?',"
                + "'timezone_id':'UTC'}},{'pause_status':'UNPAUSED','table_update':{'table_names':['a.b.c']}}]}");
        long id = workspace.create(triggers);

        workspace.pause(id, triggers);

        assertThat(service.jobs().all().get(0).settings().path("triggers").findValuesAsText("pause_status"))
                .containsExactly("PAUSED", "PAUSED");
        assertThat(service.jobs()
                        .all()
                        .get(0)
                        .settings()
                        .at("/triggers/1/table_update/table_names/0")
                        .asText())
                .isEqualTo("a.b.c");
    }

    private static final Principal ANN = new Principal(Kind.USER, "ann@example.com");
    private static final Principal OPS = new Principal(Kind.GROUP, "ops");
    private static final Principal DEMO = new Principal(Kind.USER, Caller.DEMO.userName());

    @Test
    void permissions_on_the_job_itself_are_told_from_inherited_ones() {
        long id = workspace.create(
                settings("{'name':'A','access_control_list':[{'group_name':'ops','permission_level':'CAN_VIEW'}]}"));

        GrantedAccess shown = workspace.permissions(id);

        assertThat(shown.own()).isEqualTo(new AccessControl(Map.of(OPS, "CAN_VIEW", DEMO, "IS_OWNER")));
        assertThat(shown.inherited())
                .isEqualTo(new AccessControl(Map.of(new Principal(Kind.GROUP, "admins"), "CAN_MANAGE")));
        assertThat(shown.unclear()).isEmpty();
        assertThat(service.calls().lines())
                .containsExactly("POST /api/2.2/jobs/create", "GET /api/2.0/permissions/jobs/" + id);
        assertThat(workspace.calls()).isEqualTo(2);
    }

    @Test
    void granting_replaces_permissions_and_returns_the_new_ones() {
        long id = workspace.create(
                settings("{'name':'A','access_control_list':[{'group_name':'ops','permission_level':'CAN_VIEW'}]}"));
        AccessControl wanted = new AccessControl(Map.of(ANN, "CAN_MANAGE", DEMO, "IS_OWNER"));

        assertThat(workspace.grant(id, wanted).own()).isEqualTo(wanted);
        assertThat(workspace.permissions(id).own()).isEqualTo(wanted);
        assertThat(service.calls().count(Operation.SET_PERMISSIONS)).isEqualTo(1);
    }

    @Test
    void repeats_a_grant_whose_answer_was_lost() {
        long id = workspace.create(settings("{'name':'A'}"));
        service.faults().onNext(Operation.SET_PERMISSIONS, Fault.answerLost());

        workspace.grant(id, new AccessControl(Map.of(ANN, "IS_OWNER")));

        assertThat(service.calls().count(Operation.SET_PERMISSIONS)).isEqualTo(2);
    }

    @Test
    void says_why_permissions_were_refused() {
        long id = workspace.create(settings("{'name':'A'}"));

        assertThatThrownBy(() -> workspace.grant(id, new AccessControl(Map.of(ANN, "CAN_VIEW"))))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("PUT /api/2.0/permissions/jobs/" + id)
                .hasMessageContaining("exactly one owner");
    }

    @Test
    void unreadable_permissions_are_never_taken_for_none() {
        long id = workspace.create(settings("{'name':'A'}"));
        for (Fault fault : List.of(Fault.htmlPage(200), Fault.answerCutShort(), Fault.wrongTypes())) {
            service.faults().fromCall(1, fault);

            assertThatThrownBy(() -> workspace.permissions(id))
                    .as(fault.toString())
                    .isInstanceOf(WorkspaceException.class);
            service.faults().clear();
        }
    }

    @Test
    void calls_for_permissions_are_paced_and_others_are_not() {
        long id = workspace.create(settings("{'name':'A'}"));
        for (int i = 0; i < 30; i++) {
            workspace.get(id);
        }
        assertThat(pauses).isEmpty();

        AccessControl owned = workspace.permissions(id).own();
        for (int i = 0; i < 30; i++) {
            workspace.permissions(id);
        }
        assertThat(pauses).isNotEmpty();

        pauses.clear();
        for (int i = 0; i < 30; i++) {
            workspace.grant(id, owned);
        }
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void waits_as_long_as_the_rate_limit_asks_for() {
        service.faults().onNext(Operation.CREATE, Fault.throttled(Duration.ofSeconds(7)));

        workspace.create(settings("{'name':'A'}"));

        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
        assertThat(service.jobs().all()).hasSize(1);
    }

    @Test
    void waits_longer_each_time_where_no_time_is_given() {
        service.faults().onNext(Operation.LIST, 3, Fault.unavailable());

        workspace.list();

        assertThat(pauses).hasSize(3);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void gives_up_when_the_wait_would_be_too_long() {
        service.faults().onNext(Operation.LIST, Fault.throttled(Duration.ofHours(1)));

        assertThatThrownBy(workspace::list)
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("429 REQUEST_LIMIT_EXCEEDED")
                .hasMessageContaining("try again later");
        assertThat(pauses).isEmpty();
    }

    @Test
    void repeats_a_reset_whose_answer_was_lost() {
        long id = workspace.create(settings("{'name':'A'}"));
        service.faults().onNext(Operation.RESET, Fault.answerLost());

        workspace.reset(id, settings("{'name':'B'}"));

        assertThat(service.calls().count(Operation.RESET)).isEqualTo(2);
    }

    @Test
    void never_repeats_a_create_that_may_have_had_its_effect() {
        for (Fault fault : List.of(
                Fault.answerLost(),
                Fault.connectionDropped(),
                Fault.answerCutShort(),
                Fault.internalError().afterEffect(),
                Fault.unavailable().afterEffect(),
                Fault.htmlPage(502),
                Fault.htmlPage(200),
                Fault.wrongTypes())) {
            service.calls().reset();
            service.faults().onNext(Operation.CREATE, fault);

            assertThatThrownBy(() -> workspace.create(settings("{'name':'A'}")))
                    .as(fault.toString())
                    .asInstanceOf(type(WorkspaceException.class))
                    .returns(true, WorkspaceException::effectUnknown);
            assertThat(service.calls().count(Operation.CREATE))
                    .as(fault.toString())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_create_that_has_to_wait_is_not_repeated_once_somebody_else_may_be_writing() {
        service.faults().onNext(Operation.CREATE, Fault.throttled(Duration.ofSeconds(90)));
        Workspace losingItsLease = workspace.writingWhile(() -> pauses.isEmpty());

        assertThatThrownBy(() -> losingItsLease.create(settings("{'name':'A'}")))
                .isInstanceOf(WriteWithheldException.class)
                .hasMessageContaining("POST /api/2.2/jobs/create was not sent");

        assertThat(pauses).containsExactly(Duration.ofSeconds(90));
        assertThat(service.calls().count(Operation.CREATE)).isEqualTo(1);
        assertThat(workspace.calls()).isEqualTo(1);
    }

    @Test
    void calls_that_only_read_are_repeated_whoever_may_be_writing() {
        service.faults().onNext(Operation.LIST, Fault.unavailable());

        assertThat(workspace.writingWhile(() -> false).list()).isEmpty();
    }

    @Test
    void says_what_the_workspace_said() {
        assertThatThrownBy(() -> workspace.reset(4711, settings("{'name':'A'}")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("POST /api/2.2/jobs/reset")
                .hasMessageContaining("400 INVALID_PARAMETER_VALUE")
                .hasMessageContaining("4711 does not exist")
                .asInstanceOf(type(WorkspaceException.class))
                .returns(false, WorkspaceException::effectUnknown)
                .returns(400, WorkspaceException::status);
    }

    @Test
    void says_what_to_do_about_a_token_that_is_not_accepted() {
        service.expire(Caller.DEMO.token());

        assertThatThrownBy(workspace::list)
                .hasMessageContaining("401")
                .hasMessageContaining("AUTHORITY_TYPE")
                .hasMessageNotContaining(Caller.DEMO.token());
    }

    @Test
    void never_quotes_a_token_with_a_line_break() {
        assertThatThrownBy(() -> workspace(service.uri(), "dapi-secret\n").list())
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("token")
                .hasMessageNotContaining("dapi-secret");
        assertThat(service.calls().count()).isZero();
    }

    @Test
    void an_unreadable_page_is_never_taken_for_an_empty_one() {
        for (Fault fault : List.of(Fault.htmlPage(200), Fault.answerCutShort(), Fault.wrongTypes())) {
            service.jobs().put("someone@example.com", named("A"));
            service.faults().fromCall(1, fault);

            assertThatThrownBy(workspace::list).as(fault.toString()).isInstanceOf(WorkspaceException.class);
            service.faults().clear();
        }
    }

    @Test
    void an_unreachable_workspace_is_an_error_that_says_so() {
        service.close();

        assertThatThrownBy(workspace::list)
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("DATABRICKS_URI");
    }
}
