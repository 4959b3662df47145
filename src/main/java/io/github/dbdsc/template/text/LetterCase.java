package io.github.dbdsc.template.text;

/** Whether texts are in lower, upper or title case, as Python sees it. */
public final class LetterCase {

    private LetterCase() {}

    /** Whether there are a large and a small form of the letter. */
    static boolean isCased(int c) {
        return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }

    public static boolean isLower(String text) {
        return isOnly(text, true);
    }

    public static boolean isUpper(String text) {
        return isOnly(text, false);
    }

    /** Whether there are letters of one case, and none of the other or in title case. */
    private static boolean isOnly(String text, boolean small) {
        boolean any = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (small ? Character.isLowerCase(c) : Character.isUpperCase(c)) {
                any = true;
            } else if (isCased(c)) {
                return false;
            }
        }
        return any;
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
