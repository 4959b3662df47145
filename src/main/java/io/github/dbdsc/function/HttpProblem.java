package io.github.dbdsc.function;

import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;

/** Says why a request can't be answered as it is; becomes a problem document. */
final class HttpProblem extends RuntimeException {

    private static final HttpStatusType CONTENT_TOO_LARGE = HttpStatusType.custom(413);

    private final transient HttpStatusType status;
    private final String title;

    private HttpProblem(HttpStatusType status, String title, String detail) {
        super(detail);
        this.status = status;
        this.title = title;
    }

    static HttpProblem notUnderstood(String detail) {
        return new HttpProblem(HttpStatus.BAD_REQUEST, "The request is not understood", detail);
    }

    static HttpProblem notFound(String title, String detail) {
        return new HttpProblem(HttpStatus.NOT_FOUND, title, detail);
    }

    static HttpProblem conflict(String detail) {
        return new HttpProblem(HttpStatus.CONFLICT, "The run can't be undone", detail);
    }

    static HttpProblem tooLarge(String detail) {
        return new HttpProblem(CONTENT_TOO_LARGE, "The request is too large", detail);
    }

    static HttpProblem unsupported(String detail) {
        return new HttpProblem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body is of an unknown type", detail);
    }

    static HttpProblem outside(String detail) {
        return new HttpProblem(HttpStatus.BAD_GATEWAY, "Storage or workspace did not answer as they should", detail);
    }

    HttpStatusType status() {
        return status;
    }

    String title() {
        return title;
    }
}
