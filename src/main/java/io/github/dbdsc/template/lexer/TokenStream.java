package io.github.dbdsc.template.lexer;

import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import org.jspecify.annotations.Nullable;

/** The tokens of a template, read one after the other, and how deep the syntax around the current one is nested. */
public final class TokenStream {

    private static final int MAX_OPERATORS_IN_A_ROW = 400;

    /** A few hundred bytes each in the compiled template. */
    private static final int MAX_PARTS = 400_000;

    private final Lexer lexer;
    private final int maxDepth;
    private Token current;
    private @Nullable Token peeked;
    private int depth;
    private int parts;

    /** @param maxDepth how deep syntax may be nested */
    public TokenStream(Lexer lexer, int maxDepth) {
        this.lexer = lexer;
        this.maxDepth = maxDepth;
        this.current = lexer.next();
    }

    public Token current() {
        return current;
    }

    public Token peek() {
        Token known = peeked;
        if (known == null) {
            known = lexer.next();
            peeked = known;
        }
        return known;
    }

    /** Returns the current token and moves on. */
    public Token next() {
        Token token = current;
        current = peek();
        peeked = null;
        return token;
    }

    public Position position() {
        return current.position();
    }

    public boolean skipName(String name) {
        boolean found = current.isName(name);
        if (found) {
            next();
        }
        return found;
    }

    public boolean skipOperator(String operator) {
        boolean found = current.isOperator(operator);
        if (found) {
            next();
        }
        return found;
    }

    public Token expect(Token.Type type) {
        return current.is(type) ? next() : unexpected(type.description());
    }

    public Token expectName(String name) {
        return current.isName(name) ? next() : unexpected(name);
    }

    public Token expectOperator(String operator) {
        return current.isOperator(operator) ? next() : unexpected(operator);
    }

    private Token unexpected(String expected) {
        if (current.is(Token.Type.END)) {
            throw error("unexpected end of template, expected '" + expected + "'.");
        }
        throw error("expected token '" + expected + "', got '" + current.described() + "'");
    }

    /** Makes a syntax error at the current token. */
    public PythonError error(String message) {
        return error(message, position());
    }

    public PythonError error(String message, Position place) {
        return new PythonError(PythonError.Kind.TEMPLATE_SYNTAX_ERROR, message).at(place);
    }

    /** Enters one more level of nesting; {@link #leave} must follow. */
    public void enter() {
        count();
        if (++depth > maxDepth) {
            throw new PythonError(
                            PythonError.Kind.LIMIT,
                            "the template nests parentheses, operators or statements more than " + maxDepth
                                    + " deep, which is not allowed")
                    .at(position());
        }
    }

    /** Counts one more expression, statement or piece of text of the template. */
    public void count() {
        if (++parts > MAX_PARTS) {
            throw new PythonError(
                            PythonError.Kind.LIMIT,
                            "the template has more than " + MAX_PARTS
                                    + " expressions, statements and pieces of text, which is not allowed")
                    .at(position());
        }
    }

    public void leave() {
        depth--;
    }

    /** Refuses too many operators in a row: each is nested in the next. */
    public void limitOperators(int count) {
        if (count > MAX_OPERATORS_IN_A_ROW) {
            throw new PythonError(
                            PythonError.Kind.LIMIT,
                            "the template has more than " + MAX_OPERATORS_IN_A_ROW
                                    + " operators in a row, which is not allowed")
                    .at(position());
        }
    }
}
