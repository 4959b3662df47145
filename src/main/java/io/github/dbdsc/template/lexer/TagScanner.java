package io.github.dbdsc.template.lexer;

import io.github.dbdsc.template.value.Characters;
import io.github.dbdsc.template.value.NumberText;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads the tokens between the delimiters of a tag. */
final class TagScanner {

    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");

    private final String source;
    private final Lexer.SourcePositions positions;
    private final NumberLiteral numbers;
    private final Deque<String> open = new ArrayDeque<>();
    private int end;

    TagScanner(String source, Lexer.SourcePositions positions) {
        this.source = source;
        this.positions = positions;
        this.numbers = new NumberLiteral(source);
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
        int floatEnd = c < 128 && (c < '0' || c > '9') ? start : numbers.floatEnd(start);
        if (floatEnd > start) {
            return floating(start, floatEnd);
        }
        if (c >= '0' && c <= '9') {
            return integer(start, numbers.integerEnd(start));
        }
        if (c == '"' || c == '\'') {
            return string(start, c);
        }
        int nameEnd = endOfName(start);
        return nameEnd > start ? name(start, nameEnd) : operator(start);
    }

    private Token token(Token.Type type, String text, Object value, int start, int tokenEnd) {
        end = tokenEnd;
        return new Token(type, text, value, positions.at(start));
    }

    private Token floating(int start, int tokenEnd) {
        String text = source.substring(start, tokenEnd);
        Double value = text.chars().allMatch(c -> c < 128) ? NumberText.parseDouble(text) : null;
        if (value == null) {
            throw new PythonError(PythonError.Kind.SYNTAX_ERROR, "invalid decimal literal '" + text + "'")
                    .at(positions.at(start));
        }
        return token(Token.Type.FLOAT, text, value, start, tokenEnd);
    }

    private Token integer(int start, int tokenEnd) {
        String text = source.substring(start, tokenEnd);
        Object value = NumberText.parseInteger(text, 0);
        if (value == null) {
            throw PythonError.value("Exceeds the limit (4300 digits) for integer string conversion")
                    .at(positions.at(start));
        }
        return token(Token.Type.INTEGER, text, value, start, tokenEnd);
    }

    private Token name(int start, int nameEnd) {
        String name = source.substring(start, nameEnd);
        if (!Characters.isIdentifier(name)) {
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
        return Characters.isWord(c) || Characters.isIdentifierPart(c);
    }

    private Token string(int start, char quote) {
        int i = start + 1;
        while (i < source.length() && source.charAt(i) != quote) {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        if (i >= source.length()) {
            throw error(
                    "unexpected char " + Repr.of(String.valueOf(quote)) + " at "
                            + Strings.codePointIndex(source, start),
                    start);
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
        throw error("unexpected char " + Repr.of(found) + " at " + Strings.codePointIndex(source, start), start);
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
