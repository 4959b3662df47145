package io.github.dbdsc.definition.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts the characters of a pattern once its repetitions are written out, as RE2 does: {@code ((a{1000}){1000}){1000}} has a
 * thousand million.
 */
final class PatternSize {

    /** More than any policy needs, and little memory. */
    private static final long MOST = 20_000;

    private static final Pattern PART = Pattern.compile(
            "\\\\Q.*?(?:\\\\E|$)" // quoted text
                    + "|\\\\(?:[pPx]\\{[^}]*}|.)" // an escape
                    + "|\\[\\^?]?(?:\\\\.|\\[:\\w*:]|[^\\]\\\\])*]" // a class
                    + "|\\{(?<least>\\d{1,9})(?:,(?<most>\\d{0,9}))?}" // a repetition
                    + "|.",
            Pattern.DOTALL);

    private PatternSize() {}

    /** Returns whether a pattern is too large; where it is no pattern at all, any answer. */
    static boolean isTooLarge(String regex) {
        Deque<Long> outside = new ArrayDeque<>();
        long here = 0;
        long last = 0;
        Matcher part = PART.matcher(regex);
        while (part.find()) {
            String text = part.group();
            if (part.group("least") != null) {
                long times = times(part.group("least"), part.group("most"));
                here += last * (times - 1);
                last *= times;
            } else if (text.equals("(")) {
                outside.push(here);
                here = 0;
                last = 0;
            } else if (text.equals(")") && !outside.isEmpty()) {
                last = here;
                here += outside.pop();
            } else if (!"*+?|".contains(text)) {
                last = text.startsWith("\\Q") ? text.length() : 1;
                here += last;
            }
            if (here > MOST) {
                return true;
            }
        }
        return false;
    }

    private static long times(String least, @Nullable String most) {
        long fewest = Long.parseLong(least);
        return Math.max(1, most == null || most.isEmpty() ? fewest : Math.max(fewest, Long.parseLong(most)));
    }
}
