package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A call by somebody who may make it. The methods throw {@link ApiError} 400 for a parameter that can't be read. */
record Request(ApiCall call, Caller caller, Map<String, String> parameters, String body) {

    static Request of(ApiCall call, Caller caller, String body) {
        return new Request(call, caller, parametersOf(call.query()), body);
    }

    /** Returns a query parameter; one without a value counts as absent. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    long number(String name, long otherwise) {
        return parameter(name).map(text -> integer(name, text)).orElse(otherwise);
    }

    boolean flag(String name) {
        return parameter(name).filter(value -> value.equals("true")).isPresent();
    }

    int limit(int otherwise, int most) {
        long limit = parameter("limit").map(text -> integer("limit", text)).orElse((long) otherwise);
        if (limit < 1 || limit > most) {
            throw ApiError.invalidParameter("limit must be from 1 to " + most + ", not " + limit + ".");
        }
        return (int) limit;
    }

    /** Returns where the page starts; the first one starts at the given position. */
    long position(long first) {
        return parameter("page_token").map(Request::position).orElse(first);
    }

    /** Marks where the next page starts; means nothing to a client. */
    static String pageToken(long position) {
        byte[] text = Long.toString(position).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static long position(String pageToken) {
        try {
            return Long.parseLong(new String(Base64.getUrlDecoder().decode(pageToken), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw ApiError.invalidParameter("Invalid page token: " + pageToken);
        }
    }

    Optional<Long> jobIdParameter() {
        return parameter("job_id").map(text -> integer("job_id", text));
    }

    /** The job id at the end of the path. */
    long jobIdInPath() {
        return integer("job_id", call.path().substring(Operation.PERMISSIONS_PATH.length()));
    }

    ObjectNode json() {
        return ApiJson.body(body);
    }

    static long jobId(ObjectNode body) {
        JsonNode id = body.path("job_id");
        if (id.isMissingNode() || id.isNull()) {
            throw missingJobId();
        }
        return integer("job_id", id.asText());
    }

    static ApiError missingJobId() {
        return ApiError.invalidParameter("The job_id is missing.");
    }

    private static long integer(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiError.invalidParameter("Invalid value for " + name + ": '" + text + "' is not an int64.");
        }
    }

    private static Map<String, String> parametersOf(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A request's body, or the fact that it is too large. Jobs API 2.2: the limit is 10 MB. */
    record Body(String text, boolean tooLarge) {

        private static final int LIMIT = 10 * 1024 * 1024;

        /** Reads to the end even if it is too large: a client that is still sending would not see the answer. */
        static Body read(InputStream stream) throws IOException {
            String text = new String(stream.readNBytes(LIMIT), StandardCharsets.UTF_8);
            long excess = stream.transferTo(OutputStream.nullOutputStream());
            return new Body(text, excess > 0);
        }

        /** @throws ApiError 400 when it is too large */
        String accepted() {
            if (tooLarge) {
                throw ApiError.invalidParameter("The request body is larger than 10 MB.");
            }
            return text;
        }
    }
}
