package io.github.dbdsc.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Event Grid tells of a blob, in its own schema or as a cloud event: both have a type and a subject.
 *
 * @param type what happened
 * @param subject which blob it happened to
 */
record BlobEvent(String type, String subject) {

    /** Of two events in one message the second would be passed over. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Event Grid, Azure Blob Storage events: the subject of an event. */
    private static final Pattern SUBJECT =
            Pattern.compile("/blobServices/default/containers/(?<container>[^/]+)/blobs/(?<path>.+)");

    /**
     * Reads an event, alone or as the only one of a list.
     *
     * @throws IllegalArgumentException saying what is wrong with it, without a cause: the Functions host would show that
     *     instead, and it quotes the event
     */
    static BlobEvent read(String event) {
        JsonNode sent;
        try {
            sent = JSON.readTree(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON");
        }
        JsonNode json = sent.isArray() && sent.size() == 1 ? sent.path(0) : sent;
        if (!json.isObject()) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        String type = json.path("eventType").asText(json.path("type").asText());
        String subject = json.path("subject").asText();
        if (type.isEmpty() || subject.isEmpty()) {
            throw new IllegalArgumentException("it has no " + (type.isEmpty() ? "type" : "subject"));
        }
        return new BlobEvent(type, subject);
    }

    /** Returns the path of the blob; empty when it is not in that container. */
    Optional<String> blobOf(String container) {
        Matcher blob = SUBJECT.matcher(subject);
        return blob.matches() && blob.group("container").equals(container)
                ? Optional.of(blob.group("path"))
                : Optional.empty();
    }

    /** Returns what happened to the blob, in words; empty when that changes no file. */
    Optional<String> whatHappened() {
        return switch (type) {
            case "Microsoft.Storage.BlobCreated" -> Optional.of("landed");
            case "Microsoft.Storage.BlobDeleted" -> Optional.of("was removed");
            default -> Optional.empty();
        };
    }
}
