package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.Hold;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directive {@code $hold}, which keeps a job from being written.
 *
 * @param hold null where the directive holds nothing, or is not understood
 * @param isUnderstood whether it is
 */
record HoldDirective(@Nullable Hold hold, boolean isUnderstood) {
    static final String FORM = "true or false, \"until 2026-12-01\" (when that day begins in UTC) or \"until"
            + " 2026-12-01T06:00Z\", or {\"until\": \"2026-12-01\", \"reason\": \"…\"} with either of the two";

    private static final Pattern UNTIL = Pattern.compile("\\s*until\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);
    private static final String TIME = "until";
    private static final String REASON = "reason";
    private static final HoldDirective NONE = new HoldDirective(null, true);
    private static final HoldDirective NOT_UNDERSTOOD = new HoldDirective(null, false);

    /** Reads the directive: {@code true}, {@code "until 2026-12-01"}, or an object with {@code until} and {@code reason}. */
    static HoldDirective of(JsonNode value) {
        if (value.isBoolean()) {
            return value.asBoolean() ? held("", null) : NONE;
        }
        if (value.isTextual()) {
            Matcher until = UNTIL.matcher(value.textValue());
            return until.matches() ? held("", until.group(1)) : NOT_UNDERSTOOD;
        }
        boolean hasText = value.path(TIME).isTextual() || value.path(REASON).isTextual();
        if (!hasText
                || value.properties().stream()
                        .anyMatch(field -> !Set.of(TIME, REASON).contains(field.getKey())
                                || !field.getValue().isTextual())) {
            return NOT_UNDERSTOOD;
        }
        String reason = value.path(REASON).asText("").strip();
        return reason.length() > Hold.LONGEST_REASON
                ? NOT_UNDERSTOOD
                : held(
                        reason,
                        value.path(TIME).isMissingNode()
                                ? null
                                : value.path(TIME).textValue());
    }

    private static HoldDirective held(String reason, @Nullable String until) {
        try {
            return new HoldDirective(Hold.ofDefinition(reason, until == null ? null : time(until.strip())), true);
        } catch (DateTimeException e) {
            return NOT_UNDERSTOOD;
        }
    }

    private static Instant time(String text) {
        return text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }
}
