package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Wraps text like Python's {@code textwrap.wrap}, with tabs and other white space left alone.
 *
 * @param width at least 1
 */
public record TextWrap(int width, boolean breakLongWords, boolean breakOnHyphens) {

    private static final String BLANK = "[\\t\\n\\x0b\\f\\r ]";
    private static final String NO_BLANK = "[^\\t\\n\\x0b\\f\\r ]";
    private static final String LETTER = "[\\p{L}\\p{Nl}\\p{No}_]";
    private static final String LETTER_OR_DIGIT = "[\\p{L}\\p{N}_]";
    private static final String WORD = "[\\p{L}\\p{N}_!\"'&.,?]";

    /** White space, a dash between words, or a word up to where it may be broken. */
    private static final Pattern CHUNK = Pattern.compile(BLANK + "+|(?<=" + WORD + ")-{2,}(?=" + LETTER_OR_DIGIT + ")|"
            + NO_BLANK + "+?(?:-(?:(?<=" + LETTER + "{2}-)|(?<=" + LETTER
            + "-" + LETTER + "-))(?=" + LETTER + "-?" + LETTER + ")|(?=" + BLANK + "|\\Z)|(?<=" + WORD
            + ")(?=-{2,}" + LETTER_OR_DIGIT + "))");

    public List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        Budget budget = Budget.current();
        Chunks chunks = new Chunks(text, breakOnHyphens, budget);
        chunks.next();
        while (!chunks.isAtEnd()) {
            budget.step();
            if (!lines.isEmpty() && chunks.isBlank(chunks.start, chunks.end)) {
                chunks.next();
            }
            String line = line(chunks);
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Takes as many chunks as there is room for, and a part of the next if that is too long for any line. */
    private String line(Chunks chunks) {
        int start = chunks.start;
        int last = start;
        int end = start;
        int room = width;
        while (!chunks.isAtEnd() && chunks.size <= room) {
            room -= chunks.size;
            last = chunks.start;
            end = chunks.end;
            chunks.next();
        }
        if (!chunks.isAtEnd() && chunks.size > width) {
            if (breakLongWords) {
                last = chunks.start;
                chunks.drop(room == 0 ? 0 : sizeOfPart(chunks, room));
                end = chunks.start;
            } else if (end == start) {
                end = chunks.end;
                chunks.next();
            }
        }
        boolean endsBlank = end > last && chunks.isBlank(last, end);
        return chunks.text.substring(start, endsBlank ? last : end);
    }

    private int sizeOfPart(Chunks chunks, int room) {
        if (!breakOnHyphens) {
            return room;
        }
        int hyphen = chunks.lastHyphen(room);
        for (int i = 0; i < hyphen; i++) {
            if (chunks.text.charAt(chunks.start + i) != '-') {
                return chunks.text.codePointCount(chunks.start, chunks.start + hyphen) + 1;
            }
        }
        return room;
    }

    /** The pieces of a text between which a line may end: one at a time. */
    private static final class Chunks {

        private final String text;
        private final boolean breakOnHyphens;
        private final Budget budget;
        private @Nullable Matcher hyphenated;
        private int endOfWord;
        private int nextHyphen = -1;
        private int start;
        private int end;

        /** In code points. */
        private int size;

        Chunks(String text, boolean breakOnHyphens, Budget budget) {
            this.text = text;
            this.breakOnHyphens = breakOnHyphens;
            this.budget = budget;
        }

        boolean isAtEnd() {
            return start == text.length();
        }

        void next() {
            budget.step();
            start = end;
            if (start < endOfWord) {
                end = endOfPart();
            } else if (start < text.length()) {
                end = endOfRun();
                boolean parted = breakOnHyphens && !isBlank(text.charAt(start)) && hasHyphen();
                if (parted) {
                    endOfWord = end;
                    end = endOfPart();
                }
            }
            size = text.codePointCount(start, end);
        }

        private boolean hasHyphen() {
            if (nextHyphen < start) {
                int found = text.indexOf('-', start);
                nextHyphen = found < 0 ? text.length() : found;
            }
            return nextHyphen < end;
        }

        private int endOfRun() {
            boolean blank = isBlank(text.charAt(start));
            int i = start + 1;
            while (i < text.length() && isBlank(text.charAt(i)) == blank) {
                i++;
            }
            return i;
        }

        private int endOfPart() {
            Matcher matcher = hyphenated;
            if (matcher == null) {
                matcher = CHUNK.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
                hyphenated = matcher;
            }
            return matcher.region(start, endOfWord).lookingAt() ? matcher.end() : endOfWord;
        }

        private static boolean isBlank(char c) {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }

        /** Leaves the first code points of the chunk out. */
        void drop(int count) {
            start = text.offsetByCodePoints(start, count);
            size -= count;
        }

        /** Finds the last hyphen among the first code points; how many chars after the start, or -1. */
        int lastHyphen(int count) {
            int at = text.offsetByCodePoints(start, count) - 1;
            while (at >= start && text.charAt(at) != '-') {
                at--;
            }
            return at < start ? -1 : at - start;
        }

        /** Whether a part is nothing but white space of any kind. */
        boolean isBlank(int from, int to) {
            for (int i = from; i < to; i++) {
                if (!Strings.isSpace(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
