package io.github.dbdsc.template.lexer;

import io.github.dbdsc.template.value.PythonError;

/** Resolves the escapes of Python's string literals. */
final class StringEscapes {

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
                escape(text.charAt(at++));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void escape(char c) {
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
        try {
            out.appendCodePoint(Character.codePointOf(text.substring(at + 1, end)));
        } catch (IllegalArgumentException e) {
            throw syntax("unknown Unicode character name");
        }
        at = end + 1;
    }

    private static PythonError syntax(String message) {
        return new PythonError(PythonError.Kind.TEMPLATE_SYNTAX_ERROR, message);
    }
}
