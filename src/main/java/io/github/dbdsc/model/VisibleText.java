package io.github.dbdsc.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text of others, made safe to print. */
public final class VisibleText {

    private static final Pattern ASCII_CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern OTHER_CONTROLS = Pattern.compile("[\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]");

    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

    private VisibleText() {}

    /**
     * Returns a name or a line of a log with every such character written as a number, so that one name can't pass for
     * another, nor one line for two.
     */
    public static String escaped(String text) {
        return numbered(CONTROLS, text);
    }

    private static String numbered(Pattern controls, String text) {
        return controls.matcher(text)
                .replaceAll(found -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
    }

    /**
     * Returns the text without characters that could make a terminal do things or show it in another order. Control
     * characters of ASCII become spaces; those of ISO 8859 (C1) and the embeddings, overrides and isolates of the Unicode
     * bidirectional algorithm are written as numbers.
     */
    public static String of(String text) {
        String spaced = ASCII_CONTROLS.matcher(text).find()
                ? ASCII_CONTROLS.matcher(text).replaceAll(" ").strip()
                : text;
        return numbered(OTHER_CONTROLS, spaced);
    }
}
