package io.github.dbdsc.template.value;

import java.util.BitSet;

/**
 * Classes of characters as Python 3.11 knows them. It knows the characters of Unicode 14, Java 17 those of Unicode 13; the
 * 838 in between are listed here.
 */
public final class Characters {

    private static final BitSet NEW_LETTERS = ranges(
            "870-887 889-88e 8b5 8c8-8c9 c5d cdd 170d 171f 1b4c 2c2f 2c5f 9ffd-9fff a7c0-a7c1 a7d0-a7d1 a7d3 "
                    + "a7d5-a7d9 a7f2-a7f4 10570-1057a 1057c-1058a 1058c-10592 10594-10595 10597-105a1 105a3-105b1 "
                    + "105b3-105b9 105bb-105bc 10780-10785 10787-107b0 107b2-107ba 10f70-10f81 11071-11072 11075 "
                    + "11740-11746 11ab0-11abf 12f90-12ff0 16a70-16abe 1aff0-1aff3 1aff5-1affb 1affd-1affe 1b11f-1b122 "
                    + "1df00-1df1e 1e290-1e2ad 1e7e0-1e7e6 1e7e8-1e7eb 1e7ed-1e7ee 1e7f0-1e7fe 2a6de-2a6df 2b735-2b738");

    /** What is new and not a letter; all but two marks are printable. */
    private static final BitSet NEW_PRINTABLE =
            ranges("61d 888 898-89f 8ca-8d2 c3c 1715 180f 1ac1-1ace 1b7d-1b7e 1dfa 20c0 2e53-2e5d fbc2 fd40-fd4f "
                    + "fdcf fdfe-fdff 10f82-10f89 11070 11073-11074 110c2 116b9 12ff1-12ff2 16ac0-16ac9 1cf00-1cf2d "
                    + "1cf30-1cf46 1cf50-1cfc3 1d1e9-1d1ea 1e2ae 1f6dd-1f6df 1f7f0 1f979 1f9cc 1fa7b-1fa7c 1faa9-1faac "
                    + "1fab7-1faba 1fac3-1fac5 1fad7-1fad9 1fae0-1fae7 1faf0-1faf6");

    /** Letters and marks that may start or continue an identifier of Unicode, but not one of Python, which normalizes it first. */
    private static final String NOT_AT_START = "\u037a\u0e33\u0eb3\u2e2f\u309b\u309c\ufdfa\ufdfb\ufe70\ufe72\ufe74"
            + "\ufe76\ufe78\ufe7a\ufe7c\ufe7e\uff9e\uff9f\ufc5e\ufc5f\ufc60\ufc61\ufc62\ufc63";

    private static final String ONLY_INSIDE = "\u0e33\u0eb3\uff9e\uff9f";

    private Characters() {}

    /** Reads ranges of code points in hexadecimal. */
    private static BitSet ranges(String text) {
        BitSet found = new BitSet();
        for (String range : text.split(" ", -1)) {
            String[] ends = range.split("-", -1);
            found.set(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1);
        }
        return found;
    }

    /** Python's {@code str.isalpha} of one character. */
    public static boolean isLetter(int c) {
        return Character.isLetter(c) || (c > 127 && NEW_LETTERS.get(c));
    }

    /** What {@code \w} matches in Python's patterns: letters, all kinds of numbers and the underscore, but no marks. */
    public static boolean isWord(int c) {
        return isLetter(c) || c == '_' || isNumeric(c);
    }

    private static boolean isNumeric(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    /** Whether an identifier may start with it. */
    public static boolean isIdentifierStart(int c) {
        return (Character.isUnicodeIdentifierStart(c) || c == '_' || isNewLetter(c)) && NOT_AT_START.indexOf(c) < 0;
    }

    /** Whether an identifier may go on with it. */
    public static boolean isIdentifierPart(int c) {
        boolean part = Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
        return (part || isNewLetter(c)) && (NOT_AT_START.indexOf(c) < 0 || ONLY_INSIDE.indexOf(c) >= 0);
    }

    private static boolean isNewLetter(int c) {
        return c > 127 && NEW_LETTERS.get(c);
    }

    /** Python's {@code str.isidentifier}. */
    public static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && isIdentifierStart(text.codePointAt(0))
                && text.codePoints().skip(1).allMatch(Characters::isIdentifierPart);
    }

    /** Python's {@code str.isprintable} of one character. */
    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.UNASSIGNED -> NEW_LETTERS.get(c) || NEW_PRINTABLE.get(c);
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
