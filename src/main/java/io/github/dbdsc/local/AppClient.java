package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks a function app over its HTTP API. Every call may be repeated: most only look, a sync that is asked for twice finds
 * nothing to do the second time, and a hold replaces an earlier one.
 *
 * <p>What is not as it should be is an {@link AppException} that says what to do.
 */
final class AppClient {

    private static final JsonMapper JSON = new JsonMapper();

    private final AppExchange exchange;

    AppClient(AppExchange exchange) {
        this.exchange = exchange;
    }

    /** Returns the plan with these files laid over the app's container; empty for those that are taken away. */
    ObjectNode plan(Map<String, Optional<String>> files) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode listed = body.putObject("files");
        files.forEach((path, text) -> listed.put(path, text.orElse(null)));
        // the app takes the character itself for what could not be read
        String json = body.toString().replace("\uFFFD", "\\ufffd");
        AppExchange.Answer answer = exchange.post("/plan", json.getBytes(StandardCharsets.UTF_8));
        return report(answer, call("POST", "/plan"));
    }

    /** Returns the summaries of the last runs, the newest first. */
    List<JsonNode> runs() {
        String call = call("GET", "/runs");
        JsonNode runs = document(exchange.get("/runs?limit=200"), call).path("runs");
        if (!runs.isArray()) {
            throw AppRefusal.notOfTheApp(exchange.app(), call);
        }
        return StreamSupport.stream(runs.spliterator(), false).toList();
    }

    /**
     * Returns a page of the list of runs.
     *
     * @param key only runs that had to do with the job of this key; null for all
     */
    ObjectNode runs(int limit, @Nullable JobKey key) {
        return document(
                exchange.get("/runs?limit=" + limit + (key == null ? "" : "&key=" + encoded(key.value()))),
                call("GET", "/runs"));
    }

    /** Returns how the jobs stood when a run last looked at them. */
    ObjectNode jobs() {
        ObjectNode jobs = document(exchange.get("/jobs"), call("GET", "/jobs"));
        requireOneTarget(jobs);
        return jobs;
    }

    /**
     * Checks that it is clear which target is meant, and that the app lets the caller in.
     *
     * @throws UsageException when the app has several targets, and none is named
     */
    void requireOneTarget() {
        requireOneTarget(document(exchange.get("/jobs?summary"), call("GET", "/jobs")));
    }

    /** @throws UsageException when an answer is about several targets */
    private static void requireOneTarget(ObjectNode answer) {
        if (answer.path("targets").isArray()) {
            throw new UsageException("the function app has several targets: "
                    + VisibleText.of(String.join(", ", answer.path("targets").findValuesAsText("target")))
                    + "; name one of them with --target");
        }
    }

    /**
     * Asks for a sync without waiting for it.
     *
     * @return the id of its run
     */
    String sync(boolean prune, boolean allowOlder, @Nullable JobKey key, @Nullable String plan) {
        String call = call("POST", "/sync");
        String query = "?wait=0" + (prune ? "&prune=true" : "") + (allowOlder ? "&allowOlder=true" : "")
                + (key == null ? "" : "&key=" + encoded(key.value()))
                + (plan == null ? "" : "&plan=" + encoded(plan));
        AppExchange.Answer answer = exchange.post("/sync" + query, new byte[0]);
        String runId = document(answer, call).path("runId").asText();
        if (runId.isEmpty()) {
            throw AppRefusal.notOfTheApp(exchange.app(), call);
        }
        return runId;
    }

    /** Returns what is held. */
    ObjectNode holds() {
        return document(exchange.get("/hold"), call("GET", "/hold"));
    }

    /**
     * Holds a job, or all.
     *
     * @param key null for all
     * @param details more of the query, by their names
     * @return what is held from then on
     */
    ObjectNode hold(@Nullable JobKey key, Map<String, String> details) {
        StringBuilder query = new StringBuilder(which(key));
        details.forEach(
                (name, value) -> query.append('&').append(name).append('=').append(encoded(value)));
        return document(exchange.post("/hold" + query, new byte[0]), call("POST", "/hold"));
    }

    /**
     * Ends a hold.
     *
     * @param key null for that of all
     * @return what is held from then on
     */
    ObjectNode endHold(@Nullable JobKey key) {
        return document(exchange.delete("/hold" + which(key)), call("DELETE", "/hold"));
    }

    private static String which(@Nullable JobKey key) {
        return key == null ? "?all=true" : "?key=" + encoded(key.value());
    }

    private String call(String method, String path) {
        return method + " " + exchange.entry().root() + path;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns what is known of a run: its report, or how far it is, or why it ended without one. */
    ObjectNode run(String runId) {
        return document(exchange.get("/runs/" + encoded(runId)), call("GET", "/runs/") + runId);
    }

    /** Reports whether what is known of a run is its report. */
    static boolean isReport(JsonNode document) {
        return document.path("changes").isArray() && document.path("counts").isObject();
    }

    /** A report comes with a status that says what came of it: 409 and 422 where not everything is as defined. */
    private ObjectNode report(AppExchange.Answer answer, String call) {
        if (answer.status() == 409 || answer.status() == 422) {
            return json(answer).filter(AppClient::isReport).orElseThrow(() -> AppRefusal.of(exchange, answer, call));
        }
        ObjectNode document = document(answer, call);
        requireOneTarget(document);
        if (!isReport(document)) {
            throw AppRefusal.notOfTheApp(exchange.app(), call);
        }
        return document;
    }

    private ObjectNode document(AppExchange.Answer answer, String call) {
        return document(exchange, answer, call);
    }

    /**
     * Returns the JSON object of an answer.
     *
     * @throws AppException when the status says something else, or it is none
     */
    static ObjectNode document(AppExchange exchange, AppExchange.Answer answer, String call) {
        if (answer.status() < 200 || answer.status() > 299) {
            throw AppRefusal.of(exchange, answer, call);
        }
        return json(answer).orElseThrow(() -> AppRefusal.notOfTheApp(exchange.app(), call));
    }

    static Optional<ObjectNode> json(AppExchange.Answer answer) {
        try {
            return JSON.readTree(answer.body()) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
