package io.github.dbdsc.template.expression;

import java.util.Set;

/** Tells which expressions Jinja2 evaluates while it compiles, for the places where that changes what is printed. */
public final class Constants {

    private static final Set<Class<?>> FOLDABLE = Set.of(
            Literal.class,
            Operators.Sign.class,
            Operators.Binary.class,
            Operators.Not.class,
            Operators.Logical.class,
            Concat.class,
            Compare.class,
            Conditional.class,
            Collections.ListLiteral.class,
            Collections.TupleLiteral.class,
            Collections.DictLiteral.class);

    private Constants() {}

    public static boolean isConstant(Node expression) {
        return FOLDABLE.contains(expression.getClass())
                && expression.children().stream().allMatch(Constants::isConstant);
    }
}
