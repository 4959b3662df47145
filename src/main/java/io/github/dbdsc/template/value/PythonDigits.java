package io.github.dbdsc.template.value;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The characters that Python accepts in the text of a number. */
final class PythonDigits {

    private static final Pattern FLOAT = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private PythonDigits() {}

    static boolean isFloat(String text) {
        return FLOAT.matcher(text).matches();
    }

    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && Strings.isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && Strings.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Decimal digits of any script as ASCII digits. */
    static String toAscii(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> out.appendCodePoint(
                        Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? '0' + Character.digit(c, 10) : c));
        return out.toString();
    }

    /** Takes out the single underscores between digits; null when there are others. */
    static @Nullable String withoutUnderscores(String text) {
        for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
            boolean between = i > 0
                    && i < text.length() - 1
                    && Character.digit(text.charAt(i - 1), 36) >= 0
                    && Character.digit(text.charAt(i + 1), 36) >= 0;
            if (!between) {
                return null;
            }
        }
        return text.replace("_", "");
    }
}
