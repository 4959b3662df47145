package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Upper, lower and title case as Python maps them. Passes over a text once: the JDK's own mapping of a whole text takes
 * quadratic time where characters become several or depend on those around them.
 */
public final class CaseMapping {

    private static final int CAPITAL_SIGMA = 0x3a3;
    private static final int SMALL_SIGMA = 0x3c3;
    private static final int FINAL_SIGMA = 0x3c2;
    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final int COMBINING_IOTA = 0x345;

    /** Marks inside words, next to the characters of certain types: {@code Case_Ignorable} in Unicode. */
    private static final String INSIDE_WORDS =
            "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

    private CaseMapping() {}

    public static String lower(String text) {
        int next = nextOfItsOwn(text, 0);
        if (next == text.length()) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        int from = 0;
        while (next < text.length()) {
            if (next > from) {
                out.append(text.substring(from, next).toLowerCase(Locale.ROOT));
            }
            appendLower(text, next, text.charAt(next), out);
            from = next + 1;
            next = nextOfItsOwn(text, from);
        }
        return out.append(text.substring(from).toLowerCase(Locale.ROOT)).toString();
    }

    /** Finds the next character that the JDK maps in its own way, and slowly. */
    private static int nextOfItsOwn(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == CAPITAL_SIGMA || c == CAPITAL_I_WITH_DOT) {
                return i;
            }
        }
        return text.length();
    }

    /** Appends what the character at an index becomes in lower case, which depends on its neighbours for one of them. */
    private static void appendLower(String text, int index, int c, StringBuilder out) {
        if (c == CAPITAL_SIGMA) {
            out.appendCodePoint(isFinal(text, index) ? FINAL_SIGMA : SMALL_SIGMA);
        } else if (c == CAPITAL_I_WITH_DOT) {
            out.append("i\u0307");
        } else {
            out.appendCodePoint(Character.toLowerCase(c));
        }
    }

    /** Whether a letter comes before the one at an index and none after it, marks inside words aside. */
    private static boolean isFinal(String text, int index) {
        int before = index;
        int c = 0;
        do {
            c = before == 0 ? 0 : text.codePointBefore(before);
            before -= Character.charCount(c);
        } while (before > 0 && isInsideWords(c));
        if (isInsideWords(c) || !LetterCase.isCased(c)) {
            return false;
        }
        int after = index + 1;
        while (after < text.length() && isInsideWords(text.codePointAt(after))) {
            after += Character.charCount(text.codePointAt(after));
        }
        return after >= text.length() || !LetterCase.isCased(text.codePointAt(after));
    }

    private static boolean isInsideWords(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL -> true;
            default -> INSIDE_WORDS.indexOf(c) >= 0;
        };
    }

    public static String upper(String text) {
        OneByOne upper = new OneByOne(c -> Character.toString(c).toUpperCase(Locale.ROOT));
        StringBuilder out = new StringBuilder(text.length() + 16);
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (mayBecomeSeveral(text.charAt(i))) {
                out.append(text.substring(from, i).toUpperCase(Locale.ROOT)).append(upper.of(text.charAt(i)));
                from = i + 1;
            }
        }
        return from == 0
                ? text.toUpperCase(Locale.ROOT)
                : out.append(text.substring(from).toUpperCase(Locale.ROOT)).toString();
    }

    /** Whether it may become several characters in upper case: all that do have no single one, but for some of Greek. */
    private static boolean mayBecomeSeveral(char c) {
        boolean isGreek = c >= 0x1f50 && c <= 0x1ffc;
        return c >= 0x80 && (isGreek || (Character.isLowerCase(c) && Character.toUpperCase(c) == c));
    }

    /** Maps characters through texts, which takes a step for each that is not the same as the one before. */
    private static final class OneByOne {
        private final Budget budget = Budget.current();
        private final IntFunction<String> mapping;
        private int last = -1;
        private String mapped = "";

        OneByOne(IntFunction<String> mapping) {
            this.mapping = mapping;
        }

        String of(int c) {
            if (c != last) {
                budget.step();
                mapped = mapping.apply(c);
                last = c;
            }
            return mapped;
        }
    }

    /** Folds case, for comparing texts without regard to it. */
    public static String fold(String text) {
        OneByOne folded = new OneByOne(CaseMapping::folded);
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x80) {
                out.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
            } else if (LetterCase.isCased(c) || c == COMBINING_IOTA) {
                out.append(folded.of(c));
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    private static String folded(int c) {
        boolean cherokee = (c >= 0x13a0 && c <= 0x13fd) || (c >= 0xab70 && c <= 0xabbf);
        if (cherokee) {
            return Character.toString(c).toUpperCase(Locale.ROOT);
        }
        if (c == CAPITAL_I_WITH_DOT || c == 0x131) {
            return lower(Character.toString(c));
        }
        // the capital sharp s has no capital of its own to go by
        return c == 0x1e9e ? "ss" : eachInLower(Character.toString(c).toUpperCase(Locale.ROOT));
    }

    /** In lower case without regard to neighbours. */
    private static String eachInLower(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(Character.toLowerCase(c)));
        return out.toString();
    }

    /** Swaps upper and lower case; letters in title case are neither and stay. */
    public static String swap(String text) {
        OneByOne upper = new OneByOne(c -> Character.toString(c).toUpperCase(Locale.ROOT));
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (Character.isUpperCase(c)) {
                appendLower(text, i, c, out);
            } else if (c >= 'a' && c <= 'z') {
                out.append((char) (c - 32));
            } else if (Character.isLowerCase(c)) {
                out.append(upper.of(c));
            } else {
                out.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    public static String capitalize(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (i == 0) {
                appendTitle(c, out);
            } else {
                appendLower(text, i, c, out);
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    /** Capitalizes every run of letters. */
    public static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (inWord) {
                appendLower(text, i, c, out);
            } else {
                appendTitle(c, out);
            }
            i += Character.charCount(c);
            inWord = LetterCase.isCased(c);
        }
        return out.toString();
    }

    private static void appendTitle(int c, StringBuilder out) {
        int single = Character.toTitleCase(c);
        String upper = single == c && c >= 0x80 && Character.isLowerCase(c)
                ? Character.toString(c).toUpperCase(Locale.ROOT)
                : "";
        if (upper.codePointCount(0, upper.length()) < 2 || Character.isTitleCase(c)) {
            out.appendCodePoint(single);
            return;
        }
        // such as the German sharp s: only the first letter stays in upper case
        int firstLetter = 0;
        while (firstLetter < upper.length() - 1 && !LetterCase.isCased(upper.charAt(firstLetter))) {
            firstLetter++;
        }
        boolean iotaBelow = c >= 0x1f80 && c <= 0x1fff && upper.endsWith("\u0399");
        String rest = upper.substring(firstLetter + 1);
        out.append(upper, 0, firstLetter + 1)
                .append(iotaBelow ? rest.substring(0, rest.length() - 1) + '\u0345' : eachInLower(rest));
    }
}
