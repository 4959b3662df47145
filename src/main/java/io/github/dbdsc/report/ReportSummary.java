package io.github.dbdsc.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.Caller;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run's entry in the list of runs. Small enough for stores to keep it in metadata, so that a listing needs no report.
 *
 * @param runId the run's id, see {@link RunIds}
 * @param status how far it is
 * @param startedAt when it started; until then, when it was requested
 * @param duration how long it took
 * @param dryRun whether it only planned
 * @param why what triggered it; shortened
 * @param counts how many jobs have each action in the plan, and how many failed
 * @param applied how many changes were applied
 * @param written what they were; null in summaries of earlier versions, and without a report
 * @param problems how many problems the definitions have
 * @param calls how many calls to the workspace it made
 * @param steps how far it is; null unless it is at work and writes
 * @param failure why it has no report; null where none of its tries has failed
 * @param caller who asked for it over HTTP; null where nobody did, or nobody tells
 */
public record ReportSummary(
        String runId,
        RunStatus status,
        Instant startedAt,
        Duration duration,
        boolean dryRun,
        String why,
        Map<String, Long> counts,
        long applied,
        @Nullable JobsWritten written,
        long problems,
        long calls,
        @Nullable RunSteps steps,
        @Nullable RunFailure failure,
        @Nullable Caller caller) {

    /** Stores may keep summaries in HTTP headers, which hold only ASCII, and little of it. */
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final int LONGEST_WHY = 200;

    public ReportSummary {
        String printable = why.replaceAll("\\p{Cntrl}", " ");
        why = printable.length() <= LONGEST_WHY ? printable : printable.substring(0, LONGEST_WHY - 1) + "…";
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** The summary of a run that called nothing and that is not at work. */
    public ReportSummary(
            String runId,
            RunStatus status,
            Instant startedAt,
            Duration duration,
            boolean dryRun,
            String why,
            Map<String, Long> counts,
            long applied,
            long problems) {
        this(runId, status, startedAt, duration, dryRun, why, counts, applied, null, problems, 0, null, null, null);
    }

    /** Returns the summary of a report. */
    public static ReportSummary of(Report report) {
        return new ReportSummary(
                report.runId(),
                RunStatus.of(report),
                report.startedAt(),
                report.duration(),
                report.dryRun(),
                report.why(),
                report.counts(),
                report.count(Outcome.Result.APPLIED),
                JobsWritten.in(report),
                report.problems().size(),
                report.calls(),
                null,
                null,
                report.caller());
    }

    /** Returns the summary as the HTTP API shows it. */
    public ObjectNode json() {
        ObjectNode json = ASCII.createObjectNode()
                .put("runId", runId)
                .put("startedAt", startedAt.toString())
                .put("seconds", duration.toMillis() / 1000.0)
                .put("dryRun", dryRun)
                .put("why", why);
        if (caller != null) {
            json.set("caller", ReportJson.caller(caller));
        }
        ObjectNode numbers = json.putObject("counts");
        counts.forEach(numbers::put);
        json.put("applied", applied);
        if (written != null) {
            json.put("created", written.created())
                    .put("updated", written.updated())
                    .put("adopted", written.adopted())
                    .put("deleted", written.deleted());
        }
        json.put("problems", problems).put("calls", calls).put("status", status.word());
        if (steps != null) {
            steps.addTo(json);
        }
        if (failure != null) {
            json.put("error", failure.error())
                    .put("tries", failure.tries())
                    .put("failingSince", failure.since().toString())
                    .put("lastFailure", failure.last().toString());
        }
        return json;
    }

    /** Returns the summary as one line of ASCII, at most 4,000 characters long. */
    public String line() {
        try {
            ObjectNode json = json();
            if (caller != null) {
                json.set("caller", caller.json());
            }
            return ASCII.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** Reads a line that {@link #line} wrote. Returns empty for any other. */
    public static Optional<ReportSummary> ofLine(String line) {
        try {
            JsonNode json = ASCII.readTree(line);
            Map<String, Long> counts = new LinkedHashMap<>();
            json.path("counts")
                    .properties()
                    .forEach(
                            count -> counts.put(count.getKey(), count.getValue().asLong()));
            return Optional.of(new ReportSummary(
                    json.required("runId").asText(),
                    RunStatus.ofWord(json.required("status").asText()),
                    Instant.parse(json.required("startedAt").asText()),
                    Duration.ofMillis(Math.round(json.path("seconds").asDouble() * 1000)),
                    json.path("dryRun").asBoolean(),
                    json.path("why").asText(),
                    counts,
                    json.path("applied").asLong(),
                    json.has("created") ? written(json) : null,
                    json.path("problems").asLong(),
                    json.path("calls").asLong(),
                    RunSteps.of(json).orElse(null),
                    json.has("lastFailure") ? failure(json) : null,
                    Caller.of(json.path("caller")).orElse(null)));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static JobsWritten written(JsonNode json) {
        return new JobsWritten(
                json.path("created").asLong(),
                json.path("updated").asLong(),
                json.path("adopted").asLong(),
                json.path("deleted").asLong());
    }

    private static RunFailure failure(JsonNode json) {
        return new RunFailure(
                json.path("error").asText(),
                json.path("tries").asInt(),
                Instant.parse(json.path("failingSince").asText()),
                Instant.parse(json.path("lastFailure").asText()));
    }
}
