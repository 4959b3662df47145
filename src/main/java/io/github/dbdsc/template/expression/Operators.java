package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.text.PercentFormat;
import io.github.dbdsc.template.value.Arithmetic;
import io.github.dbdsc.template.value.Division;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Truth;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Arithmetic and logical operators. */
final class Operators {

    private Operators() {}

    private static BinaryOperator<Object> binary(String operator) {
        return switch (operator) {
            case "+" -> Arithmetic::add;
            case "-" -> Arithmetic::subtract;
            case "*" -> Arithmetic::multiply;
            case "/" -> Division::divide;
            case "//" -> Division::floorDivide;
            case "%" -> Operators::modulo;
            case "**" -> Division::power;
            default -> throw new IllegalArgumentException("no operator '" + operator + "'");
        };
    }

    private static UnaryOperator<Object> sign(String operator) {
        return switch (operator) {
            case "-" -> Arithmetic::negative;
            case "+" -> Arithmetic::positive;
            default -> throw new IllegalArgumentException("no sign '" + operator + "'");
        };
    }

    private static Object modulo(Object left, Object right) {
        return Strings.isString(left) ? PercentFormat.format(left, right) : Division.modulo(left, right);
    }

    record Binary(String operator, Expression left, Expression right, Position position) implements Expression {

        private boolean isMisreadPower() {
            return operator.equals("**") && Constants.isConstant(left) && !Constants.isConstant(right);
        }

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }

        @Override
        public Evaluator compile(Scope scope) {
            BinaryOperator<Object> function = isMisreadPower() ? Operators::powerOfNegativeConstant : binary(operator);
            Evaluator a = left.compile(scope);
            Evaluator b = right.compile(scope);
            Evaluator result = frame -> function.apply(a.evaluate(frame), b.evaluate(frame));
            return result.at(position);
        }
    }

    /**
     * Jinja2 writes a negative constant into the code it generates without parentheses, so that Python reads
     * {@code (-2) ** n} as {@code -(2 ** n)}. Templates must render as they always did.
     */
    private static Object powerOfNegativeConstant(Object base, Object exponent) {
        boolean negative = Numbers.isNumber(base) && Strings.of(base).startsWith("-");
        return negative
                ? Arithmetic.negative(Division.power(Arithmetic.negative(base), exponent))
                : Division.power(base, exponent);
    }

    record Sign(String operator, Expression operand, Position position) implements Expression {

        @Override
        public List<Expression> children() {
            return List.of(operand);
        }

        @Override
        public Evaluator compile(Scope scope) {
            UnaryOperator<Object> function = sign(operator);
            Evaluator value = operand.compile(scope);
            Evaluator result = frame -> function.apply(value.evaluate(frame));
            return result.at(position);
        }
    }

    record Not(Expression operand, Position position) implements Expression {

        @Override
        public List<Expression> children() {
            return List.of(operand);
        }

        @Override
        public Evaluator compile(Scope scope) {
            Evaluator value = operand.compile(scope);
            Evaluator result = frame -> !Truth.of(value.evaluate(frame));
            return result.at(position);
        }
    }

    /** {@code and} and {@code or}: one of the two values, the right one evaluated only when needed. */
    record Logical(boolean isAnd, Expression left, Expression right, Position position) implements Expression {

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }

        @Override
        public Evaluator compile(Scope scope) {
            Evaluator a = left.compile(scope);
            Evaluator b = right.compile(scope);
            Evaluator result = frame -> {
                Object value = a.evaluate(frame);
                return Truth.of(value) == isAnd ? b.evaluate(frame) : value;
            };
            return result.at(position);
        }
    }
}
