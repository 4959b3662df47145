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
import java.util.Set;

/**
 * A report as text for a terminal: a line for each job, its differences below, a summary at the end. Made from the
 * report's JSON, so that a stored report reads like that of the run itself.
 */
public final class ReportText {

    private static final int LONGEST_VALUE = 120;

    private final JsonNode report;
    private final AnsiStyle ink;
    private final StringBuilder text = new StringBuilder();

    private ReportText(JsonNode report, AnsiStyle ink) {
        this.report = report;
        this.ink = ink;
    }

    /**
     * Returns a report as lines that end with a line feed.
     *
     * @param verbose whether to show differences that do not count, with the reason
     */
    public static String of(Report report, AnsiStyle ink, boolean verbose) {
        return of(ReportJson.of(report, verbose), ink);
    }

    /**
     * Returns a stored report as lines that end with a line feed. Jobs that are as defined have no line, since the
     * store keeps only their number.
     */
    public static String of(ObjectNode report, AnsiStyle ink) {
        return new ReportText(report, ink).write();
    }

    /** Returns one change as in a report, as lines that end with a line feed. None of them begins with foreign text. */
    static String job(JsonNode change) {
        ReportText alone = new ReportText(change, AnsiStyle.PLAIN);
        alone.write(change);
        return alone.text.toString();
    }

    private String write() {
        SummaryLine summary = SummaryLine.of(report);
        line((report.path("dryRun").asBoolean() ? "Plan for " : "Pass over ") + "the jobs of '"
                + VisibleText.of(report.path("target").asText()) + "' in "
                + report.path("workspace").asText());
        line("");
        jobs();
        if (report.path("changes").isEmpty() && report.path("blocked").isEmpty()) {
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
            JobKey key = new JobKey(change.path("key").asText());
            while (!blocked.isEmpty() && blocked.element().compareTo(key) < 0) {
                heldBack(blocked.remove());
            }
            write(change);
        }
        blocked.forEach(this::heldBack);
    }

    private void heldBack(JobKey key) {
        line("  " + ink.paint(Colour.RED, "!") + " " + VisibleText.escaped(key.value())
                + "  held back: see the errors below");
    }

    private void write(JsonNode change) {
        String reason = change.path("reason").asText();
        line("  " + ink.paint(colour(change), symbol(change)) + " "
                + VisibleText.escaped(change.path("key").asText()) + "  " + verb(change)
                + "  '" + VisibleText.of(change.path("name").asText()) + "'"
                + (change.has("jobId") ? " (job " + change.path("jobId").asLong() + ")" : "")
                + (change.path("explained").asBoolean() ? ": " + VisibleText.of(reason) : ""));
        change.path("differences").forEach(this::difference);
        change.path("suppressed").forEach(this::suppressed);
        if (change.has("hold")) {
            line("      "
                    + ink.paint(
                            Colour.YELLOW,
                            VisibleText.of(change.path("hold").path("text").asText())));
        }
        if (change.has("error")) {
            line("      " + ink.paint(Colour.RED, howItEnded(change))
                    + VisibleText.of(change.path("error").asText()));
        }
    }

    static String howItEnded(JsonNode change) {
        return switch (change.path("outcome").asText()) {
            case "refused" -> "refused: ";
            case "not_applied" -> "put off: ";
            case "applied" -> "note: ";
            case "pending" -> "pending: ";
            default -> "failed: ";
        };
    }

    private void difference(JsonNode difference) {
        String reason = difference.path("reason").asText();
        line("      " + VisibleText.of(difference.path("path").asText()) + ": " + beforeAndAfter(difference)
                + (!difference.path("cause").asText().equals("defined") ? " (" + reason + ")" : ""));
    }

    private String beforeAndAfter(JsonNode difference) {
        JsonNode before = difference.path("before");
        JsonNode after = difference.path("after");
        if (before.isNull()) {
            return ink.paint(Colour.GREEN, "+ " + value(after));
        }
        if (after.isNull()) {
            return ink.paint(Colour.RED, "- " + value(before));
        }
        return value(before) + ink.paint(Colour.YELLOW, " → ") + value(after);
    }

    private void suppressed(JsonNode difference) {
        JsonNode before = difference.path("before");
        String what = before.isNull() ? value(difference.path("after")) + " is not shown, which" : value(before);
        line("      "
                + ink.paint(
                        Colour.FAINT,
                        VisibleText.of(difference.path("path").asText()) + ": " + what + " counts as the same ("
                                + difference.path("reason").asText() + ")"));
    }

    private static String value(JsonNode node) {
        String json = node.toString();
        return VisibleText.of(json.length() <= LONGEST_VALUE ? json : json.substring(0, LONGEST_VALUE) + "…");
    }

    private static String symbol(JsonNode change) {
        return switch (change.path("action").asText()) {
            case "create" -> "+";
            case "update" -> "~";
            case "adopt" -> "@";
            case "delete" -> "-";
            case "none" -> "=";
            case "orphan" -> "?";
            default -> "!";
        };
    }

    private static String verb(JsonNode change) {
        boolean done = change.path("outcome").asText().equals("applied");
        String action = change.path("action").asText();
        return switch (action) {
            case "create", "update", "delete" -> done ? action + "d" : action;
            case "adopt" -> done ? "adopted" : action;
            case "none" -> "in sync";
            default -> action;
        };
    }

    private static Colour colour(JsonNode change) {
        if (Set.of("failed", "pending").contains(change.path("outcome").asText())) {
            return Colour.RED;
        }
        return switch (change.path("action").asText()) {
            case "create" -> Colour.GREEN;
            case "update", "adopt", "orphan" -> Colour.YELLOW;
            case "none" -> Colour.PLAIN;
            default -> Colour.RED;
        };
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
