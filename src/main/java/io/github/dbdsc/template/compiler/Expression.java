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

    static Evaluator[] compileAll(List<Expression> expressions, LexicalScope scope) {
        return expressions.stream().map(expression -> expression.compile(scope)).toArray(Evaluator[]::new);
    }

    /** Returns whether Jinja2 evaluates it while it compiles, for the places where that changes what is printed. */
    default boolean isConstant() {
        boolean foldable =
                this instanceof Literal || this instanceof CollectionLiteral || this instanceof OperatorExpression;
        return foldable && children().stream().allMatch(Expression::isConstant);
    }

    /** Returns whether Jinja2 tries to evaluate it while it compiles: a constant, or filters and tests of constants. */
    default boolean isFoldable() {
        boolean foldable = this instanceof Literal
                || this instanceof CollectionLiteral
                || this instanceof OperatorExpression
                || this instanceof MemberAccess
                || (this instanceof Invocation.FilterCall filter && !Invocation.NEED_CONTEXT.contains(filter.name()))
                || this instanceof Invocation.TestCall;
        return foldable && children().stream().allMatch(Expression::isFoldable);
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
