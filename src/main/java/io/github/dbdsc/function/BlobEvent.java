package io.github.dbdsc.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.SyncRequest;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something happened to a blob.
 *
 * @param path in its container
 * @param what happened, in a word: {@code landed}
 */
record BlobEvent(String path, String what) {

    /** Event Grid, Azure Blob Storage events: the subject of an event. */
    private static final Pattern SUBJECT =
            Pattern.compile("/blobServices/default/containers/(?<container>[^/]+)/blobs/(?<path>.+)");

    static BlobEvent landed(String path) {
        return new BlobEvent(path, "landed");
    }

    /**
     * Reads an event of Event Grid, in its own form or as a cloud event: both have a subject.
     *
     * @return empty when it is not about a blob of the container
     */
    static Optional<BlobEvent> removed(String event, String container) {
        try {
            JsonNode json = new JsonMapper().readTree(event);
            Matcher subject = SUBJECT.matcher(
                    (json.isArray() ? json.path(0) : json).path("subject").asText());
            return subject.matches() && subject.group("container").equals(container)
                    ? Optional.of(new BlobEvent(subject.group("path"), "was removed"))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Asks for a pass, if the file matters; says what was done. */
    String ask(Supplier<AppServices> installation) {
        if (!Snapshot.isSource(path)) {
            return "ignored " + path + ": not a definition, template or vars.json";
        }
        AppServices app = installation.get();
        SyncRequest request = SyncRequest.CHANGES.as(app.runIds().get()).because(path + " " + what);
        app.queue().send(request, app.settle());
        return request.why() + ", asked for run " + request.runId();
    }
}
