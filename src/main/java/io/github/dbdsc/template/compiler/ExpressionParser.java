package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.lexer.Token;
import io.github.dbdsc.template.lexer.TokenStream;
import io.github.dbdsc.template.value.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses expressions: operators from the loosest to the tightest, each level in a method of its own. */
final class ExpressionParser {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final TokenStream tokens;
    private final PrimaryParser primary;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.primary = new PrimaryParser(tokens, this);
    }

    PrimaryParser primary() {
        return primary;
    }

    /** Parses one expression. */
    Expression parse() {
        tokens.enter();
        try {
            return conditional();
        } finally {
            tokens.leave();
        }
    }

    /** Parses one expression without {@code if}, which means something else after it. */
    Expression parseUnconditional() {
        tokens.enter();
        try {
            return or();
        } finally {
            tokens.leave();
        }
    }

    private Expression conditional() {
        Position start = tokens.position();
        Expression value = or();
        while (tokens.skipName("if")) {
            Expression condition = or();
            Expression otherwise = tokens.skipName("else") ? parse() : null;
            value = new OperatorExpression.Conditional(condition, value, otherwise, start);
        }
        return value;
    }

    private Expression or() {
        Position start = tokens.position();
        Expression left = and();
        for (int count = 1; tokens.skipName("or"); count++) {
            tokens.limitOperators(count);
            left = new OperatorExpression.Logical(false, left, and(), start);
        }
        return left;
    }

    private Expression and() {
        Position start = tokens.position();
        Expression left = not();
        for (int count = 1; tokens.skipName("and"); count++) {
            tokens.limitOperators(count);
            left = new OperatorExpression.Logical(true, left, not(), start);
        }
        return left;
    }

    private Expression not() {
        Position start = tokens.position();
        if (!tokens.skipName("not")) {
            return comparison();
        }
        tokens.enter();
        Expression operand = not();
        tokens.leave();
        return new OperatorExpression.Not(operand, start);
    }

    private Expression comparison() {
        Position start = tokens.position();
        Expression first = sum();
        List<OperatorExpression.Compare.Operand> operands = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            if (token.is(Token.Type.OPERATOR) && COMPARISONS.contains(token.text())) {
                tokens.next();
                operands.add(new OperatorExpression.Compare.Operand(token.text(), sum()));
            } else if (tokens.skipName("in")) {
                operands.add(new OperatorExpression.Compare.Operand("in", sum()));
            } else if (token.isName("not") && tokens.peek().isName("in")) {
                tokens.next();
                tokens.next();
                operands.add(new OperatorExpression.Compare.Operand("not in", sum()));
            } else {
                return operands.isEmpty() ? first : new OperatorExpression.Compare(first, operands, start);
            }
        }
    }

    private boolean atOperator(String... operators) {
        Token token = tokens.current();
        return token.is(Token.Type.OPERATOR) && List.of(operators).contains(token.text());
    }

    private Expression sum() {
        Position start = tokens.position();
        Expression left = concatenation();
        for (int count = 1; atOperator("+", "-"); count++) {
            tokens.limitOperators(count);
            left = new OperatorExpression.Binary(tokens.next().text(), left, concatenation(), start);
        }
        return left;
    }

    private Expression concatenation() {
        Position start = tokens.position();
        List<Expression> parts = new ArrayList<>();
        parts.add(product());
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.get(0) : new OperatorExpression.Concat(parts, start);
    }

    private Expression product() {
        Position start = tokens.position();
        Expression left = power();
        for (int count = 1; atOperator("*", "/", "//", "%"); count++) {
            tokens.limitOperators(count);
            left = new OperatorExpression.Binary(tokens.next().text(), left, power(), start);
        }
        return left;
    }

    private Expression power() {
        Position start = tokens.position();
        Expression left = unary(true);
        for (int count = 1; tokens.skipOperator("**"); count++) {
            tokens.limitOperators(count);
            left = new OperatorExpression.Binary("**", left, unary(true), start);
        }
        return left;
    }

    private Expression unary(boolean withFilters) {
        Position start = tokens.position();
        Expression value;
        if (atOperator("-", "+")) {
            String operator = tokens.next().text();
            tokens.enter();
            value = new OperatorExpression.Sign(operator, unary(false), start);
            tokens.leave();
        } else {
            value = primary.parse();
        }
        value = primary.postfix(value);
        return withFilters ? primary.filtersAndTests(value) : value;
    }

    /** Parses an expression, or several with commas between, which make a tuple. */
    Expression parseTuple() {
        return tuple(true);
    }

    /** Parses like {@link #parseTuple}, without conditional expressions. */
    Expression parseUnconditionalTuple() {
        return tuple(false);
    }

    private Expression tuple(boolean conditional) {
        Position start = tokens.position();
        List<Expression> items = new ArrayList<>();
        boolean isTuple = false;
        while (!isTupleEnd()) {
            items.add(conditional ? parse() : parseUnconditional());
            if (!tokens.skipOperator(",")) {
                break;
            }
            isTuple = true;
        }
        if (isTuple) {
            return new CollectionLiteral.TupleLiteral(items, start);
        }
        if (items.isEmpty()) {
            throw tokens.error(
                    "Expected an expression, got '" + tokens.current().described() + "'");
        }
        return items.get(0);
    }

    boolean isTupleEnd() {
        Token token = tokens.current();
        return token.is(Token.Type.VARIABLE_END) || token.is(Token.Type.BLOCK_END) || token.isOperator(")");
    }
}
