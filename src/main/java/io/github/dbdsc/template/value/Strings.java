package io.github.dbdsc.template.value;

/** Strings counted in code points, as Python counts them. */
public final class Strings {

    private Strings() {}

    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isPlain(String text) {
        return length(text) == text.length();
    }

    public static String at(String text, int index) {
        if (isPlain(text)) {
            return String.valueOf(text.charAt(index));
        }
        return Character.toString(text.codePointAt(text.offsetByCodePoints(0, index)));
    }

    /** The part between two code point indexes that are within the text. */
    public static String between(String text, int start, int end) {
        if (start >= end) {
            return "";
        }
        if (isPlain(text)) {
            return text.substring(start, end);
        }
        int from = text.offsetByCodePoints(0, start);
        return text.substring(from, text.offsetByCodePoints(from, end - start));
    }

    /** The index in code points of an index in chars. */
    public static int codePointIndex(String text, int charIndex) {
        return text.codePointCount(0, charIndex);
    }

    public static boolean isString(Object value) {
        return value instanceof String || value instanceof Markup;
    }

    /** Whether Python's {@code str.isspace} says so of the character. */
    public static boolean isSpace(int c) {
        return (c >= 9 && c <= 13)
                || (c >= 28 && c <= 32)
                || c == 0x85
                || c == 0xa0
                || (c > 0xff && Character.isSpaceChar(c) && c != 0x180e);
    }

    /** The same kind of string as the model: markup stays markup. */
    public static Object like(Object model, String text) {
        return model instanceof Markup ? new Markup(text) : text;
    }

    /** Python's {@code str.isprintable} of one character. */
    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
