package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.text.PercentFormat;
import io.github.dbdsc.template.value.Arithmetic;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Division;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.Strings;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;

/** What the operators between two values do. */
final class Operators {

    private Operators() {}

    /** Finds arithmetic, which counts the texts that it reads and makes. */
    static BinaryOperator<Object> arithmetic(String operator) {
        BinaryOperator<Object> function =
                switch (operator) {
                    case "+" -> Arithmetic::add;
                    case "-" -> Arithmetic::subtract;
                    case "*" -> Arithmetic::multiply;
                    case "/" -> Division::divide;
                    case "//" -> Division::floorDivide;
                    case "%" -> Operators::modulo;
                    case "**" -> Division::power;
                    default -> throw new IllegalArgumentException("no operator '" + operator + "'");
                };
        return (left, right) -> {
            Object result = function.apply(left, right);
            if (!(result instanceof Long || result instanceof Double)) {
                Budget budget = Budget.current();
                budget.passing(left);
                budget.passing(right);
                budget.passing(result);
            }
            return result;
        };
    }

    /** Finds a comparison. Most are decided at the first character, so each counts as far as it looks. */
    static BiPredicate<Object, Object> comparison(String operator) {
        return switch (operator) {
            case "==" -> PythonComparison::equal;
            case "!=" -> (left, right) -> !PythonComparison.equal(left, right);
            case "in" -> (left, right) -> Containers.contains(right, left);
            case "not in" -> (left, right) -> !Containers.contains(right, left);
            default -> (left, right) -> PythonComparison.ordered(operator, left, right);
        };
    }

    private static Object modulo(Object left, Object right) {
        return Strings.isString(left) ? PercentFormat.format(left, right) : Division.modulo(left, right);
    }

    /**
     * Jinja2 writes a negative constant into the code it generates without parentheses, so that Python reads
     * {@code (-2) ** n} as {@code -(2 ** n)}. Templates must render as they always did.
     */
    static Object powerOfNegativeConstant(Object base, Object exponent) {
        boolean negative = Numbers.isNumber(base) && Strings.of(base).startsWith("-");
        return negative
                ? Arithmetic.negative(Division.power(Arithmetic.negative(base), exponent))
                : Division.power(base, exponent);
    }
}
