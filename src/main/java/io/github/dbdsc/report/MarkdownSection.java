package io.github.dbdsc.report;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A part of a report in Markdown, which shows as many of its items as there is room for.
 *
 * @param begin stands before the items
 * @param items each of them lines that end with a line feed
 * @param end stands after the items
 * @param what they are, to follow their number
 */
record MarkdownSection(String begin, List<String> items, String end, String what) {

    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private static final int LONGEST_LINE = 500;

    /** One job must not take the room of all others. */
    private static final int MOST_LINES = 30;

    /** What was written, and how many items were not. */
    record Written(String text, int leftOut) {}

    /** Returns a section with a heading and a line for each item. */
    static MarkdownSection list(String heading, String what, List<String> lines) {
        return new MarkdownSection("\n### " + heading + "\n\n", lines, "", what);
    }

    /** Returns a section that shows its title alone until somebody opens it, with the items in a block of code. */
    static MarkdownSection folded(String title, String what, List<String> items) {
        List<String> cut = items.stream().map(MarkdownSection::cutItem).toList();
        int longest =
                cut.stream().mapToInt(MarkdownSection::longestBackticks).max().orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        return new MarkdownSection(
                "\n<details><summary>" + title + "</summary>\n\n" + fence + "text\n",
                cut,
                fence + "\n\n</details>\n",
                what);
    }

    /** Returns the section with those of its items that have room in this many characters; nothing where none has. */
    Written within(int characters) {
        StringBuilder text = new StringBuilder(begin);
        int shown = 0;
        for (String item : items) {
            if (text.length() + item.length() + end.length() <= characters) {
                text.append(item);
                shown++;
            }
        }
        return new Written(shown == 0 ? "" : text.append(end).toString(), items.size() - shown);
    }

    private static String cutItem(String item) {
        List<String> lines = item.lines().map(MarkdownSection::cut).toList();
        String shown = lines.stream().limit(MOST_LINES).collect(Collectors.joining("\n", "", "\n"));
        return lines.size() <= MOST_LINES
                ? shown
                : shown + "      … and " + (lines.size() - MOST_LINES) + " lines more\n";
    }

    /** Returns no more of a text than a line should have. */
    static String cut(String line) {
        if (line.length() <= LONGEST_LINE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1)) ? LONGEST_LINE - 1 : LONGEST_LINE;
        return line.substring(0, end) + "…";
    }

    /** Returns how many backticks follow each other in a text at most. */
    static int longestBackticks(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }
}
