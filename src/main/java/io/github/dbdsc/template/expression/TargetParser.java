package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.ArrayList;
import java.util.List;

/** Parses what stands left of an assignment. */
public final class TargetParser {

    private final TokenStream tokens;
    private final PrimaryParser primary;
    private final ExpressionParser expressions;

    public TargetParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.primary = expressions.primary();
    }

    /** A name and nothing else. */
    public Target.NameTarget name() {
        Token token = tokens.expect(Token.Type.NAME);
        if (primaryConstant(token)) {
            throw cannotAssign("name", token.position());
        }
        return new Target.NameTarget(token.text(), token.position());
    }

    private static boolean primaryConstant(Token token) {
        return switch (token.text()) {
            case "true", "false", "none", "True", "False", "None" -> true;
            default -> false;
        };
    }

    /**
     * Names with commas between.
     *
     * @param endName a word that may follow
     * @param withNamespace whether attributes of namespaces may be assigned
     */
    public Target parse(String endName, boolean withNamespace) {
        Position start = tokens.position();
        List<Target> items = new ArrayList<>();
        boolean isTuple = false;
        while (!expressions.isTupleEnd(endName)) {
            items.add(one(withNamespace));
            if (!tokens.skipOperator(",")) {
                break;
            }
            isTuple = true;
        }
        if (items.isEmpty() && !isTuple) {
            throw tokens.error(
                    "Expected an expression, got '" + tokens.current().described() + "'");
        }
        return isTuple ? new Target.TupleTarget(items, start) : items.get(0);
    }

    private Target one(boolean withNamespace) {
        Token token = tokens.current();
        if (withNamespace && token.is(Token.Type.NAME) && tokens.look().isOperator(".") && !primaryConstant(token)) {
            tokens.next();
            tokens.next();
            String attribute = tokens.expect(Token.Type.NAME).text();
            return new Target.AttributeTarget(token.text(), attribute, token.position());
        }
        return target(primary.parse());
    }

    private Target target(Expression expression) {
        if (expression instanceof Name name) {
            return new Target.NameTarget(name.name(), name.position());
        }
        if (expression instanceof Collections.TupleLiteral tuple) {
            return new Target.TupleTarget(
                    tuple.items().stream().map(this::target).toList(), tuple.position());
        }
        String kind = expression instanceof Literal
                ? "const"
                : expression.getClass().getSimpleName().replace("Literal", "").toLowerCase(java.util.Locale.ROOT);
        throw cannotAssign(kind, expression.position());
    }

    private PythonError cannotAssign(String kind, Position position) {
        return tokens.error("can't assign to '" + kind + "'", position);
    }
}
