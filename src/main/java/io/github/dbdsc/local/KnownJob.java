package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A job that runs have seen.
 *
 * @param link its page in the workspace
 */
record KnownJob(String key, long jobId, String link) {

    /**
     * Finds a job among the statuses of all.
     *
     * @param statuses as {@code GET /api/jobs} has them
     * @throws UsageException when there is none, or when several share the key
     */
    static KnownJob in(JsonNode statuses, JobKey wanted) {
        String key = wanted.value();
        List<String> keys = new ArrayList<>();
        statuses.path("jobs").forEach(job -> keys.add(job.path("key").asText()));
        List<JsonNode> found = StreamSupport.stream(statuses.path("jobs").spliterator(), false)
                .filter(job -> job.path("key").asText().equals(key) && job.has("jobId"))
                .toList();
        if (found.isEmpty()) {
            throw new UsageException("no sync has seen a job of '" + VisibleText.of(key) + "'"
                    + (keys.contains(key) ? ": " + reason(statuses, key) : DidYouMean.ending(key, keys)));
        }
        if (found.size() > 1) {
            throw new UsageException("'" + VisibleText.of(key) + "' has " + found.size()
                    + " jobs; db-dsc-jobs plan says what to do about it");
        }
        JsonNode job = found.get(0);
        return new KnownJob(key, job.path("jobId").asLong(), job.path("link").asText());
    }

    private static String reason(JsonNode statuses, String key) {
        return StreamSupport.stream(statuses.path("jobs").spliterator(), false)
                .filter(job -> job.path("key").asText().equals(key))
                .map(job -> VisibleText.of(job.path("reason").asText()))
                .findFirst()
                .orElse("");
    }
}
