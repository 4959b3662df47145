package io.github.dbdsc.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.RunIds;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes requests as messages of a queue. */
public final class SyncRequestJson {

    private static final int VERSION = 1;

    private static final String EVERYTHING = "everything";
    private static final String CHANGES = "changes";
    private static final String UNDO = "undo";
    private static final String BY = "by";
    private static final JsonMapper JSON = new JsonMapper();

    /** A message is not a request that this version understands. */
    public static final class MalformedRequestException extends Exception {
        private MalformedRequestException(String message) {
            super(message);
        }
    }

    private SyncRequestJson() {}

    /** Returns a request as a message. */
    public static String write(SyncRequest request) {
        return tree(request).toString();
    }

    /** Returns a request as a message that says why it was given up. */
    public static String write(SyncRequest request, String reason) {
        return tree(request).put("reason", reason).toString();
    }

    private static ObjectNode tree(SyncRequest request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", VERSION).put("runId", request.runId()).put("why", request.why());
        if (!request.target().isEmpty()) {
            json.put("target", request.target());
        }
        put(request.scope(), json);
        if (request.prune()) {
            json.put("prune", true);
        }
        request.approved().ifPresent(fingerprint -> json.put("plan", fingerprint));
        request.queuedAt().ifPresent(time -> json.put("queuedAt", time.toString()));
        if (request.attempt() > 0) {
            json.put("attempt", request.attempt());
        }
        if (request.watched()) {
            json.put("watched", true);
        }
        request.stoppedRun().ifPresent(run -> json.put("continues", run));
        if (request.allowOlder()) {
            json.put("allowOlder", true);
        }
        if (!request.mayDelete()) {
            json.put("mayDelete", false);
        }
        request.askedBy().ifPresent(caller -> json.set("caller", caller.json()));
        return json;
    }

    /** A release before does not know how to undo, and takes a message without key and scope for malformed. */
    private static void put(Scope scope, ObjectNode json) {
        if (scope instanceof Scope.Undo undo) {
            json.put(UNDO, undo.runId()).put(BY, undo.by());
        } else if (scope instanceof Scope.One one) {
            json.put("key", one.key().value());
        } else {
            json.put("scope", scope instanceof Scope.Changes ? CHANGES : EVERYTHING);
        }
    }

    /**
     * Reads a message. Ignores fields that it does not know.
     *
     * @throws MalformedRequestException saying what is wrong with it
     */
    public static SyncRequest read(String message) throws MalformedRequestException {
        JsonNode json = parsed(message);
        JsonNode version = json.path("version");
        if (!version.isInt() || version.intValue() != VERSION) {
            throw new MalformedRequestException("the message has "
                    + (version.isInt() ? "version " + version.intValue() : "no version")
                    + ", and this program understands version " + VERSION);
        }
        String runId = json.path("runId").asText("");
        if (!RunIds.isRunId(runId)) {
            throw new MalformedRequestException("the message has no runId as passes are named");
        }
        String continues = json.path("continues").asText("");
        return SyncRequest.SYNC
                .to(json.path("target").asText(""))
                .as(runId)
                .because(json.path("why").asText(""))
                .over(scope(json))
                .prune(json.path("prune").asBoolean())
                .approving(json.path("plan").textValue())
                .queuedAt(instant(json.path("queuedAt")))
                .attempt(json.path("attempt").asInt())
                .watched(json.path("watched").asBoolean())
                .continuing(RunIds.isRunId(continues) ? continues : null)
                .by(Caller.of(json.path("caller")).orElse(null))
                .mayDelete(json.path("mayDelete").asBoolean(true))
                .allowOlder(json.path("allowOlder").asBoolean());
    }

    /** Returns why a message was given up, if it says so. */
    public static Optional<String> reason(String message) {
        try {
            return Optional.ofNullable(parsed(message).path("reason").textValue());
        } catch (MalformedRequestException e) {
            return Optional.empty();
        }
    }

    private static JsonNode parsed(String message) throws MalformedRequestException {
        try {
            JsonNode json = JSON.readTree(message);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // reported below, without the content
        }
        throw new MalformedRequestException("the message is no JSON object");
    }

    private static Scope scope(JsonNode json) throws MalformedRequestException {
        if (json.path("key").isTextual()) {
            return new Scope.One(new JobKey(json.path("key").textValue()));
        }
        String undone = json.path(UNDO).asText("");
        if (RunIds.isRunId(undone)) {
            return new Scope.Undo(undone, json.path(BY).asText(""));
        }
        return switch (json.path("scope").asText()) {
            case EVERYTHING -> Scope.EVERYTHING;
            case CHANGES -> Scope.CHANGES;
            default -> throw new MalformedRequestException("the message has neither a key nor a known scope");
        };
    }

    private static @Nullable Instant instant(JsonNode json) {
        try {
            return json.isTextual() ? Instant.parse(json.textValue()) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
