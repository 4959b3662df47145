package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Value.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses what operators join: literals, names, brackets, and the subscripts, calls, filters and tests after them. */
public final class PrimaryParser {

    private static final Map<String, Object> CONSTANTS =
            Map.of("true", true, "True", true, "false", false, "False", false, "none", None.NONE, "None", None.NONE);

    private static final Set<Token.Type> LITERAL_STARTS =
            Set.of(Token.Type.NAME, Token.Type.STRING, Token.Type.INTEGER, Token.Type.FLOAT);

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    PrimaryParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Expression parse() {
        Token token = tokens.current();
        switch (token.type()) {
            case NAME -> {
                tokens.next();
                Object constant = CONSTANTS.get(token.text());
                return constant == null
                        ? new Name(token.text(), token.position())
                        : new Literal(constant, token.position());
            }
            case STRING -> {
                StringBuilder text = new StringBuilder();
                while (tokens.current().is(Token.Type.STRING)) {
                    text.append(tokens.next().text());
                }
                return new Literal(text.toString(), token.position());
            }
            case INTEGER, FLOAT -> {
                return new Literal(tokens.next().value(), token.position());
            }
            default -> {
                return bracketed(token);
            }
        }
    }

    private Expression bracketed(Token token) {
        if (tokens.skipOperator("(")) {
            Expression inner = tokens.current().isOperator(")")
                    ? new Collections.TupleLiteral(List.of(), token.position())
                    : expressions.parseTuple();
            tokens.expectOperator(")");
            return inner;
        }
        if (tokens.skipOperator("[")) {
            return new Collections.ListLiteral(list(), token.position());
        }
        if (tokens.skipOperator("{")) {
            return dict(token.position());
        }
        throw tokens.error("unexpected '" + token.described() + "'");
    }

    private List<Expression> list() {
        List<Expression> items = new ArrayList<>();
        while (!tokens.current().isOperator("]")) {
            items.add(expressions.parse());
            if (!tokens.current().isOperator("]")) {
                tokens.expectOperator(",");
            }
        }
        tokens.expectOperator("]");
        return items;
    }

    private Expression dict(Position position) {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.current().isOperator("}")) {
            keys.add(expressions.parse());
            tokens.expectOperator(":");
            values.add(expressions.parse());
            if (!tokens.current().isOperator("}")) {
                tokens.expectOperator(",");
            }
        }
        tokens.expectOperator("}");
        return new Collections.DictLiteral(keys, values, position);
    }

    Expression postfix(Expression start) {
        Expression value = start;
        int depth = 0;
        while (true) {
            Token token = tokens.current();
            if (token.isOperator(".")) {
                value = attribute(value);
            } else if (token.isOperator("[")) {
                value = subscript(value);
            } else if (token.isOperator("(")) {
                value = new Call(value, arguments(), token.position());
            } else {
                leave(depth);
                return value;
            }
            tokens.enter();
            depth++;
        }
    }

    private void leave(int depth) {
        for (int i = 0; i < depth; i++) {
            tokens.leave();
        }
    }

    private Expression attribute(Expression value) {
        tokens.next();
        Token name = tokens.next();
        if (name.is(Token.Type.NAME)) {
            return new GetAttribute(value, name.text(), name.position());
        }
        if (!name.is(Token.Type.INTEGER)) {
            throw tokens.error("expected name or number", name.position());
        }
        return new GetItem(value, new Literal(name.value(), name.position()), name.position());
    }

    private Expression subscript(Expression value) {
        Position position = tokens.next().position();
        List<Expression> keys = new ArrayList<>();
        while (!tokens.current().isOperator("]")) {
            if (!keys.isEmpty()) {
                tokens.expectOperator(",");
            }
            keys.add(key());
        }
        tokens.expectOperator("]");
        Expression key = keys.size() == 1 ? keys.get(0) : new Collections.TupleLiteral(keys, position);
        return new GetItem(value, key, position);
    }

    private Expression key() {
        Position position = tokens.position();
        Expression start = tokens.current().isOperator(":") ? null : expressions.parse();
        if (start != null && !tokens.current().isOperator(":")) {
            return start;
        }
        tokens.expectOperator(":");
        Expression stop = atKeyEnd(":") ? null : expressions.parse();
        Expression step = tokens.skipOperator(":") && !atKeyEnd("]") ? expressions.parse() : null;
        return new GetItem.SliceLiteral(start, stop, step, position);
    }

    private boolean atKeyEnd(String other) {
        Token token = tokens.current();
        return token.isOperator("]") || token.isOperator(",") || token.isOperator(other);
    }

    Expression filtersAndTests(Expression start) {
        Expression value = start;
        int depth = 0;
        while (true) {
            Token token = tokens.current();
            if (token.isOperator("|")) {
                tokens.next();
                value = filter(value);
            } else if (token.isName("is")) {
                value = test(value);
            } else if (token.isOperator("(")) {
                value = new Call(value, arguments(), token.position());
            } else {
                leave(depth);
                return value;
            }
            tokens.enter();
            depth++;
        }
    }

    /** Filters that are applied to something else than an expression: {@code | a | b}. */
    public Expression filters(Expression start) {
        Expression value = start;
        while (tokens.skipOperator("|")) {
            value = filter(value);
        }
        return value;
    }

    /** One filter by its name, after the bar. */
    public Expression filter(Expression value) {
        Position position = tokens.position();
        String name = dottedName();
        CallArguments arguments = tokens.current().isOperator("(") ? arguments() : CallArguments.NONE;
        return new FilterCall(value, name, arguments, position);
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(tokens.expect(Token.Type.NAME).text());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expect(Token.Type.NAME).text());
        }
        return name.toString();
    }

    private Expression test(Expression value) {
        Position position = tokens.next().position();
        boolean negated = tokens.skipName("not");
        String name = dottedName();
        Expression test = new TestCall(value, name, testArguments(), position);
        return negated ? new Operators.Not(test, position) : test;
    }

    private CallArguments testArguments() {
        Token token = tokens.current();
        if (token.isOperator("(")) {
            return arguments();
        }
        boolean argument = LITERAL_STARTS.contains(token.type()) || token.isOperator("[") || token.isOperator("{");
        if (!argument || token.isName("else") || token.isName("or") || token.isName("and")) {
            return CallArguments.NONE;
        }
        if (token.isName("is")) {
            throw tokens.error("You cannot chain multiple tests with is");
        }
        return new CallArguments(List.of(postfix(parse())), Map.of(), null, null);
    }

    private CallArguments arguments() {
        Position position = tokens.expectOperator("(").position();
        ArgumentList list = new ArgumentList(position);
        while (!tokens.current().isOperator(")")) {
            list.add();
            if (!tokens.current().isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        tokens.expectOperator(")");
        return new CallArguments(list.positional, list.named, list.rest, list.namedRest);
    }

    private final class ArgumentList {
        private final Position position;
        private final List<Expression> positional = new ArrayList<>();
        private final Map<String, Expression> named = new LinkedHashMap<>();
        private @org.jspecify.annotations.Nullable Expression rest;
        private @org.jspecify.annotations.Nullable Expression namedRest;

        ArgumentList(Position position) {
            this.position = position;
        }

        void add() {
            if (tokens.skipOperator("*")) {
                require(rest == null && namedRest == null);
                rest = expressions.parse();
            } else if (tokens.skipOperator("**")) {
                require(namedRest == null);
                namedRest = expressions.parse();
            } else if (tokens.current().is(Token.Type.NAME) && tokens.look().isOperator("=")) {
                require(namedRest == null);
                String name = tokens.next().text();
                tokens.next();
                require(named.put(name, expressions.parse()) == null);
            } else {
                require(rest == null && namedRest == null && named.isEmpty());
                positional.add(expressions.parse());
            }
        }

        private void require(boolean valid) {
            if (!valid) {
                throw tokens.error("invalid syntax for function call expression", position);
            }
        }
    }
}
