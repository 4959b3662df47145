package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.value.Arithmetic;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values combined by operators. */
sealed interface OperatorExpression extends Expression {

    /** Returns whether it does not always evaluate all of its parts. */
    default boolean maySkipParts() {
        return this instanceof Logical || this instanceof Compare || this instanceof Conditional;
    }

    /** Arithmetic on two values: {@code a + b}. */
    record Binary(String operator, Expression left, Expression right, Position position) implements OperatorExpression {

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            BinaryOperator<Object> function = function(scope);
            if (!operator.equals("+")) {
                Evaluator a = left.compile(scope);
                Evaluator b = right.compile(scope);
                Evaluator result = frame -> function.apply(a.evaluate(frame), b.evaluate(frame));
                return result.at(position);
            }
            Operands operands = Operands.of(left, right);
            Evaluator[] values = operands.compile(scope);
            Evaluator a = values[0];
            Evaluator b = values[1];
            boolean usesUp = left.isResult() || right.isResult();
            Evaluator sum = frame -> function.apply(a.evaluate(frame), b.evaluate(frame));
            Evaluator usingUp = frame -> {
                Object before = a.evaluate(frame);
                Object after = b.evaluate(frame);
                Object result = function.apply(before, after);
                operands.useUp(frame.budget(), before, after);
                return result;
            };
            return operands.holding(usesUp ? usingUp : sum).at(position);
        }

        private BinaryOperator<Object> function(LexicalScope scope) {
            // Jinja2 evaluates no constants where an expression decides on escaping
            boolean ofConstant =
                    operator.equals("**") && scope.escaping().isKnown() && left.isConstant() && !right.isConstant();
            return ofConstant ? Operators::powerOfNegativeConstant : Operators.arithmetic(operator);
        }
    }

    /** {@code -a} or {@code +a}. */
    record Sign(String operator, Expression operand, Position position) implements OperatorExpression {

        @Override
        public List<Expression> children() {
            return List.of(operand);
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            UnaryOperator<Object> function =
                    switch (operator) {
                        case "-" -> Arithmetic::negative;
                        case "+" -> Arithmetic::positive;
                        default -> throw new IllegalArgumentException("no sign '" + operator + "'");
                    };
            Evaluator value = operand.compile(scope);
            Evaluator result = frame -> function.apply(value.evaluate(frame));
            return result.at(position);
        }
    }

    /** {@code not a}. */
    record Not(Expression operand, Position position) implements OperatorExpression {

        @Override
        public List<Expression> children() {
            return List.of(operand);
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Evaluator value = operand.compileToLook(scope);
            Evaluator result = frame -> !Truth.of(value.evaluate(frame));
            return result.at(position);
        }
    }

    /** {@code a and b}, {@code a or b}: one of the two values, the right one evaluated only when needed. */
    record Logical(boolean isAnd, Expression left, Expression right, Position position) implements OperatorExpression {

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Evaluator a = left.compile(scope);
            if (left instanceof Literal literal && Truth.of(literal.value()) != isAnd) {
                // decided already: Jinja2 does not even look for the filters of the other side
                return a;
            }
            Evaluator b = right.compile(scope);
            Evaluator result = frame -> {
                Object value = a.evaluate(frame);
                return Truth.of(value) == isAnd ? b.evaluate(frame) : value;
            };
            return result.at(position);
        }
    }

    /** Comparisons, which may be chained: {@code a < b < c}. */
    record Compare(Expression first, List<Operand> operands, Position position) implements OperatorExpression {

        /** An operator and what stands right of it. */
        record Operand(String operator, Expression value) {}

        @Override
        public List<Expression> children() {
            List<Expression> children = new ArrayList<>();
            children.add(first);
            operands.forEach(operand -> children.add(operand.value));
            return children;
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Operands compared = new Operands(children());
            Evaluator[] values = compared.compile(scope);
            List<BiPredicate<Object, Object>> operators =
                    operands.stream().map(o -> Operators.comparison(o.operator)).toList();
            Evaluator result = frame -> {
                Object left = values[0].evaluate(frame);
                for (int i = 1; i < values.length; i++) {
                    Object right = values[i].evaluate(frame);
                    if (!operators.get(i - 1).test(left, right)) {
                        return false;
                    }
                    left = right;
                }
                return true;
            };
            return compared.holding(result).at(position);
        }
    }

    /** {@code a ~ b}: the texts of values joined. */
    record Concat(List<Expression> parts, Position position) implements OperatorExpression {

        @Override
        public List<Expression> children() {
            return parts;
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Operands operands = new Operands(parts);
            Evaluator[] evaluators = operands.compile(scope);
            boolean usesUp = parts.stream().anyMatch(Expression::isResult);
            // Jinja2 joins to plain text what it knows while it compiles, and where an expression decides on escaping
            boolean mayEscape = scope.escaping().isKnown() && !parts.stream().allMatch(Expression::isFoldable);
            Evaluator result = frame -> {
                Object[] values = new Object[evaluators.length];
                boolean markup = false;
                for (int i = 0; i < values.length; i++) {
                    values[i] = evaluators[i].evaluate(frame);
                    markup |= values[i] instanceof Markup || values[i] instanceof SafeText;
                }
                boolean escapes = mayEscape && markup && scope.escaping().isOn(frame.context());
                String text = join(values, escapes, frame);
                if (usesUp) {
                    operands.useUp(frame.budget(), values);
                }
                return escapes ? new Markup(text) : text;
            };
            return operands.holding(result).at(position);
        }

        private static String join(Object[] values, boolean escapes, Frame frame) {
            StringBuilder out = new StringBuilder();
            for (Object value : values) {
                out.append(escapes ? Markup.escape(value).text() : Strings.of(value));
            }
            frame.budget().passing(out.length());
            frame.budget().size(out.length());
            return out.toString();
        }
    }

    /** {@code a if condition else b}; without an else part it is undefined. */
    record Conditional(
            Expression condition, Expression then, @Nullable Expression otherwise, Position position)
            implements OperatorExpression {

        @Override
        public List<Expression> children() {
            return otherwise == null ? List.of(condition, then) : List.of(condition, then, otherwise);
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            LexicalScope conditional = scope.conditional();
            Evaluator test = condition.compileToLook(conditional);
            Evaluator yes = then.compile(conditional);
            Evaluator no = otherwise == null ? noValue() : otherwise.compile(conditional);
            Evaluator result = frame -> Truth.of(test.evaluate(frame)) ? yes.evaluate(frame) : no.evaluate(frame);
            return result.at(position);
        }

        /** Lenient even where undefined names are errors: Jinja2 means the missing else as "nothing". */
        private Evaluator noValue() {
            Undefined.Cause cause = Undefined.Cause.hint("the inline if-expression on line " + position.line() + " in '"
                    + position.template() + "' evaluated to false and no else section was defined.");
            return frame -> new Undefined(cause, Undefined.Behaviour.LENIENT, used -> {}).at(position);
        }
    }
}
