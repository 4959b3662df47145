package io.github.dbdsc.reconcile;

/** Colours text for a terminal, or leaves it plain. */
public enum Ink {
    PLAIN,
    /** ANSI escape sequences (ECMA-48). */
    ANSI;

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

    /** The text without control characters, which could make a terminal do things. */
    static String visible(String text) {
        return text.codePoints().anyMatch(Character::isISOControl)
                ? text.replaceAll("\\p{Cntrl}+", " ").strip()
                : text;
    }
}
