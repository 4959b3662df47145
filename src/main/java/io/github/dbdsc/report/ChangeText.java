package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.AnsiStyle.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One change of a report as lines of text: what happens to which job and why, then its settings or its differences. */
final class ChangeText {

    private static final String INDENT = "      ";

    /** Of longer settings only so many lines are shown. */
    private static final int MOST_SETTINGS = 20;

    private static final int MOST_DEFAULTS = 10;

    private final AnsiStyle ink;
    private final boolean whole;
    private final DifferenceText differences;

    /** @param whole whether long values, texts and settings are shown to their end */
    ChangeText(AnsiStyle ink, boolean whole) {
        this.ink = ink;
        this.whole = whole;
        this.differences = new DifferenceText(ink, whole);
    }

    /** Returns one change as lines that end with a line feed. None of them begins with foreign text. */
    static String plain(JsonNode change) {
        StringBuilder text = new StringBuilder();
        new ChangeText(AnsiStyle.PLAIN, false).lines(change).forEach(line -> text.append(line.stripTrailing())
                .append('\n'));
        return text.toString();
    }

    /** Returns the lines of a change, of which only the first is not indented further. */
    List<String> lines(JsonNode change) {
        List<String> lines = new ArrayList<>();
        String reason = change.path("reason").asText();
        lines.add("  " + ink.paint(colour(change), symbol(change)) + " "
                + VisibleText.escaped(change.path("key").asText()) + "  " + verb(change)
                + "  '" + VisibleText.of(change.path("name").asText()) + "'"
                + (change.has(SingleChange.FINGERPRINT) ? ", not done: the run was stopped before it" : "")
                + (change.has("jobId") ? " (job " + change.path("jobId").asLong() + ")" : "")
                + (change.path("explained").asBoolean() ? ": " + VisibleText.of(reason) : ""));
        String origin = OriginJson.text(change);
        if (!origin.isEmpty()) {
            lines.add(INDENT + ink.paint(Colour.FAINT, origin));
        }
        if (!isApplied(change)) {
            change.path(ReportJson.RISKS)
                    .forEach(risk ->
                            lines.add(INDENT + ink.paint(Colour.RED, "risky: " + VisibleText.of(risk.asText()))));
        }
        if (change.has(ReportJson.POLICY)) {
            lines.add(
                    INDENT + ink.paint(Colour.FAINT, given("defaults of policy.json", change.path(ReportJson.POLICY))));
        }
        if (change.has(ReportJson.MODE)) {
            lines.add(INDENT + ink.paint(Colour.FAINT, given("by mode development", change.path(ReportJson.MODE))));
        }
        change.path("differences")
                .forEach(difference -> differences.lines(difference).forEach(line -> lines.add(INDENT + line)));
        change.path("suppressed").forEach(difference -> lines.add(INDENT + differences.suppressed(difference)));
        if (change.has("hold")) {
            lines.add(INDENT
                    + ink.paint(
                            Colour.YELLOW,
                            VisibleText.of(change.path("hold").path("text").asText())));
        }
        if (change.has("error")) {
            lines.add(INDENT
                    + ink.paint(Colour.RED, howItEnded(change))
                    + VisibleText.of(change.path("error").asText()));
        }
        if (!isApplied(change)) {
            settings(change.path("settings")).forEach(line -> lines.add(INDENT + line));
        }
        return lines;
    }

    private String given(String by, JsonNode paths) {
        List<String> named = new ArrayList<>();
        paths.forEach(path -> named.add(VisibleText.of(path.asText())));
        return by + ": "
                + (whole || named.size() <= MOST_DEFAULTS
                        ? String.join(", ", named)
                        : String.join(", ", named.subList(0, MOST_DEFAULTS)) + " and " + (named.size() - MOST_DEFAULTS)
                                + " more");
    }

    /** Returns the settings of a new job as the Jobs API gets them. */
    private List<String> settings(JsonNode settings) {
        List<String> lines = settings.isMissingNode()
                ? List.of()
                : settings.toPrettyString().lines().map(VisibleText::escaped).toList();
        return whole ? lines : DifferenceText.folded(lines, MOST_SETTINGS);
    }

    private static boolean isApplied(JsonNode change) {
        return change.path("outcome").asText().equals("applied");
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
        boolean done = isApplied(change);
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
}
