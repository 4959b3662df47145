package io.github.dbdsc.template.lexer;

import io.github.dbdsc.template.value.NumberText;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tokens between the delimiters of a tag. */
final class TagScanner {

    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)");
    private static final Pattern INTEGER =
            Pattern.compile("0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\\da-fA-F])+|[1-9](?:_?\\d)*|0(?:_?0)*");
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");

    private final String source;
    private final Lexer.SourcePositions positions;
    private final Deque<String> open = new ArrayDeque<>();
    private int end;

    TagScanner(String source, Lexer.SourcePositions positions) {
        this.source = source;
        this.positions = positions;
    }

    /** Returns whether all brackets are closed, so that the tag may end. */
    boolean isBalanced() {
        return open.isEmpty();
    }

    /** Returns the offset behind the token that was read last. */
    int end() {
        return end;
    }

    /** Reads the token at an offset that is not white space. */
    Token next(int start) {
        char c = source.charAt(start);
        if (c >= '0' && c <= '9') {
            return number(start);
        }
        if (c == '"' || c == '\'') {
            return string(start, c);
        }
        int nameEnd = endOfName(start);
        return nameEnd > start ? name(start, nameEnd) : operator(start);
    }

    private Matcher matcher(Pattern pattern, int start) {
        return pattern.matcher(source).region(start, source.length()).useTransparentBounds(true);
    }

    private Token token(Token.Type type, String text, Object value, int start, int tokenEnd) {
        end = tokenEnd;
        return new Token(type, text, value, positions.at(start));
    }

    private Token number(int start) {
        Matcher number = matcher(FLOAT, start);
        if (number.lookingAt()) {
            Double value = NumberText.parseDouble(number.group());
            return token(Token.Type.FLOAT, number.group(), Objects.requireNonNull(value), start, number.end());
        }
        Matcher integer = matcher(INTEGER, start);
        if (!integer.lookingAt()) {
            throw error("unexpected char " + Repr.of(source.substring(start, start + 1)), start);
        }
        Object value = NumberText.parseInteger(integer.group(), 0);
        if (value == null) {
            throw error("this integer has too many digits", start);
        }
        return token(Token.Type.INTEGER, integer.group(), value, start, integer.end());
    }

    private Token name(int start, int nameEnd) {
        String name = source.substring(start, nameEnd);
        boolean identifier = name.codePoints().skip(1).allMatch(TagScanner::isNamePart)
                && (Character.isUnicodeIdentifierStart(name.codePointAt(0)) || name.charAt(0) == '_');
        if (!identifier) {
            throw error("Invalid character in identifier", start);
        }
        return token(Token.Type.NAME, name, name, start, nameEnd);
    }

    private int endOfName(int start) {
        int i = start;
        while (i < source.length() && isWordPart(source.codePointAt(i))) {
            i += Character.charCount(source.codePointAt(i));
        }
        return i;
    }

    private static boolean isWordPart(int c) {
        return Character.isLetterOrDigit(c)
                || c == '_'
                || Character.getType(c) == Character.OTHER_NUMBER
                || Character.getType(c) == Character.LETTER_NUMBER;
    }

    private static boolean isNamePart(int c) {
        return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private Token string(int start, char quote) {
        int i = start + 1;
        while (i < source.length() && source.charAt(i) != quote) {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        if (i >= source.length()) {
            throw error("unexpected char " + Repr.of(String.valueOf(quote)) + " at " + start, start);
        }
        try {
            String text = StringEscapes.unescape(source.substring(start + 1, i));
            return token(Token.Type.STRING, text, text, start, i + 1);
        } catch (PythonError e) {
            throw e.at(positions.at(start));
        }
    }

    private Token operator(int start) {
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, start)) {
                balance(operator, start);
                return token(Token.Type.OPERATOR, operator, operator, start, start + operator.length());
            }
        }
        String found = Strings.at(source.substring(start), 0);
        throw error("unexpected char " + Repr.of(found) + " at " + start, start);
    }

    private void balance(String operator, int start) {
        switch (operator) {
            case "{" -> open.push("}");
            case "(" -> open.push(")");
            case "[" -> open.push("]");
            case "}", ")", "]" -> {
                if (open.isEmpty()) {
                    throw error("unexpected '" + operator + "'", start);
                }
                String expected = open.pop();
                if (!expected.equals(operator)) {
                    throw error("unexpected '" + operator + "', expected '" + expected + "'", start);
                }
            }
            default -> {
                // not a bracket
            }
        }
    }

    private PythonError error(String message, int offset) {
        return new PythonError(PythonError.Kind.TEMPLATE_SYNTAX_ERROR, message).at(positions.at(offset));
    }
}
