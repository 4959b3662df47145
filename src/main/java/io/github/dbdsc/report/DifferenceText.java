package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.AnsiStyle.Colour;
import java.util.ArrayList;
import java.util.List;

/**
 * One difference as lines of text: what the field is and what it is to be, or, of a text of several lines, which of its
 * lines change.
 */
final class DifferenceText {

    private static final int LONGEST_VALUE = 120;

    /** How much of what two long values begin with alike is shown before they differ. */
    private static final int COMMON_SHOWN = 20;

    private static final int MOST_LINES = 20;

    private static final int CONTEXT_LINES = 2;

    /** To compare longer texts by lines takes too much memory, should all of them differ. */
    private static final int MOST_LINES_COMPARED = 500;

    private final AnsiStyle ink;
    private final boolean whole;

    /** @param whole whether long values are shown to their end */
    DifferenceText(AnsiStyle ink, boolean whole) {
        this.ink = ink;
        this.whole = whole;
    }

    /** Returns the lines of a difference that counts. */
    List<String> lines(JsonNode difference) {
        String path = VisibleText.of(difference.path("path").asText());
        String why = difference.path("cause").asText().equals("defined")
                        && !difference.path(ReportJson.POLICY).asBoolean()
                        && !difference.path(ReportJson.MODE).asBoolean()
                ? ""
                : " (" + difference.path("reason").asText() + ")";
        String from = from(difference.path(ReportJson.FROM));
        JsonNode before = difference.path("before");
        JsonNode after = difference.path("after");
        if (!isOfLines(before, after)) {
            return List.of(path + ": " + beforeAndAfter(before, after) + why + from);
        }
        List<String> lines = new ArrayList<>();
        lines.add(path + ": the text changes" + why + from);
        lines.addAll(changedLines(before.asText(), after.asText()));
        return lines;
    }

    /** Returns the lines that a value comes from, as the end of its own line; {@code ""} where they are not known. */
    private String from(JsonNode lines) {
        String definition = lines.path("definition").asText();
        String template = lines.path("template").asText();
        String all = definition + (definition.isEmpty() || template.isEmpty() ? "" : " through ") + template;
        return all.isEmpty() ? "" : ink.paint(Colour.FAINT, "  (" + VisibleText.escaped(all) + ")");
    }

    /** Returns the line of a difference that does not count. */
    String suppressed(JsonNode difference) {
        JsonNode before = difference.path("before");
        String what = before.isNull() ? value(difference.path("after")) + " is not shown, which" : value(before);
        return ink.paint(
                Colour.FAINT,
                VisibleText.of(difference.path("path").asText()) + ": " + what + " counts as the same ("
                        + difference.path("reason").asText() + ")");
    }

    private String beforeAndAfter(JsonNode before, JsonNode after) {
        if (before.isNull()) {
            return ink.paint(Colour.GREEN, "+ " + value(after));
        }
        if (after.isNull()) {
            return ink.paint(Colour.RED, "- " + value(before));
        }
        String was = before.toString();
        String is = after.toString();
        int alike = whole || Math.max(was.length(), is.length()) <= LONGEST_VALUE ? 0 : commonBeginning(was, is);
        return from(alike, was) + ink.paint(Colour.YELLOW, " → ") + from(alike, is);
    }

    /** Returns where two texts differ, less some characters, which show where that is. */
    private static int commonBeginning(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        int start = Math.max(0, at - COMMON_SHOWN);
        return start > 0 && Character.isLowSurrogate(one.charAt(start)) ? start - 1 : start;
    }

    private String from(int start, String json) {
        return (start > 0 ? "…" : "") + cut(json.substring(start));
    }

    private String value(JsonNode node) {
        return cut(node.toString());
    }

    private String cut(String json) {
        if (whole || json.length() <= LONGEST_VALUE) {
            return VisibleText.of(json);
        }
        int end = Character.isHighSurrogate(json.charAt(LONGEST_VALUE - 1)) ? LONGEST_VALUE - 1 : LONGEST_VALUE;
        return VisibleText.of(json.substring(0, end)) + "…";
    }

    private static boolean isOfLines(JsonNode before, JsonNode after) {
        return before.isTextual()
                && after.isTextual()
                && (before.asText().indexOf('\n') >= 0 || after.asText().indexOf('\n') >= 0)
                && Math.max(lineCount(before.asText()), lineCount(after.asText())) <= MOST_LINES_COMPARED;
    }

    private static long lineCount(String text) {
        return text.chars().filter(c -> c == '\n').count() + 1;
    }

    private List<String> changedLines(String before, String after) {
        List<String> original = List.of(before.split("\n", -1));
        Patch<String> patch = DiffUtils.diff(original, List.of(after.split("\n", -1)));
        List<String> unified = UnifiedDiffUtils.generateUnifiedDiff("", "", original, patch, CONTEXT_LINES);
        List<String> lines = new ArrayList<>();
        // the first two lines name files
        unified.stream().skip(2).map(this::painted).forEach(lines::add);
        return whole ? lines : folded(lines, MOST_LINES);
    }

    /** A line of a text is shown exactly, or a change of its white space would not be seen. */
    private String painted(String line) {
        Colour colour =
                switch (line.charAt(0)) {
                    case '+' -> Colour.GREEN;
                    case '-' -> Colour.RED;
                    case '@' -> Colour.FAINT;
                    default -> Colour.PLAIN;
                };
        return "  " + ink.paint(colour, cutLine(VisibleText.escaped(line)));
    }

    private String cutLine(String line) {
        return whole || line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }

    /** Returns so many lines at most, and how many are left out. */
    static List<String> folded(List<String> lines, int most) {
        if (lines.size() <= most + 1) {
            return lines;
        }
        List<String> folded = new ArrayList<>(lines.subList(0, most));
        folded.add("… and " + (lines.size() - most) + " lines more");
        return folded;
    }
}
