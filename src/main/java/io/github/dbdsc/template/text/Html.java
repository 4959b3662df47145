package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import java.nio.charset.Charset;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns markup back into text, as the methods of {@code markupsafe.Markup} do. */
public final class Html {

    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#(\\d+);?|#[xX]([0-9a-fA-F]+);?|([^\\t\\n\\f <&#;]{1,32};?))");

    private Html() {}

    /** Removes comments and tags, then folds white space, then resolves character references. */
    public static String stripTags(String text) {
        String plain = withoutEach(withoutEach(text, "<!--", "-->"), "<", ">");
        return unescape(Whitespace.fold(plain));
    }

    private static String withoutEach(String text, String start, String end) {
        int from = text.indexOf(start);
        if (from < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int done = 0;
        while (from >= 0) {
            Budget.current().step();
            int to = text.indexOf(end, from);
            if (to < 0) {
                break;
            }
            out.append(text, done, from);
            done = to + end.length();
            from = text.indexOf(start, done);
        }
        return out.append(text, done, text.length()).toString();
    }

    /** Resolves character references like Python's {@code html.unescape}. */
    public static String unescape(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(resolved(match)));
    }

    private static String resolved(MatchResult match) {
        if (match.group(3) != null) {
            return named(match.group(3));
        }
        boolean decimal = match.group(1) != null;
        String digits = decimal ? match.group(1) : match.group(2);
        return digits.length() > 9 ? "\uFFFD" : numbered(Integer.parseInt(digits, decimal ? 10 : 16));
    }

    private static String numbered(int code) {
        if (code == 0 || code > Character.MAX_CODE_POINT || (code >= 0xD800 && code <= 0xDFFF)) {
            return "\uFFFD";
        }
        if (code >= 0x80 && code <= 0x9f) {
            String text = new String(new byte[] {(byte) code}, Charset.forName("windows-1252"));
            return text.charAt(0) == '\uFFFD' ? Character.toString(code) : text;
        }
        boolean invalid = (code < 0x20 && code != '\t' && code != '\n' && code != '\f' && code != '\r')
                || code == 0x7f
                || (code >= 0xfdd0 && code <= 0xfdef)
                || code == 0xb
                || (code & 0xfffe) == 0xfffe;
        return invalid ? "" : Character.toString(code);
    }

    /** Resolves the longest beginning that names a character; what names none stays. */
    private static String named(String name) {
        for (int end = name.length(); end > 1; end--) {
            String text = Entities.text(name.substring(0, end));
            if (text != null) {
                return text + name.substring(end);
            }
        }
        return "&" + name;
    }
}
