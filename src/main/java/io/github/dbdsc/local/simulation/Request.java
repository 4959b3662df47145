package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A call by somebody who may make it. The methods throw {@link ApiError} 400 for a parameter that can't be read. */
record Request(Call call, Caller caller, Map<String, String> parameters, String body) {

    static Request of(Call call, Caller caller, String body) {
        return new Request(call, caller, parametersOf(call.query()), body);
    }

    /** A query parameter; one without a value is as good as absent. */
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

    /** Where the page starts, or the given position on the first one. */
    long position(long first) {
        return parameter("page_token").map(PageToken::position).orElse(first);
    }

    Optional<Long> jobIdParameter() {
        return parameter("job_id").map(text -> integer("job_id", text));
    }

    /** The job id at the end of the path. */
    long jobIdInPath() {
        return integer("job_id", call.path().substring(Operation.PERMISSIONS_PATH.length()));
    }

    ObjectNode json() {
        return Json.body(body);
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
}
