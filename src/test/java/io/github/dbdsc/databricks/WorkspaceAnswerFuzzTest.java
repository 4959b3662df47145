package io.github.dbdsc.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.databricks.CannedWorkspace.Answer;
import io.github.dbdsc.fuzz.Broken;
import io.github.dbdsc.fuzz.BrokenJson;
import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.fuzz.Fuzz;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.plan.Jobs;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Broken answers of a workspace: each call returns a result or says what came back. */
class WorkspaceAnswerFuzzTest {

    private static final String JOB = """
            {"job_id": 7, "creator_user_name": "ann@example.com", "has_more": false, "settings": {"name": "A",
             "tags": {"dsc-owner": "us", "dsc-key": "a"}, "tasks": [{"task_key": "t", "notebook_task": {}}]}}""";
    private static final String GRANTED = """
            {"object_id": "/jobs/7", "access_control_list": [{"user_name": "ann@example.com", "all_permissions":
             [{"permission_level": "IS_OWNER", "inherited": false}]}, {"group_name": "admins", "all_permissions":
             [{"permission_level": "CAN_MANAGE", "inherited": true, "inherited_from_object": ["/jobs/"]}]}]}""";
    private static final String ERROR = """
            {"error_code": "INVALID_PARAMETER_VALUE", "message": "Job 7 does not exist."}""";

    /** A call and the answer of a working workspace. */
    private record Sample(Consumer<DatabricksWorkspace> call, String answer) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample(
                    DatabricksWorkspace::list,
                    "{\"jobs\": [" + JOB + "], \"has_more\": true, \"next_page_token\": \"n\"}"),
            new Sample(workspace -> workspace.named("A"), "{\"jobs\": [" + JOB + "], \"has_more\": false}"),
            new Sample(workspace -> workspace.get(7), JOB),
            new Sample(workspace -> workspace.get(7), JOB.replaceFirst("\\{", "{\"next_page_token\": \"n\", ")),
            new Sample(workspace -> workspace.create(Jobs.settings("{'name': 'A'}")), "{\"job_id\": 7}"),
            new Sample(workspace -> workspace.reset(7, Jobs.settings("{'name': 'A'}")), "{}"),
            new Sample(workspace -> workspace.delete(7), "{}"),
            new Sample(workspace -> workspace.hasActiveRuns(7), "{\"runs\": [{\"run_id\": 1}]}"),
            new Sample(DatabricksWorkspace::ourName, "{\"userName\": \"robot@example.com\"}"),
            new Sample(workspace -> workspace.permissions(7), GRANTED),
            new Sample(workspace -> workspace.grant(7, AccessControl.NONE), GRANTED),
            new Sample(
                    workspace -> workspace.idsByName(NamedKind.CLUSTER),
                    "{\"clusters\": [{\"cluster_id\": \"c\", \"cluster_name\": \"n\", \"cluster_source\": \"UI\"}]}"),
            new Sample(
                    workspace -> workspace.idsByName(NamedKind.PIPELINE),
                    "{\"statuses\": [{\"pipeline_id\": \"p\", \"name\": \"n\"}], \"next_page_token\": \"n\"}"),
            new Sample(
                    workspace -> workspace.idsByName(NamedKind.SERVICE_PRINCIPAL),
                    "{\"totalResults\": 2, \"Resources\": [{\"applicationId\": \"i\", \"displayName\": \"n\"}]}"));

    private final HttpClient http = HttpClient.newHttpClient();
    private final CannedWorkspace service = new CannedWorkspace();

    private record Input(Sample sample, Answer answer) {

        private static final List<Integer> FAILURES =
                List.of(400, 401, 403, 404, 409, 413, 429, 500, 502, 503, 201, 302);
        private static final List<String> WAITS = List.of(
                "1", "0", "-1", "", "9223372036854775807", "99999999999999999999", "Wed, 21 Oct 2026 07:28:00 GMT");

        static Input of(RandomGenerator random) {
            Sample sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
            boolean fails = random.nextInt(3) == 0;
            String body = BrokenJson.of(fails ? ERROR : sample.answer(), random);
            return new Input(
                    sample,
                    new Answer(
                            fails ? FAILURES.get(random.nextInt(FAILURES.size())) : 200,
                            WAITS.get(random.nextInt(WAITS.size())),
                            random.nextInt(20) == 0
                                    ? Broken.text("<html>not here</html>", random)
                                    : body.replace("does", ForUsers.SECRET + " does")));
        }
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void every_broken_answer_gives_a_result_or_an_error_that_says_what_came_back() {
        Map<String, Integer> ends = Fuzz.each(Input::of, input -> {
            service.answers(input.answer());
            DatabricksWorkspace workspace = new DatabricksWorkspace(
                    service.uri(), () -> ForUsers.SECRET, http, RetryPolicy.DEFAULT, pause -> {});
            try {
                input.sample().call().accept(workspace);
                return "result";
            } catch (WorkspaceException e) {
                ForUsers.assertFit(e);
                return e.status() == 200 ? "not understood" : e.status() == 0 ? "not JSON" : "refused";
            }
        });

        if (Fuzz.isThorough()) {
            assertThat(ends).containsKeys("result", "not understood", "not JSON", "refused");
        }
    }
}
