package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.lexer.Token;
import io.github.dbdsc.template.lexer.TokenStream;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses the left side of an assignment. */
final class TargetParser {

    private final TokenStream tokens;
    private final PrimaryParser primary;
    private final ExpressionParser expressions;

    TargetParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.primary = expressions.primary();
    }

    /** Parses a name and nothing else. */
    AssignmentTarget.Name name() {
        Token token = tokens.expect(Token.Type.NAME);
        if (isConstant(token)) {
            throw cannotAssign("name", token.position());
        }
        return new AssignmentTarget.Name(token.text(), token.position());
    }

    private static boolean isConstant(Token token) {
        return switch (token.text()) {
            case "true", "false", "none", "True", "False", "None" -> true;
            default -> false;
        };
    }

    /**
     * Parses one target, or several with commas between. As in Jinja2, a word after the last comma is one more target.
     *
     * @param withNamespace whether attributes of namespaces may be assigned
     */
    AssignmentTarget parse(boolean withNamespace) {
        Position start = tokens.position();
        List<Node> items = new ArrayList<>();
        boolean isTuple = false;
        while (!expressions.isTupleEnd()) {
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
        // as in Jinja2, all of it is parsed before any of it is looked at
        if (!items.stream().allMatch(TargetParser::isAssignable)) {
            throw cannotAssign(isTuple ? "tuple" : kind(items.get(0)), start);
        }
        List<AssignmentTarget> targets = items.stream().map(this::target).toList();
        return isTuple ? new AssignmentTarget.Tuple(targets, start) : targets.get(0);
    }

    private Node one(boolean withNamespace) {
        Token token = tokens.current();
        if (withNamespace && token.is(Token.Type.NAME) && tokens.peek().isOperator(".") && !isConstant(token)) {
            tokens.next();
            tokens.next();
            String attribute = tokens.expect(Token.Type.NAME).text();
            return new AssignmentTarget.Attribute(token.text(), attribute, token.position());
        }
        return primary.parse();
    }

    private static boolean isAssignable(Node node) {
        return node instanceof AssignmentTarget
                || node instanceof Expression.Name
                || (node instanceof CollectionLiteral.TupleLiteral tuple
                        && tuple.items().stream().allMatch(TargetParser::isAssignable));
    }

    private AssignmentTarget target(Node node) {
        if (node instanceof CollectionLiteral.TupleLiteral tuple) {
            return new AssignmentTarget.Tuple(
                    tuple.items().stream().map(this::target).toList(), tuple.position());
        }
        if (node instanceof Expression.Name name) {
            return new AssignmentTarget.Name(name.name(), name.position());
        }
        return (AssignmentTarget) node;
    }

    private static String kind(Node node) {
        return node instanceof Expression.Literal
                ? "const"
                : node.getClass().getSimpleName().replace("Literal", "").toLowerCase(Locale.ROOT);
    }

    private PythonError cannotAssign(String kind, Position position) {
        return tokens.error("can't assign to '" + kind + "'", position);
    }
}
