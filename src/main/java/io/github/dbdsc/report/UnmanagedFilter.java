package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which of the jobs that are nobody's somebody asks for.
 *
 * @param text what their name or creator has in it, in either case
 * @param limit how many to show; null for all that are kept
 * @param after the id after which to begin; null to begin with the first
 */
public record UnmanagedFilter(
        String text, @Nullable Integer limit, @Nullable Long after) {

    /**
     * Leaves only the jobs in the document that are asked for.
     *
     * @param all what {@link JobStatusBoard#readUnmanaged} shows, in the order of the ids
     * @return the id after which the next page begins; empty when nothing follows
     */
    public OptionalLong applyTo(ObjectNode all) {
        ObjectNode unmanaged = all.withObject("/" + UnmanagedSeen.FIELD);
        ArrayNode page = all.arrayNode();
        OptionalLong last = OptionalLong.empty();
        boolean more = false;
        for (JsonNode job : unmanaged.path("jobs")) {
            if (!more && isAskedFor(job)) {
                more = limit != null && page.size() >= limit;
                if (!more) {
                    page.add(job);
                    last = OptionalLong.of(job.path("jobId").asLong());
                }
            }
        }
        unmanaged.set("jobs", page);
        return more ? last : OptionalLong.empty();
    }

    private boolean isAskedFor(JsonNode job) {
        return (after == null || job.path("jobId").asLong() > after) && (has(job, "name") || has(job, "creator"));
    }

    private boolean has(JsonNode job, String field) {
        return job.path(field).asText().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
