package io.github.dbdsc.function;

import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import io.github.dbdsc.access.AppRole;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why a request can't be answered as it is; becomes a problem document. */
final class HttpProblem extends RuntimeException {

    private static final HttpStatusType CONTENT_TOO_LARGE = HttpStatusType.custom(413);

    private final transient HttpStatusType status;
    private final String title;
    private final @Nullable String challenge;
    private final @Nullable AppRole role;
    private final boolean passing;

    private HttpProblem(HttpStatusType status, String title, String detail) {
        this(status, title, detail, null, null, false);
    }

    private HttpProblem(
            HttpStatusType status,
            String title,
            String detail,
            @Nullable String challenge,
            @Nullable AppRole role,
            boolean passing) {
        super(detail);
        this.status = status;
        this.title = title;
        this.challenge = challenge;
        this.role = role;
        this.passing = passing;
    }

    /**
     * @param error what is wrong with the token, for the header; null where there is none (RFC 6750, section 3.1)
     * @param role what is needed at least
     */
    static HttpProblem unauthorized(@Nullable String error, String detail, AppRole role) {
        String challenge =
                error == null ? "Bearer" : "Bearer error=\"invalid_token\", error_description=\"" + error + "\"";
        return new HttpProblem(HttpStatus.UNAUTHORIZED, "A token is needed", detail, challenge, role, false);
    }

    /** @param role what the caller lacks */
    static HttpProblem forbidden(AppRole role, String detail) {
        return new HttpProblem(
                HttpStatus.FORBIDDEN,
                "A role is missing",
                detail,
                "Bearer error=\"insufficient_scope\", scope=\"" + role.value() + "\"",
                role,
                false);
    }

    /** Says that this way in is closed. */
    static HttpProblem closed(String detail) {
        return new HttpProblem(HttpStatus.FORBIDDEN, "This way in is closed", detail);
    }

    /** Says that nobody knows whether the caller may, and that a moment later somebody may know. */
    static HttpProblem undecided(String detail) {
        return new HttpProblem(HttpStatus.SERVICE_UNAVAILABLE, "The token can't be checked", detail, null, null, true);
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

    static HttpProblem unclear(String detail) {
        return new HttpProblem(HttpStatus.CONFLICT, "It is not clear which job this is", detail);
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

    /** Returns the value of the header {@code WWW-Authenticate}; empty where there is none. */
    Optional<String> challenge() {
        return Optional.ofNullable(challenge);
    }

    /** Returns the role that is missing, where that is what is wrong. */
    Optional<AppRole> role() {
        return Optional.ofNullable(role);
    }

    /** Reports whether the same call may succeed a few seconds later. */
    boolean isPassing() {
        return passing;
    }

    HttpStatusType status() {
        return status;
    }

    String title() {
        return title;
    }
}
