package io.github.dbdsc.template.lexer;

import io.github.dbdsc.template.value.PythonError;
import java.util.Locale;
import java.util.Map;

/** Resolves the escapes of Python's string literals. */
final class StringEscapes {

    /** No character has a longer name; the JDK takes quadratic time to map some long texts to upper case. */
    private static final int LONGEST_NAME = 200;

    /** The names of characters that Python knows and Java doesn't, as far as anybody writes them. */
    private static final Map<String, Integer> CONTROLS = Map.ofEntries(
            Map.entry("NULL", 0),
            Map.entry("BACKSPACE", 8),
            Map.entry("TAB", 9),
            Map.entry("CHARACTER TABULATION", 9),
            Map.entry("HORIZONTAL TABULATION", 9),
            Map.entry("LF", 10),
            Map.entry("LINE FEED", 10),
            Map.entry("NEW LINE", 10),
            Map.entry("FORM FEED", 12),
            Map.entry("CR", 13),
            Map.entry("CARRIAGE RETURN", 13),
            Map.entry("ESC", 27),
            Map.entry("ESCAPE", 27),
            Map.entry("SP", 32),
            Map.entry("DELETE", 127),
            Map.entry("NEXT LINE", 0x85),
            Map.entry("NBSP", 0xa0),
            Map.entry("SHY", 0xad),
            Map.entry("ZWSP", 0x200b),
            Map.entry("ZWNJ", 0x200c),
            Map.entry("ZWJ", 0x200d),
            Map.entry("LRM", 0x200e),
            Map.entry("RLM", 0x200f),
            Map.entry("NNBSP", 0x202f),
            Map.entry("WJ", 0x2060),
            Map.entry("BOM", 0xfeff),
            Map.entry("ZWNBSP", 0xfeff));

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private StringEscapes(String text) {
        this.text = text;
    }

    static String unescape(String text) {
        return text.indexOf('\\') < 0 ? text : new StringEscapes(text).run();
    }

    private String run() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\') {
                escape(text.charAt(at));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void escape(char c) {
        if (c >= 128) {
            notAscii();
            return;
        }
        at++;
        switch (c) {
            case '\n' -> {
                // the literal continues on the next line
            }
            case '\\', '\'', '"' -> out.append(c);
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case 'x' -> hexadecimal(2, "\\xXX");
            case 'u' -> hexadecimal(4, "\\uXXXX");
            case 'U' -> hexadecimal(8, "\\UXXXXXXXX");
            case 'N' -> named();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
            default -> out.append('\\').append(c);
        }
    }

    /**
     * Jinja2 turns what is not ASCII into an escape before Python resolves escapes, so that a backslash before it leaves
     * that escape as text.
     */
    private void notAscii() {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        String format = c <= 0xff ? "\\x%02x" : c <= 0xffff ? "\\u%04x" : "\\U%08x";
        out.append(String.format(Locale.ROOT, format, c));
    }

    private void hexadecimal(int digits, String name) {
        int end = at;
        while (end < text.length() && end < at + digits && Character.digit(text.charAt(end), 16) >= 0) {
            end++;
        }
        if (end < at + digits) {
            throw syntax("truncated " + name + " escape");
        }
        long code = Long.parseLong(text.substring(at, end), 16);
        if (code > Character.MAX_CODE_POINT) {
            throw syntax("illegal Unicode character");
        }
        if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            throw PythonError.unsupported(
                    "the escape \\" + text.substring(at - 1, end)
                            + " is half a character, which can't be printed; write the whole one, such as \\U0001f600, or itself");
        }
        out.appendCodePoint((int) code);
        at = end;
    }

    private void octal() {
        int end = at;
        while (end < text.length() && end < at + 2 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
            end++;
        }
        out.appendCodePoint(Integer.parseInt(text.substring(at - 1, end), 8));
        at = end;
    }

    private void named() {
        int end = text.indexOf('}', at);
        if (!text.startsWith("{", at) || end < 0) {
            throw syntax("malformed \\N character escape");
        }
        if (end - at > LONGEST_NAME) {
            throw syntax("unknown Unicode character name");
        }
        String name = text.substring(at + 1, end).toUpperCase(Locale.ROOT);
        try {
            Integer control = CONTROLS.get(name);
            int c = control == null ? Character.codePointOf(name) : control;
            if (control == null && Character.isISOControl(c)) {
                throw syntax("unknown Unicode character name");
            }
            out.appendCodePoint(c);
        } catch (IllegalArgumentException e) {
            throw syntax("unknown Unicode character name");
        }
        at = end + 1;
    }

    private static PythonError syntax(String message) {
        return new PythonError(PythonError.Kind.TEMPLATE_SYNTAX_ERROR, message);
    }
}
