package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs of the workspace are nobody's, as the last run saw it that listed all jobs.
 *
 * @param count how many there are
 * @param runId that run
 * @param asOf when it started
 * @param digest of their list, see {@link UnmanagedList}; not shown
 */
record UnmanagedSeen(int count, String runId, Instant asOf, String digest) {

    /** The field of a document with it. */
    static final String FIELD = "unmanaged";

    private static final String DIGEST = "digest";

    /** Reports whether two runs saw the same jobs. */
    static boolean isSame(@Nullable UnmanagedSeen one, @Nullable UnmanagedSeen other) {
        return Objects.equals(list(one), list(other));
    }

    /** The digest is of the number, too. */
    private static @Nullable String list(@Nullable UnmanagedSeen seen) {
        return seen == null ? null : seen.digest;
    }

    /** Returns it as callers see it. */
    ObjectNode shown() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("count", count)
                .put("runId", runId)
                .put("asOf", asOf.toString());
    }

    /** Returns it as a document has it. */
    ObjectNode json() {
        return shown().put(DIGEST, digest);
    }

    /** Reads it from a document; empty where that has none that makes sense. */
    static Optional<UnmanagedSeen> of(JsonNode document) {
        JsonNode json = document.path(FIELD);
        try {
            return json.path("count").canConvertToInt()
                    ? Optional.of(new UnmanagedSeen(
                            json.path("count").asInt(),
                            json.path("runId").asText(),
                            Instant.parse(json.path("asOf").asText()),
                            json.path(DIGEST).asText()))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
