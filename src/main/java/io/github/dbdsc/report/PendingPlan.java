package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.Counted;
import io.github.dbdsc.model.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan that waits until somebody applies it.
 *
 * @param fingerprint what an approval is bound to
 * @param since when the first run that made this plan started
 * @param runId the last run over all jobs that made it, whose report shows it
 * @param counts how many of the jobs that wait have each action, by its name in lower case
 */
public record PendingPlan(String fingerprint, Instant since, String runId, Map<String, Long> counts) {

    /** The field of a document with the plan. */
    static final String FIELD = "pending";

    public PendingPlan {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /**
     * Returns the plan that waits after a run. A run for one job does not see all of it, and so changes it only when nothing
     * waits any more.
     *
     * @param before the one that waited before; null when none did
     * @param jobs the jobs after the run
     */
    static @Nullable PendingPlan after(@Nullable PendingPlan before, Report report, Scope scope, List<JobStatus> jobs) {
        boolean anyWaits = jobs.stream().anyMatch(job -> job.condition() == JobStatus.Condition.WAITING);
        Map<String, Long> counts = counts(report);
        if (counts.isEmpty() || scope instanceof Scope.One) {
            return anyWaits && !(scope instanceof Scope.Everything) ? before : null;
        }
        if (before == null || !before.fingerprint().equals(report.fingerprint())) {
            return new PendingPlan(report.fingerprint(), report.startedAt(), report.runId(), counts);
        }
        return scope instanceof Scope.Everything
                ? new PendingPlan(before.fingerprint(), before.since(), report.runId(), counts)
                : before;
    }

    private static Map<String, Long> counts(Report report) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.result() == Outcome.Result.WAITING)
                .collect(Collectors.groupingBy(
                        outcome -> outcome.change().action().name().toLowerCase(Locale.ROOT),
                        LinkedHashMap::new,
                        Collectors.counting()));
    }

    /** Reports whether this run is the first that made the plan. */
    public boolean isNewIn(Report report) {
        return since.equals(report.startedAt());
    }

    /** Returns what waits in a few words: {@code 3 changes wait for approval: 2 to create, 1 to update}. */
    public String text() {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return Counted.of(all, "change") + (all == 1 ? " waits" : " wait") + " for approval: "
                + counts.entrySet().stream()
                        .map(count -> count.getValue() + " to " + count.getKey())
                        .collect(Collectors.joining(", "));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("fingerprint", fingerprint)
                .put("since", since.toString())
                .put("runId", runId);
        ObjectNode numbers = json.putObject("counts");
        counts.forEach(numbers::put);
        return json;
    }

    /** Reads the plan of a document; empty where it has none. */
    static Optional<PendingPlan> of(JsonNode document) {
        if (!document.has(FIELD)) {
            return Optional.empty();
        }
        JsonNode json = document.get(FIELD);
        Map<String, Long> counts = new LinkedHashMap<>();
        json.path("counts")
                .properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return Optional.of(new PendingPlan(
                json.required("fingerprint").asText(),
                Instant.parse(json.required("since").asText()),
                json.required("runId").asText(),
                counts));
    }
}
