package io.github.dbdsc.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text of others, made safe to print. */
public final class VisibleText {

    private static final Pattern ASCII_CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern OTHER_CONTROLS = Pattern.compile("[\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]");

    private VisibleText() {}

    /**
     * Returns the text without characters that could make a terminal do things or show it in another order. Control
     * characters of ASCII become spaces; those of ISO 8859 (C1) and the embeddings, overrides and isolates of the Unicode
     * bidirectional algorithm are written as numbers.
     */
    public static String of(String text) {
        String spaced = ASCII_CONTROLS.matcher(text).find()
                ? ASCII_CONTROLS.matcher(text).replaceAll(" ").strip()
                : text;
        return OTHER_CONTROLS
                .matcher(spaced)
                .replaceAll(found -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
    }
}
