package io.github.dbdsc.template.text;

import java.util.Locale;

/** Upper, lower and title case as Python maps them. */
public final class CaseMapping {

    private CaseMapping() {}

    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    public static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** Folds case, for comparing texts without regard to it. */
    public static String fold(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            String upper = Character.toString(c).toUpperCase(Locale.ROOT);
            out.append(upper.length() > 1 || c == 0x3c2 || c == 0x17f ? lower(upper) : lower(Character.toString(c)));
        });
        return out.toString();
    }

    /**
     * Swaps upper and lower case. Letters in title case are neither and stay; what a capital sigma becomes depends on the
     * letters around it.
     */
    public static String swap(String text) {
        StringBuilder out = new StringBuilder();
        String small = lower(text);
        int at = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            String character = Character.toString(c);
            int end = at + lower(character).length();
            if (Character.isUpperCase(c)) {
                out.append(small, at, end);
            } else {
                out.append(Character.isLowerCase(c) ? upper(character) : character);
            }
            at = end;
            i += character.length();
        }
        return out.toString();
    }

    public static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int end = text.offsetByCodePoints(0, 1);
        return titleCase(text.codePointAt(0))
                + lower(text).substring(lower(text.substring(0, end)).length());
    }

    /** Capitalizes every run of letters. */
    public static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            out.append(inWord ? lower(Character.toString(c)) : titleCase(c));
            inWord = isCased(c);
        }
        return out.toString();
    }

    private static String titleCase(int c) {
        String upper = Character.toString(c).toUpperCase(Locale.ROOT);
        if (upper.codePointCount(0, upper.length()) == 1) {
            return Character.toString(Character.toTitleCase(c));
        }
        // such as the German sharp s: only the first letter stays in upper case
        int firstLetter = 0;
        while (firstLetter < upper.length() - 1 && !isCased(upper.charAt(firstLetter))) {
            firstLetter++;
        }
        return upper.substring(0, firstLetter + 1) + lower(upper.substring(firstLetter + 1));
    }

    private static boolean isCased(int c) {
        return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }

    public static boolean isLower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    public static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    public static boolean isTitle(String text) {
        boolean inWord = false;
        boolean any = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isCased(c)) {
                if (inWord == !Character.isLowerCase(c)) {
                    return false;
                }
                any = true;
            }
            inWord = isCased(c);
        }
        return any;
    }
}
