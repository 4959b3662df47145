package io.github.dbdsc.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.benchmark.WorkspaceProcess.Calls;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.local.FolderDefinitionStore;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.Strictness;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Does to a workspace what the original program did: lists its jobs, then deletes and creates each job that is defined,
 * one call after the other. Where its one list call of the Jobs API 2.0 gave every job, this one reads the pages of 2.2.
 */
final class OriginalWay {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String JOBS = "/api/2.2/jobs/";

    private final WorkspaceProcess workspace;
    private final HttpClient http = HttpClient.newHttpClient();

    OriginalWay(WorkspaceProcess workspace) {
        this.workspace = workspace;
    }

    Measured deploy(BenchmarkFolder folder, int jobs, Duration latency) throws IOException {
        List<DesiredJob> desired = DesiredStateReader.read(
                        new FolderDefinitionStore(folder.root()).read(), new RenderCache(Strictness.LENIENT))
                .jobs();
        Cost cost = new Cost();
        Map<String, Long> ids = idsByName();
        for (DesiredJob job : desired) {
            post("delete", JsonNodeFactory.instance.objectNode().put("job_id", ids.get(job.name())));
            post("create", job.settings().view());
        }
        Cost.Spent spent = cost.spent();
        Calls calls = workspace.calls();
        Measured measured = new Measured(
                "no change",
                calls,
                calls.byOperation(),
                spent,
                latency.multipliedBy(1 + 2L * jobs),
                Double.POSITIVE_INFINITY);
        System.out.println(measured.row());
        return measured;
    }

    private Map<String, Long> idsByName() throws IOException {
        Map<String, Long> ids = new HashMap<>();
        String token = "";
        do {
            JsonNode page = send(request("list?limit=100" + token).GET());
            page.path("jobs")
                    .forEach(job -> ids.put(
                            job.path("settings").path("name").asText(),
                            job.path("job_id").asLong()));
            String next = page.path("next_page_token").asText();
            token = next.isEmpty() ? "" : "&page_token=" + next;
        } while (!token.isEmpty());
        return ids;
    }

    private void post(String call, JsonNode body) throws IOException {
        send(request(call).POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String call) {
        return HttpRequest.newBuilder(workspace.uri().resolve(JOBS + call))
                .header("Authorization", "Bearer " + Caller.DEMO.token());
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the benchmark was stopped", e);
        }
    }
}
