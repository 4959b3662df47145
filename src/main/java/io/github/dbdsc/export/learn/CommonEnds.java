package io.github.dbdsc.export.learn;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How several texts begin and end alike, up to a sign at which people would cut them: paths at slashes, names at dashes too.
 *
 * @param start {@code ""} when they begin differently
 * @param end {@code ""} when they end differently
 */
record CommonEnds(String start, String end) {

    /** What is left of a text says something only if it is not too short. */
    private static final int SHORTEST = 2;

    private static final CommonEnds NONE = new CommonEnds("", "");

    /**
     * Returns the ends of texts.
     *
     * @param texts some may be null: those have none
     * @param field what they are: what is neither a path nor a name is not cut
     */
    static CommonEnds of(@Nullable String[] texts, String field) {
        String signs = signs(texts, field);
        if (signs.isEmpty()) {
            return NONE;
        }
        String first = null;
        int start = 0;
        int end = 0;
        int shortest = Integer.MAX_VALUE;
        for (String text : texts) {
            if (text == null) {
                continue;
            }
            if (first == null) {
                first = text;
                start = text.length();
                end = text.length();
            }
            shortest = Math.min(shortest, text.length());
            start = Math.min(start, alike(first, text, false));
            end = Math.min(end, alike(first, text, true));
        }
        if (first == null) {
            return NONE;
        }
        while (start > 0 && (shortest - start < SHORTEST || signs.indexOf(first.charAt(start - 1)) < 0)) {
            start--;
        }
        end = Math.min(end, Math.max(0, shortest - start));
        while (end > 0
                && (shortest - start - end < SHORTEST || signs.indexOf(first.charAt(first.length() - end)) < 0)) {
            end--;
        }
        return new CommonEnds(first.substring(0, start), first.substring(first.length() - end));
    }

    private static String signs(@Nullable String[] texts, String field) {
        boolean arePaths = true;
        for (String text : texts) {
            arePaths &= text == null || text.indexOf('/') >= 0;
        }
        String lower = field.toLowerCase(Locale.ROOT);
        if (lower.contains("cron")) {
            return ""; // its slashes are no folders
        }
        return arePaths ? "/" : lower.endsWith("name") || lower.endsWith("_key") ? "/-_ " : "";
    }

    private static int alike(String one, String other, boolean fromEnd) {
        int most = Math.min(one.length(), other.length());
        int count = 0;
        while (count < most
                && (fromEnd
                        ? one.charAt(one.length() - 1 - count) == other.charAt(other.length() - 1 - count)
                        : one.charAt(count) == other.charAt(count))) {
            count++;
        }
        return count;
    }

    /** Returns a text without its ends. */
    String middle(String text) {
        return text.substring(start.length(), text.length() - end.length());
    }
}
