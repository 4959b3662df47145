package io.github.dbdsc.reconcile;

import java.util.Locale;
import java.util.regex.Pattern;

/** Colours text for a terminal, or leaves it plain. */
public enum Ink {
    PLAIN,
    /** ANSI escape sequences (ECMA-48). */
    ANSI;

    private static final Pattern ASCII_CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern OTHER_CONTROLS = Pattern.compile("[\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]");

    enum Colour {
        PLAIN(""),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        FAINT("2");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    String paint(Colour colour, String text) {
        return this == PLAIN || colour == Colour.PLAIN ? text : "\u001B[" + colour.code + "m" + text + "\u001B[0m";
    }

    /**
     * The text without characters that could make a terminal do things or show it in another order: control characters
     * of ASCII become spaces; those of ISO 8859 (C1) and the embeddings, overrides and isolates of the Unicode
     * bidirectional algorithm are written as numbers.
     */
    public static String visible(String text) {
        String spaced = ASCII_CONTROLS.matcher(text).find()
                ? ASCII_CONTROLS.matcher(text).replaceAll(" ").strip()
                : text;
        return OTHER_CONTROLS
                .matcher(spaced)
                .replaceAll(found -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
    }
}
