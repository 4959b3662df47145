package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Talks to the simulated workspace over HTTP, as any client would. */
final class WorkspaceClient {

    record Reply(int status, String contentType, String retryAfter, String text) {

        JsonNode json() {
            return ApiJson.literal(text);
        }

        String errorCode() {
            return json().path("error_code").asText();
        }

        String message() {
            return json().path("message").asText();
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI workspace;
    private final String token;

    WorkspaceClient(SimulatedWorkspace workspace) {
        this(workspace, Caller.DEMO);
    }

    WorkspaceClient(SimulatedWorkspace workspace, Caller caller) {
        this.workspace = workspace.uri();
        this.token = caller.token();
    }

    /** @throws UncheckedIOException when the connection ends before the answer */
    Reply send(String method, String path, String body) {
        return send(request(method, path, body).header("Authorization", "Bearer " + token));
    }

    Reply sendWithoutToken(String path) {
        return send(request("GET", path, ""));
    }

    Reply get(String path) {
        return send("GET", path, "");
    }

    Reply post(String path, String body) {
        return send("POST", path, body);
    }

    Reply createReply(String settings) {
        return post("/api/2.2/jobs/create", settings);
    }

    /** The new job's id. */
    long create(String settings) {
        return createReply(settings).json().path("job_id").longValue();
    }

    Reply reset(long id, String settings) {
        return post("/api/2.2/jobs/reset", "{\"job_id\":" + id + ",\"new_settings\":" + settings + "}");
    }

    Reply delete(long id) {
        return post("/api/2.2/jobs/delete", "{\"job_id\":" + id + "}");
    }

    JsonNode job(long id) {
        return get("/api/2.2/jobs/get?job_id=" + id).json();
    }

    JsonNode settings(long id) {
        return job(id).path("settings");
    }

    /** Creates a job and reads its settings back. */
    JsonNode echo(String settings) {
        return settings(create(settings));
    }

    /** Every job of the listing, read page by page. */
    List<JsonNode> listAll(String query) {
        List<JsonNode> jobs = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    get("/api/2.2/jobs/list?" + query + "&page_token=" + token).json();
            page.path("jobs").forEach(jobs::add);
            token = page.path("next_page_token").asText("");
        } while (!token.isEmpty());
        return jobs;
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(workspace.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Retry-After").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
