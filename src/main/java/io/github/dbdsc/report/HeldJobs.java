package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.report.JobStatus.Condition;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is held now, beside how the jobs stood when a run last looked at them: what definitions hold is known from that, and
 * what people hold from their own document.
 *
 * @param holds what people hold now
 */
public record HeldJobs(Holds holds, Instant now) {
    private static final String OVER = "its hold is over, and the next run over all jobs writes it";

    /** Puts what is held into the document of the jobs' statuses. */
    public ObjectNode in(ObjectNode statuses) {
        if (holds.all() != null) {
            statuses.set(JobStatuses.HOLD, ReportJson.hold(holds.all()));
        }
        for (JsonNode job : statuses.path("jobs")) {
            if (job instanceof ObjectNode shown) {
                show(shown);
            }
        }
        return statuses;
    }

    private void show(ObjectNode job) {
        Hold hold = of(job);
        if (hold != null) {
            job.set(JobStatuses.HOLD, ReportJson.hold(hold));
            return;
        }
        job.remove(JobStatuses.HOLD);
        if (holds.all() == null && job.path("status").asText().equals(Condition.HELD.word())) {
            job.put("status", Condition.DRIFTED.word()).put("reason", OVER);
        }
    }

    /** Lists what is held, in the form that the HTTP API serves. */
    public ObjectNode listed(JsonNode statuses) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        if (holds.all() != null) {
            list.set("all", ReportJson.hold(holds.all()));
        }
        Map<String, Hold> jobs = new TreeMap<>();
        for (JsonNode job : statuses.path("jobs")) {
            // one that is held under the key that its definition had before is listed under that, by which it can be
            // ended
            Optional.ofNullable(of(job))
                    .filter(hold -> !holds.jobs().containsValue(hold))
                    .ifPresent(hold -> jobs.put(job.path("key").asText(), hold));
        }
        holds.jobs().forEach((key, hold) -> jobs.put(key.value(), hold));
        ArrayNode listed = list.putArray("jobs");
        jobs.forEach((key, hold) -> listed.addObject().put("key", key).set(JobStatuses.HOLD, ReportJson.hold(hold)));
        return list;
    }

    /** Returns what holds a job now; null where nothing does, or only what holds all. */
    private @Nullable Hold of(JsonNode job) {
        return holds.of(new JobKey(job.path("key").asText())).orElseGet(() -> ofRun(job.path(JobStatuses.HOLD)));
    }

    /** Returns the hold that a run found, if it can't have ended since without a trace. */
    private @Nullable Hold ofRun(JsonNode found) {
        if (found.isMissingNode()) {
            return null;
        }
        try {
            Hold hold = Hold.of(found);
            boolean isUnderFormerKey = holds.jobs().containsValue(hold); // the definition has moved since
            boolean lasts = hold.from() == Hold.From.DEFINITION || hold.from() == Hold.From.NEED || isUnderFormerKey;
            return lasts && !hold.isOver(now) ? hold : null;
        } catch (IllegalArgumentException | DateTimeException e) {
            return null; // of another release: the next run says it in the words of this one
        }
    }
}
