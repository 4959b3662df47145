package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wraps text like Python's {@code textwrap.wrap}, with tabs and other white space left alone.
 *
 * @param width at least 1
 */
public record TextWrap(int width, boolean breakLongWords, boolean breakOnHyphens) {

    private static final String BLANK = "[\\t\\n\\x0b\\f\\r ]";
    private static final String NO_BLANK = "[^\\t\\n\\x0b\\f\\r ]";
    private static final String WORD = "[\\w!\"'&.,?]";
    private static final String LETTER = "[^\\d\\W]";

    /** White space, a dash between words, or a word up to where it may be broken. */
    private static final Pattern CHUNK = Pattern.compile(
            BLANK + "+|(?<=" + WORD + ")-{2,}(?=\\w)|" + NO_BLANK + "+?(?:-(?:(?<=" + LETTER + "{2}-)|(?<=" + LETTER
                    + "-" + LETTER + "-))(?=" + LETTER + "-?" + LETTER + ")|(?=" + BLANK + "|\\Z)|(?<=" + WORD
                    + ")(?=-{2,}\\w))",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern SIMPLE_CHUNK = Pattern.compile(BLANK + "+|" + NO_BLANK + "+");

    public List<String> lines(String text) {
        Deque<String> chunks = chunks(text);
        List<String> lines = new ArrayList<>();
        while (!chunks.isEmpty()) {
            Budget.current().step();
            if (!lines.isEmpty() && isBlank(chunks.getFirst())) {
                chunks.removeFirst();
            }
            String line = line(chunks);
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private Deque<String> chunks(String text) {
        Deque<String> chunks = new ArrayDeque<>();
        Matcher chunk = (breakOnHyphens ? CHUNK : SIMPLE_CHUNK).matcher(text);
        while (chunk.find()) {
            chunks.add(chunk.group());
            Budget.current().step();
        }
        return chunks;
    }

    private String line(Deque<String> chunks) {
        Deque<String> parts = new ArrayDeque<>();
        int length = 0;
        while (!chunks.isEmpty() && length + Strings.length(chunks.getFirst()) <= width) {
            String chunk = chunks.removeFirst();
            length += Strings.length(chunk);
            parts.addLast(chunk);
        }
        if (!chunks.isEmpty() && Strings.length(chunks.getFirst()) > width) {
            breakWord(chunks, parts, length);
        }
        if (!parts.isEmpty() && isBlank(parts.getLast())) {
            parts.removeLast();
        }
        return String.join("", parts);
    }

    private void breakWord(Deque<String> chunks, Deque<String> parts, int length) {
        int room = width - length;
        if (!breakLongWords) {
            if (parts.isEmpty()) {
                parts.addLast(chunks.removeFirst());
            }
            return;
        }
        String word = chunks.removeFirst();
        Budget.current().reading(word); // the rest is copied for each line
        int size = Strings.length(word);
        int end = Math.min(room, size);
        if (breakOnHyphens && size > room) {
            int hyphen = Strings.between(word, 0, room).lastIndexOf('-');
            boolean afterText = hyphen > 0 && word.substring(0, hyphen).chars().anyMatch(c -> c != '-');
            if (afterText) {
                end = Strings.codePointIndex(word, hyphen) + 1;
            }
        }
        parts.addLast(Strings.between(word, 0, end));
        chunks.addFirst(Strings.between(word, end, size));
        if (chunks.getFirst().isEmpty()) {
            chunks.removeFirst();
        }
    }

    private static boolean isBlank(String chunk) {
        return chunk.codePoints().allMatch(Strings::isSpace);
    }
}
