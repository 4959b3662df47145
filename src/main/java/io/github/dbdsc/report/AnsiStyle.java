package io.github.dbdsc.report;

/** Whether text for a terminal is coloured or plain. */
public enum AnsiStyle {
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
}
