package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.Counted;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.plan.Action;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The summary at the end of a report.
 *
 * @param counts how many jobs have each action in the plan, and how many {@code failed}
 * @param errors how many definitions have an error
 * @param onlyPlanned whether nothing was written: in a dry run, or because safety refused to
 * @param applied how many changes were applied
 * @param left how many were not, since the run stopped early
 * @param calls how many calls to the workspace were made
 * @param seconds how long it took
 * @param runId the run's id
 */
record SummaryLine(
        Map<String, Long> counts,
        long errors,
        boolean onlyPlanned,
        long applied,
        long left,
        long calls,
        double seconds,
        String runId) {

    private static final String FAILED = "failed";
    private static final String HELD = "held";
    private static final String WAITING = "waiting";

    /** Returns the summary of a report. */
    static SummaryLine of(Report report) {
        return new SummaryLine(
                report.counts(),
                report.problems().stream().filter(Problem::isError).count(),
                report.dryRun() || !report.objections().isEmpty(),
                report.count(Outcome.Result.APPLIED),
                report.stoppedEarly() ? report.count(Outcome.Result.NOT_APPLIED) : 0,
                report.calls(),
                report.duration().toMillis() / 1000.0,
                report.runId());
    }

    /** Returns the summary of a report in JSON. */
    static SummaryLine of(JsonNode report) {
        Map<String, Long> counts = new LinkedHashMap<>();
        report.path("counts")
                .properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        boolean stopped = StreamSupport.stream(report.path("changes").spliterator(), false)
                .anyMatch(change -> ended(change, "not_applied") && !change.has("error"));
        return new SummaryLine(
                counts,
                StreamSupport.stream(report.path("problems").spliterator(), false)
                        .filter(problem -> problem.path("severity").asText().equals("error"))
                        .count(),
                report.path("dryRun").asBoolean() || !report.path("objections").isEmpty(),
                count(report, "applied"),
                stopped ? count(report, "not_applied") : 0,
                report.path("calls").asLong(),
                report.path("seconds").asDouble(),
                report.path("runId").asText());
    }

    private static long count(JsonNode report, String outcome) {
        return StreamSupport.stream(report.path("changes").spliterator(), false)
                .filter(change -> ended(change, outcome))
                .count();
    }

    private static boolean ended(JsonNode change, String outcome) {
        return change.path("outcome").asText().equals(outcome);
    }

    /** Returns how many jobs there are, including those that are as defined. */
    long jobs() {
        return counts.entrySet().stream()
                .filter(count ->
                        !count.getKey().equals(FAILED) && !count.getKey().equals(WAITING))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns how many jobs are not written because something holds them. */
    long held() {
        return counts.getOrDefault(HELD, 0L);
    }

    /** Returns how many changes wait until somebody applies the plan. */
    private long waiting() {
        return counts.getOrDefault(WAITING, 0L);
    }

    /** Returns how many jobs the plan changes. */
    long changes() {
        return count(Action.CREATE) + count(Action.UPDATE) + count(Action.ADOPT) + count(Action.DELETE);
    }

    private long count(Action action) {
        return counts.getOrDefault(action.name().toLowerCase(Locale.ROOT), 0L);
    }

    /** Returns the summary as one line of text. */
    String text() {
        long orphans = count(Action.ORPHAN);
        String plan = "Plan: " + count(Action.CREATE) + " to create, " + count(Action.UPDATE) + " to update, "
                + count(Action.ADOPT) + " to adopt, " + count(Action.DELETE) + " to delete, " + count(Action.NONE)
                + " in sync, " + count(Action.REFUSED) + " refused, "
                + (orphans == 0 ? "" : Counted.of(orphans, "orphan") + ", ")
                + (held() == 0 ? "" : held() + " held, ")
                + (waiting() == 0 ? "" : waiting() + " waiting for approval, ")
                + errors + " with errors.";
        return onlyPlanned
                ? plan
                : String.format(
                        Locale.ROOT,
                        "%s Applied %d, failed %d%s. %s in %.1f s, run %s.",
                        plan,
                        applied,
                        counts.getOrDefault(FAILED, 0L),
                        left == 0 ? "" : ", stopped before " + left,
                        Counted.of(calls, "workspace call"),
                        seconds,
                        runId);
    }
}
