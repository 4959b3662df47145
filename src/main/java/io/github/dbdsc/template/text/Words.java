package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Characters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words as the filters {@code wordcount} and {@code title} understand them. A class of its own because its patterns are
 * slow to load.
 */
public final class Words {

    private static final Pattern BETWEEN = Pattern.compile("[-\\s({\\[<\\x1c-\\x1f]+", Pattern.UNICODE_CHARACTER_CLASS);

    private Words() {}

    /** Counts the words. */
    public static long count(String text) {
        Budget.current().matching(text);
        long words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            boolean word = Characters.isWord(text.codePointAt(i));
            if (word && !inside) {
                words++;
            }
            inside = word;
        }
        return words;
    }

    /** Returns the text with each word's first character in upper case and the others in lower case. */
    public static String title(String text) {
        Budget.current().matching(text);
        StringBuilder out = new StringBuilder();
        Matcher separators = BETWEEN.matcher(text);
        int from = 0;
        while (separators.find()) {
            out.append(capitalized(text.substring(from, separators.start()))).append(separators.group());
            from = separators.end();
        }
        return out.append(capitalized(text.substring(from))).toString();
    }

    private static String capitalized(String word) {
        if (word.isEmpty()) {
            return word;
        }
        int first = word.offsetByCodePoints(0, 1);
        return CaseMapping.upper(word.substring(0, first)) + CaseMapping.lower(word.substring(first));
    }
}
