package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.AnsiStyle.Colour;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A report as text for a terminal: a line for each job, its differences below, a summary at the end. Made from the
 * report's JSON, so that a stored report reads like that of the run itself.
 */
public final class ReportText {

    private final JsonNode report;
    private final AnsiStyle ink;
    private final Detail detail;
    private final ChangeText changes;
    private final StringBuilder text = new StringBuilder();

    private ReportText(JsonNode report, AnsiStyle ink, Detail detail) {
        this.report = report;
        this.ink = ink;
        this.detail = detail;
        this.changes = new ChangeText(ink, detail.whole());
    }

    /** Returns a report as lines that end with a line feed. */
    public static String of(Report report, AnsiStyle ink) {
        return of(ReportJson.of(report, false), ink, Detail.USUAL);
    }

    /**
     * Returns a stored report as lines that end with a line feed. Jobs that are as defined have no line even if the detail
     * has one for each, since the store keeps only their number.
     */
    public static String of(ObjectNode report, AnsiStyle ink, Detail detail) {
        return new ReportText(report, ink, detail).write();
    }

    private String write() {
        SummaryLine summary = SummaryLine.of(report);
        line((report.path("dryRun").asBoolean() ? "Plan for " : "Pass over ") + "the jobs of '"
                + VisibleText.of(report.path("target").asText()) + "' in "
                + report.path("workspace").asText());
        if (report.path("caller").has("text")) {
            line("Asked for by "
                    + VisibleText.escaped(report.path("caller").path("text").asText()));
        }
        line("");
        int before = text.length();
        jobs();
        if (text.length() == before) {
            line(summary.jobs() == 0 ? "  no jobs" : "  every job is as defined");
        }
        line("");
        if (!report.path("problems").isEmpty()) {
            report.path("problems").forEach(problem -> line(problemLine(ReportJson.problem(problem), ink)));
            line("");
        }
        report.path("objections")
                .forEach(objection -> line(ink.paint(Colour.RED, "Refused: ") + VisibleText.of(objection.asText())));
        report.path("notes").forEach(note -> line(ink.paint(Colour.YELLOW, "Note: ") + VisibleText.of(note.asText())));
        line(summary.text());
        UnmanagedHint.of(report).ifPresent(this::line);
        if (report.path("dryRun").asBoolean() && summary.changes() > 0) {
            line("Fingerprint: " + report.path("fingerprint").asText());
        }
        return text.toString();
    }

    /** Writes a line for each definition that is held back and for each job, in the order of their keys. */
    private void jobs() {
        Deque<JobKey> blocked = new ArrayDeque<>();
        report.path("blocked").forEach(key -> blocked.add(new JobKey(key.asText())));
        for (JsonNode change : report.path("changes")) {
            if (!isShown(change)) {
                continue;
            }
            JobKey key = new JobKey(change.path("key").asText());
            while (!blocked.isEmpty() && blocked.element().compareTo(key) < 0) {
                heldBack(blocked.remove());
            }
            changes.lines(change).forEach(this::line);
        }
        blocked.forEach(this::heldBack);
    }

    /** A job that is as defined is shown where there is more to say of it than that. */
    private boolean isShown(JsonNode change) {
        return detail.unchanged()
                || !change.path("action").asText().equals("none")
                || change.has("error")
                || change.has("hold")
                || !change.path("suppressed").isEmpty();
    }

    private void heldBack(JobKey key) {
        line("  " + ink.paint(Colour.RED, "!") + " " + VisibleText.escaped(key.value())
                + "  held back: see the errors below");
    }

    /** Returns problems alone, a line each. */
    public static String problems(List<Problem> problems, AnsiStyle ink) {
        StringBuilder lines = new StringBuilder();
        problems.forEach(problem -> lines.append(problemLine(problem, ink)).append('\n'));
        return lines.toString();
    }

    /** Returns the report as one line. */
    public static String summary(Report report) {
        return SummaryLine.of(report).text();
    }

    private static String problemLine(Problem problem, AnsiStyle ink) {
        return (problem.isError() ? ink.paint(Colour.RED, "Error: ") : ink.paint(Colour.YELLOW, "Warning: "))
                + VisibleText.escaped(problem.place()) + ": " + VisibleText.of(problem.message());
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
