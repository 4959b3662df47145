package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.SafeText;

/** A string that is safe to print where output is escaped; equal to the plain string of the same text. */
public record Markup(String text) {

    @Override
    public String toString() {
        return text;
    }

    /** Escapes what is not markup yet: {@code markupsafe.escape}. */
    public static Markup escape(Object value) {
        if (value instanceof Markup markup) {
            return markup;
        }
        if (value instanceof Attributed attributed && attributed instanceof SafeText safe) {
            return new Markup(safe.html());
        }
        return new Markup(escapeText(Strings.of(value)));
    }

    private static String escapeText(String text) {
        int start = firstSpecial(text);
        if (start == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, start);
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        Budget.current().size(out.length());
        return out.toString();
    }

    private static int firstSpecial(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') {
                return i;
            }
        }
        return text.length();
    }
}
