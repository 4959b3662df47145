package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Variable;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.List;

/** Syntax that has a value. */
sealed interface Expression extends Node
        permits Expression.Literal,
                Expression.Name,
                CollectionLiteral,
                OperatorExpression,
                MemberAccess,
                Invocation,
                CapturedBody.CapturedText {

    Position position();

    @Override
    List<Expression> children();

    Evaluator compile(LexicalScope scope);

    /** Compiles it for an operator that looks at the value and does not keep it. */
    default Evaluator compileToLook(LexicalScope scope) {
        return compile(scope);
    }

    /** Returns whether its value is new, so that nothing holds it: the result of {@code +} or {@code ~}. */
    default boolean isResult() {
        return this instanceof OperatorExpression.Concat
                || (this instanceof OperatorExpression.Binary binary
                        && binary.operator().equals("+"));
    }

    static Evaluator[] compileAll(List<Expression> expressions, LexicalScope scope) {
        return expressions.stream().map(expression -> expression.compile(scope)).toArray(Evaluator[]::new);
    }

    /** Returns whether Jinja2 evaluates it while it compiles, for the places where that changes what is printed. */
    default boolean isConstant() {
        if (this instanceof OperatorExpression operator && operator.maySkipParts()) {
            return ConstantValue.of(this) != null;
        }
        boolean foldable = this instanceof Literal
                || this instanceof CollectionLiteral
                || this instanceof OperatorExpression
                || this instanceof MemberAccess;
        return foldable && children().stream().allMatch(Expression::isConstant);
    }

    /** Returns whether Jinja2 tries to evaluate it while it compiles: a constant, or filters and tests of constants. */
    default boolean isFoldable() {
        if (isConstant()) {
            return true;
        }
        boolean foldable = this instanceof CollectionLiteral
                || this instanceof OperatorExpression
                || this instanceof MemberAccess
                || (this instanceof Invocation.FilterCall filter && !Invocation.NEED_CONTEXT.contains(filter.name()))
                || this instanceof Invocation.TestCall;
        boolean lacksElse =
                this instanceof OperatorExpression.Conditional conditional && conditional.otherwise() == null;
        return foldable && !lacksElse && children().stream().allMatch(Expression::isFoldable);
    }

    /**
     * Returns whether a filter or test of constants decides if Jinja2 evaluates it while it compiles, such as
     * {@code "a"|upper or name}: it is not known here what that results in.
     */
    default boolean isFoldableByFilter() {
        boolean skips = this instanceof OperatorExpression operator && operator.maySkipParts() && !isFoldable();
        Expression first = skips ? children().get(0) : this;
        return (skips && first.isFoldable() && !first.isConstant())
                || children().stream().anyMatch(Expression::isFoldableByFilter);
    }

    /** A string, number, boolean or None. */
    record Literal(Object value, Position position) implements Expression {

        @Override
        public List<Expression> children() {
            return List.of();
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            return frame -> value;
        }
    }

    /** A variable that is read. */
    record Name(String name, Position position) implements Expression {

        @Override
        public List<Expression> children() {
            return List.of();
        }

        @Override
        public void declare(Symbols symbols) {
            symbols.load(name);
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Variable variable = scope.variable(name);
            return frame -> {
                Object value = variable.get(frame);
                return value == Absent.ABSENT
                        ? frame.context().undefined(Undefined.Cause.name(name)).at(position)
                        : value;
            };
        }
    }
}
