package io.github.dbdsc.local.simulation;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A refusal in the service's form. Jobs API 2.2: errors are {@code {"error_code", "message"}}. */
final class ApiError extends RuntimeException {

    private final int status;
    private final String errorCode;
    private final @Nullable Duration retryAfter;

    ApiError(int status, String errorCode, String message) {
        this(status, errorCode, message, null);
    }

    private ApiError(int status, String errorCode, String message, @Nullable Duration retryAfter) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
        this.retryAfter = retryAfter;
    }

    static ApiError invalidParameter(String message) {
        return new ApiError(400, "INVALID_PARAMETER_VALUE", message);
    }

    static ApiError malformedRequest(String message) {
        return new ApiError(400, "MALFORMED_REQUEST", message);
    }

    static ApiError permissionDenied(String message) {
        return new ApiError(403, "PERMISSION_DENIED", message);
    }

    static ApiError endpointNotFound(String method, String path) {
        return new ApiError(404, "ENDPOINT_NOT_FOUND", "No API found for '" + method + " " + path + "'");
    }

    static ApiError tooManyRequests(Duration retryAfter) {
        return new ApiError(
                429, "REQUEST_LIMIT_EXCEEDED", "The request limit has been exceeded. Try again later.", retryAfter);
    }

    int status() {
        return status;
    }

    String errorCode() {
        return errorCode;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
