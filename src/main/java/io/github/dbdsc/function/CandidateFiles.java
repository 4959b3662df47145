package io.github.dbdsc.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.azure.functions.HttpRequestMessage;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SnapshotEdit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the files in the body of {@code POST /api/plan}. */
final class CandidateFiles {

    static final int MOST_BYTES = 5 * 1024 * 1024;
    static final int MOST_FILES = 2_000;

    /** Stands where the Functions host could not read what was sent. */
    private static final char NOT_DECODED = '\uFFFD';

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CandidateFiles() {}

    /**
     * Returns the files to lay over the container.
     *
     * @throws HttpProblem when the body is empty, packed, not UTF-8, not JSON, too large or malformed, or a path is not that of a
     *     definition, a template or vars.json
     */
    static SnapshotEdit in(HttpRequestMessage<Optional<String>> request) {
        HttpAnswer.header(request, "Content-Encoding")
                .filter(encoding -> !encoding.strip().equalsIgnoreCase("identity"))
                .ifPresent(encoding -> {
                    throw HttpProblem.unsupported(
                            "the body is packed (Content-Encoding: " + encoding + "); send it as it is");
                });
        String body = request.getBody().orElse("");
        if (body.isEmpty()) {
            throw HttpProblem.notUnderstood("the body is empty; where one was sent, it lacks the header Content-Length,"
                    + " without which the Functions host passes no body on: a body in chunks, for example");
        }
        if (body.length() > MOST_BYTES || body.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw HttpProblem.tooLarge("the body has more than 5 MB; send only the files that change");
        }
        if (body.indexOf(NOT_DECODED) >= 0) {
            throw HttpProblem.notUnderstood("the body is not UTF-8, so the plan would be one of other texts; send it as"
                    + " UTF-8 (a file in another encoding is an error in the container, too), and write \\ufffd where that"
                    + " very character is meant");
        }
        String type = HttpAnswer.header(request, "Content-Type").orElse("");
        Map<String, Optional<String>> files = files(type, body);
        if (files.size() > MOST_FILES) {
            throw HttpProblem.tooLarge("there are more than 2,000 files; send only those that change");
        }
        files.keySet().forEach(CandidateFiles::requireSource);
        return new SnapshotEdit(files);
    }

    private static Map<String, Optional<String>> files(String type, String body) {
        String essence = type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        if (!essence.equals("application/json")) {
            throw HttpProblem.unsupported("the body must be application/json, {\"files\": {\"jobs/a.json\": \"…\"}}");
        }
        return ofJson(body);
    }

    private static Map<String, Optional<String>> ofJson(String body) {
        JsonNode json = parsed(body);
        JsonNode listed = json.path("files");
        if (!listed.isObject() || json.size() != 1) {
            throw HttpProblem.notUnderstood("the body must be an object with the single field files, itself an object");
        }
        Map<String, Optional<String>> files = new HashMap<>();
        listed.properties().forEach(file -> {
            if (!file.getValue().isTextual() && !file.getValue().isNull()) {
                throw HttpProblem.notUnderstood("the content of '" + file.getKey()
                        + "' must be a text, the file as it would be uploaded, or null for a file that is taken away");
            }
            files.put(file.getKey(), Optional.ofNullable(file.getValue().textValue()));
        });
        return files;
    }

    private static JsonNode parsed(String body) {
        try {
            return STRICT.readTree(body);
        } catch (JsonProcessingException e) {
            // a document that exceeds one of the parser's limits has no such place
            throw HttpProblem.notUnderstood(
                    e.getLocation() == null
                            ? "the body is not JSON that is read here: it nests too deep, or a name or number is too long"
                            : "the body is not JSON: see line "
                                    + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr());
        }
    }

    private static void requireSource(String path) {
        boolean plain = Arrays.stream(path.split("/", -1))
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!plain || !Snapshot.isSource(path) || path.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            throw HttpProblem.notUnderstood("'" + path
                    + "' is no path of a file that counts; there are jobs/….json, templates/… and vars.json");
        }
    }
}
