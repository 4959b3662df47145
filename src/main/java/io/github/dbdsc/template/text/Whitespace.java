package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Strings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Splits and strips text at white space and line ends, as Python defines them. */
public final class Whitespace {

    private Whitespace() {}

    /** Replaces each run of white space with one space, and removes it at both ends. */
    static String fold(String text) {
        return String.join(" ", words(text));
    }

    public static List<String> words(String text) {
        return words(text, Integer.MAX_VALUE);
    }

    /** Splits a text at white space; after that many splits the rest is one word. */
    public static List<String> words(String text, int maxSplits) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (true) {
            while (i < text.length() && Strings.isSpace(text.charAt(i))) {
                i++;
            }
            if (i >= text.length()) {
                return words;
            }
            if (words.size() >= maxSplits) {
                words.add(text.substring(i));
                return words;
            }
            int start = i;
            while (i < text.length() && !Strings.isSpace(text.charAt(i))) {
                i++;
            }
            words.add(text.substring(start, i));
        }
    }

    /** Splits a text from its end; after that many splits the rest is the first word. */
    public static List<String> wordsFromRight(String text, int maxSplits) {
        List<String> words = new ArrayList<>();
        int i = text.length();
        while (true) {
            while (i > 0 && Strings.isSpace(text.charAt(i - 1))) {
                i--;
            }
            if (i == 0) {
                break;
            }
            if (words.size() >= maxSplits) {
                words.add(text.substring(0, i));
                break;
            }
            int end = i;
            while (i > 0 && !Strings.isSpace(text.charAt(i - 1))) {
                i--;
            }
            words.add(text.substring(i, end));
        }
        Collections.reverse(words);
        return words;
    }

    public static String stripStart(String text) {
        int start = 0;
        while (start < text.length() && Strings.isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    public static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && Strings.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Splits a text like Python's {@code str.splitlines}. */
    public static List<String> lines(String text, boolean keepEnds) {
        List<String> lines = new ArrayList<>();
        eachLine(text, (all, start, end, next) -> lines.add(all.substring(start, keepEnds ? next : end)));
        return lines;
    }

    /** What is done with one line of a text after the other. */
    public interface LineAction {

        /**
         * Does it.
         *
         * @param next where the line after it starts
         */
        void line(String text, int start, int end, int next);
    }

    /** Goes through the lines of a text. */
    public static void eachLine(String text, LineAction action) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLineEnd(c)) {
                int end = i;
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                action.line(text, start, end, i + 1);
                start = i + 1;
            }
        }
        if (start < text.length()) {
            action.line(text, start, text.length(), text.length());
        }
    }

    private static boolean isLineEnd(char c) {
        return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }
}
