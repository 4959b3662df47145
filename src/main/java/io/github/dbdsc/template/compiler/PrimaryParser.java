package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.lexer.Token;
import io.github.dbdsc.template.lexer.TokenStream;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Value.None;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses what operators join: literals, names, brackets, and the subscripts, calls, filters and tests after them. */
final class PrimaryParser {

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
                        ? new Expression.Name(token.text(), token.position())
                        : new Expression.Literal(constant, token.position());
            }
            case STRING -> {
                StringBuilder text = new StringBuilder();
                while (tokens.current().is(Token.Type.STRING)) {
                    text.append(tokens.next().text());
                }
                return new Expression.Literal(text.toString(), token.position());
            }
            case INTEGER, FLOAT -> {
                return new Expression.Literal(tokens.next().value(), token.position());
            }
            default -> {
                return bracketed(token);
            }
        }
    }

    private Expression bracketed(Token token) {
        if (tokens.skipOperator("(")) {
            Expression inner = tokens.current().isOperator(")")
                    ? new CollectionLiteral.TupleLiteral(List.of(), token.position())
                    : expressions.parseTuple();
            tokens.expectOperator(")");
            return inner;
        }
        if (tokens.skipOperator("[")) {
            return new CollectionLiteral.ListLiteral(list(), token.position());
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
        return new CollectionLiteral.DictLiteral(keys, values, position);
    }

    Expression postfix(Expression start) {
        Expression value = start;
        int depth = 0;
        while (true) {
            Token token = tokens.current();
            boolean callsMethod = token.isOperator("(") && value instanceof MemberAccess.GetAttribute;
            if (token.isOperator(".")) {
                value = attribute(value);
            } else if (token.isOperator("[")) {
                value = subscript(value);
            } else if (token.isOperator("(")) {
                value = new Invocation.Call(value, CallArguments.parse(tokens, expressions), token.position());
            } else {
                leave(depth);
                return value;
            }
            // an attribute and the call of it are one level, as those who write a chain of methods see it
            if (!callsMethod) {
                tokens.enter();
                depth++;
            }
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
            return new MemberAccess.GetAttribute(value, name.text(), name.position());
        }
        if (!name.is(Token.Type.INTEGER)) {
            throw tokens.error("expected name or number", name.position());
        }
        return new MemberAccess.GetItem(value, new Expression.Literal(name.value(), name.position()), name.position());
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
        Expression key = keys.size() == 1 ? keys.get(0) : new CollectionLiteral.TupleLiteral(keys, position);
        return new MemberAccess.GetItem(value, key, position);
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
        return new MemberAccess.SliceLiteral(start, stop, step, position);
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
                value = new Invocation.Call(value, CallArguments.parse(tokens, expressions), token.position());
            } else {
                leave(depth);
                return value;
            }
            tokens.enter();
            depth++;
        }
    }

    /** Parses filters that are applied to something other than an expression: {@code | a | b}. */
    Expression filters(Expression start) {
        Expression value = start;
        while (tokens.skipOperator("|")) {
            value = filter(value);
        }
        return value;
    }

    /** Parses one filter, from its name on. */
    Expression filter(Expression value) {
        Position position = tokens.position();
        String name = dottedName();
        CallArguments arguments =
                tokens.current().isOperator("(") ? CallArguments.parse(tokens, expressions) : CallArguments.NONE;
        return new Invocation.FilterCall(value, name, arguments, position);
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
        Expression test = new Invocation.TestCall(value, name, testArguments(), position);
        return negated ? new OperatorExpression.Not(test, position) : test;
    }

    private CallArguments testArguments() {
        Token token = tokens.current();
        if (token.isOperator("(")) {
            return CallArguments.parse(tokens, expressions);
        }
        boolean argument = LITERAL_STARTS.contains(token.type()) || token.isOperator("[") || token.isOperator("{");
        if (!argument || token.isName("else") || token.isName("or") || token.isName("and")) {
            return CallArguments.NONE;
        }
        if (token.isName("is")) {
            throw tokens.error("You cannot chain multiple tests with is");
        }
        return new CallArguments(List.of(postfix(parse())), Map.of(), null, null, null);
    }
}
