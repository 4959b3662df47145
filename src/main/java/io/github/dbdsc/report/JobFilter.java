package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.report.JobStatus.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of the document of their statuses somebody asks for.
 *
 * @param states the words of the statuses; empty for any
 * @param prefix what their keys begin with
 * @param text what their key or name has in it, in either case
 * @param limit how many to show; null for all
 * @param after the key after which to begin; null to begin with the first
 */
public record JobFilter(
        Set<String> states,
        String prefix,
        String text,
        @Nullable Integer limit,
        @Nullable String after) {

    /** The words of the statuses that there are. */
    public static final List<String> STATES =
            Arrays.stream(Condition.values()).map(Condition::word).toList();

    public JobFilter {
        states = Set.copyOf(states);
    }

    /**
     * Leaves only the jobs in the document that are asked for, and adds how many of all there are of each status. Jobs that
     * share a key are never parted, so a page may have more of them than asked for.
     *
     * @param all what {@link JobStatusBoard#read} shows, in the order of the keys
     * @return the key after which the next page begins; null when nothing follows
     */
    public @Nullable String applyTo(ObjectNode all) {
        Map<String, Integer> counts = new TreeMap<>();
        ArrayNode page = all.arrayNode();
        String last = null;
        boolean more = false;
        for (JsonNode job : all.path("jobs")) {
            counts.merge(job.path("status").asText(), 1, Integer::sum);
            String key = job.path("key").asText();
            if (!more && isAskedFor(key, job)) {
                more = limit != null && page.size() >= limit && !key.equals(last);
                if (!more) {
                    page.add(job);
                    last = key;
                }
            }
        }
        all.set("jobs", page);
        ObjectNode counted = all.putObject("counts");
        counts.forEach(counted::put);
        return more ? last : null;
    }

    /** Puts how many jobs there are of each status in the place of the jobs. */
    public static void count(ObjectNode all) {
        Map<String, Integer> counts = new TreeMap<>();
        all.path("jobs").forEach(job -> counts.merge(job.path("status").asText(), 1, Integer::sum));
        all.remove("jobs");
        ObjectNode counted = all.putObject("counts");
        counts.forEach(counted::put);
    }

    private boolean isAskedFor(String key, JsonNode job) {
        String sought = text.toLowerCase(Locale.ROOT);
        return (after == null || key.compareTo(after) > 0)
                && (states.isEmpty() || states.contains(job.path("status").asText()))
                && key.startsWith(prefix)
                && (key.toLowerCase(Locale.ROOT).contains(sought)
                        || job.path("name").asText().toLowerCase(Locale.ROOT).contains(sought));
    }
}
