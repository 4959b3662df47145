package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.SafeText;

/** Python's strings: {@code str()}, and characters counted in code points. */
public final class Strings {

    private Strings() {}

    /** Python's {@code str()}. */
    public static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Long number) {
            return Long.toString(number);
        }
        if (value instanceof Double number) { // before the interface, which is slow to deny
            return NumberText.of(number);
        }
        if (value instanceof Markup markup) {
            return markup.text();
        }
        if (value instanceof Undefined undefined) {
            return undefined.text();
        }
        if (value instanceof SafeText safe) {
            return safe.html();
        }
        return Repr.of(value);
    }

    /** Python's {@code soft_str}: markup stays markup, everything else becomes a plain string. */
    public static Object soft(Object value) {
        return value instanceof Markup ? value : of(value);
    }

    /** The same kind of string as the model: markup stays markup. */
    public static Object like(Object model, String text) {
        return model instanceof Markup ? new Markup(text) : text;
    }

    public static boolean isString(Object value) {
        return value instanceof String || value instanceof Markup;
    }

    /** The number of code points. */
    public static int length(String text) {
        return CodePoints.count(text);
    }

    public static String at(String text, int index) {
        int from = CodePoints.offset(text, index);
        return text.substring(from, text.offsetByCodePoints(from, 1));
    }

    /** The part between two code point indexes that are within the text. */
    public static String between(String text, int start, int end) {
        if (start >= end) {
            return "";
        }
        return text.substring(CodePoints.offset(text, start), CodePoints.offset(text, end));
    }

    /** The first characters of a text, or all of it where it has not that many. */
    public static String first(String text, int count) {
        if (text.length() <= count) {
            return text;
        }
        int end = 0;
        for (int i = 0; i < count && end < text.length(); i++) {
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(0, end);
    }

    /** The index in code points of an index in chars. */
    public static int codePointIndex(String text, int charIndex) {
        return text.codePointCount(0, charIndex);
    }

    /** Python's {@code str.isspace} of one character. */
    public static boolean isSpace(int c) {
        return (c >= 9 && c <= 13)
                || (c >= 28 && c <= 32)
                || c == 0x85
                || c == 0xa0
                || (c > 0xff && Character.isSpaceChar(c) && c != 0x180e);
    }
}
