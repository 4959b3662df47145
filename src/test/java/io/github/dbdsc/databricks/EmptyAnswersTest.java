package io.github.dbdsc.databricks;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.Principal;
import io.github.dbdsc.model.Principal.Kind;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A write whose answer says no more than that it was done. */
class EmptyAnswersTest {

    private static final AccessControl PERMISSIONS =
            new AccessControl(Map.of(new Principal(Kind.USER, "ann@example.com"), "IS_OWNER"));

    private final SimulatedWorkspace service = SimulatedWorkspace.start();
    private final List<Duration> pauses = new ArrayList<>();
    private final DatabricksWorkspace workspace = new DatabricksWorkspace(
            service.uri(),
            Caller.DEMO::token,
            HttpClient.newHttpClient(),
            new CallLimits(Duration.ofSeconds(1), 1 << 20),
            RetryPolicy.DEFAULT,
            pauses::add);
    private final long job = service.jobs()
            .put(Caller.DEMO.userName(), JsonNodeFactory.instance.objectNode().put("name", "A"));

    @AfterEach
    void stop() {
        service.close();
    }

    static List<Named<Fault>> done() {
        return List.of(
                        Fault.emptyAnswer(200),
                        Fault.emptyAnswer(204),
                        Fault.emptyAnswer(202),
                        Fault.otherBody("application/json", "null"),
                        Fault.otherBody("text/plain", "OK"),
                        Fault.answerCutShort(),
                        Fault.answerStalled(),
                        Fault.endlessAnswer(),
                        Fault.wrongTypes())
                .stream()
                .map(fault -> Named.of(fault.toString(), fault))
                .toList();
    }

    private void assertDoneAtOnce(Operation operation) {
        assertThat(service.calls().count(operation)).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("done")
    void a_reset_with_a_success_status_is_done_whatever_its_body(Fault fault) {
        service.faults().fromCall(1, fault);

        workspace.reset(job, settings("{'name':'B'}"));

        assertDoneAtOnce(Operation.RESET);
        assertThat(service.jobs().all()).extracting(StoredJob::name).containsExactly("B");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("done")
    void a_delete_with_a_success_status_is_done_whatever_its_body(Fault fault) {
        service.faults().fromCall(1, fault);

        workspace.delete(job);

        assertDoneAtOnce(Operation.DELETE);
        assertThat(service.jobs().all()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("done")
    void permissions_that_the_answer_does_not_show_are_read_back(Fault fault) {
        service.faults().onNext(Operation.SET_PERMISSIONS, fault);

        if (fault.toString().equals("wrong types")) {
            assertThatThrownBy(() -> workspace.grant(job, PERMISSIONS)).isInstanceOf(WorkspaceException.class);
        } else {
            assertThat(workspace.grant(job, PERMISSIONS).own()).isEqualTo(PERMISSIONS);
            assertThat(service.calls().count(Operation.GET_PERMISSIONS)).isEqualTo(1);
        }

        assertDoneAtOnce(Operation.SET_PERMISSIONS);
    }

    @Test
    void permissions_that_were_taken_and_can_not_be_read_back_say_so() {
        service.faults().onNext(Operation.SET_PERMISSIONS, Fault.emptyAnswer(200));
        service.faults().onNext(Operation.GET_PERMISSIONS, Fault.refused(403, "PERMISSION_DENIED"));

        assertThatThrownBy(() -> workspace.grant(job, PERMISSIONS))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("the workspace took the permissions and did not show them: ")
                .hasMessageContaining("403");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("done")
    void a_create_without_the_id_in_its_answer_may_have_had_its_effect_and_is_not_repeated(Fault fault) {
        service.faults().fromCall(1, fault);

        assertThatThrownBy(() -> workspace.create(settings("{'name':'B'}")))
                .asInstanceOf(type(WorkspaceException.class))
                .returns(true, WorkspaceException::effectUnknown);

        assertDoneAtOnce(Operation.CREATE);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void a_create_with_a_success_status_and_an_id_is_done(int status) {
        service.faults().onNext(Operation.CREATE, Fault.otherStatus(status));

        long id = workspace.create(settings("{'name':'B'}"));

        assertThat(service.jobs().find(id)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/html; charset=utf-8", "application/xhtml+xml", "text/plain"})
    void a_page_of_a_proxy_or_a_sign_in_does_not_count_as_done(String contentType) {
        service.faults().fromCall(1, Fault.instead(contentType, "\n<!DOCTYPE html><html>Sign in</html>"));

        assertThatThrownBy(() -> workspace.reset(job, settings("{'name':'B'}")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("the answer is a web page");
        assertThatThrownBy(() -> workspace.delete(job)).isInstanceOf(WorkspaceException.class);
        assertThatThrownBy(() -> workspace.grant(job, PERMISSIONS)).isInstanceOf(WorkspaceException.class);

        assertThat(service.jobs().all()).extracting(StoredJob::name).containsExactly("A");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_does_not_count_as_done(int status) {
        service.faults().fromCall(1, Fault.bare(status));

        assertThatThrownBy(() -> workspace.reset(job, settings("{'name':'B'}")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining(Integer.toString(status));
        assertThatThrownBy(() -> workspace.delete(job)).isInstanceOf(WorkspaceException.class);
        assertThatThrownBy(workspace::list).isInstanceOf(WorkspaceException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void an_empty_answer_to_a_read_is_never_taken_for_nothing(int status) {
        service.faults().fromCall(1, Fault.emptyAnswer(status));

        assertThatThrownBy(workspace::list).isInstanceOf(WorkspaceException.class);
        assertThatThrownBy(() -> workspace.get(job)).isInstanceOf(WorkspaceException.class);
        assertThatThrownBy(() -> workspace.hasActiveRuns(job)).isInstanceOf(WorkspaceException.class);
        assertThatThrownBy(() -> workspace.permissions(job)).isInstanceOf(WorkspaceException.class);
    }

    @Test
    void a_bare_404_to_a_delete_means_that_the_job_is_gone() {
        service.faults().onNext(Operation.DELETE, Fault.bare(404));
        workspace.delete(job);
        service.faults().onNext(Operation.DELETE, Fault.htmlPage(404));
        workspace.delete(job);

        assertThat(service.calls().count(Operation.DELETE)).isEqualTo(2);
    }

    @Test
    void a_bare_404_to_a_look_at_a_job_does_not_mean_that_it_is_gone() {
        service.faults().onNext(Operation.GET, Fault.bare(404));

        assertThatThrownBy(() -> workspace.get(job)).isInstanceOf(WorkspaceException.class);
    }

    @Test
    void a_delete_whose_answer_was_lost_is_done_when_the_job_is_gone_on_the_second_attempt() {
        service.faults().onNext(Operation.DELETE, Fault.answerLost());

        workspace.delete(job);

        assertThat(service.calls().count(Operation.DELETE)).isEqualTo(2);
        assertThat(service.jobs().all()).isEmpty();
    }

    @Test
    void a_job_that_somebody_else_deletes_right_before_counts_as_deleted() {
        service.faults().onNext(Operation.DELETE, Fault.meanwhile("deleted", () -> service.jobs()
                .delete(job)));

        workspace.delete(job);

        assertDoneAtOnce(Operation.DELETE);
    }
}
