package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Python's {@code + - *} and signs, on all types that have them. */
public final class Arithmetic {

    private Arithmetic() {}

    public static Object add(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            long sum = a + b;
            if (((a ^ sum) & (b ^ sum)) >= 0) {
                return sum;
            }
        }
        if (left instanceof String a && right instanceof String b) {
            Budget budget = Budget.current();
            budget.size((long) a.length() + b.length());
            return a.concat(b);
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return isFloat(left, right)
                    ? (Object) (Numbers.toDouble(left) + Numbers.toDouble(right))
                    : Numbers.integer(Numbers.big(left).add(Numbers.big(right)));
        }
        if (Strings.isString(left) && Strings.isString(right)) {
            String text = Markup.escape(left).text() + Markup.escape(right).text();
            Budget.current().size(text.length());
            return new Markup(text);
        }
        if (left instanceof Sequence a && right instanceof Sequence b && a instanceof PyList == b instanceof PyList) {
            long count = (long) a.size() + b.size();
            Budget budget = Budget.current();
            budget.items(count);
            budget.passing(count);
            List<Object> items = new ArrayList<>((int) count);
            items.addAll(a.asList());
            items.addAll(b.asList());
            return sequence(a, items);
        }
        throw unsupported("+", left, right);
    }

    private static Object sequence(Sequence model, List<Object> items) {
        return model instanceof PyList ? PyList.owning(items) : new PyTuple(items);
    }

    private static boolean isFloat(Object left, Object right) {
        return left instanceof Double || right instanceof Double;
    }

    public static Object subtract(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            long difference = a - b;
            if (((a ^ b) & (a ^ difference)) >= 0) {
                return difference;
            }
        }
        if (!Numbers.isNumber(left) || !Numbers.isNumber(right)) {
            throw unsupported("-", left, right);
        }
        return isFloat(left, right)
                ? (Object) (Numbers.toDouble(left) - Numbers.toDouble(right))
                : Numbers.integer(Numbers.big(left).subtract(Numbers.big(right)));
    }

    public static Object multiply(Object left, Object right) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return multiplyNumbers(left, right);
        }
        if (Numbers.isInteger(right) && isRepeatable(left)) {
            return repeat(left, Numbers.index(right));
        }
        if (Numbers.isInteger(left) && isRepeatable(right)) {
            return repeat(right, Numbers.index(left));
        }
        if (isRepeatable(left) && !(right instanceof ReferenceNumber) && !(right instanceof Undefined)) {
            throw PythonError.type("can't multiply sequence by non-int of type '" + TypeName.of(right) + "'");
        }
        throw unsupported("*", left, right);
    }

    private static Object multiplyNumbers(Object left, Object right) {
        if (isFloat(left, right)) {
            return Numbers.toDouble(left) * Numbers.toDouble(right);
        }
        BigInteger a = Numbers.big(left);
        BigInteger b = Numbers.big(right);
        Budget.current().integer((long) a.bitLength() + b.bitLength());
        return Numbers.integer(a.multiply(b));
    }

    private static boolean isRepeatable(Object value) {
        return value instanceof Sequence || Strings.isString(value);
    }

    private static Object repeat(Object value, long count) {
        if (count == Long.MAX_VALUE || count == Long.MIN_VALUE) {
            throw PythonError.overflow("cannot fit 'int' into an index-sized integer");
        }
        long times = Math.max(0, count);
        if (value instanceof Sequence sequence) {
            Budget.current().items(saturated(sequence.size(), times));
            Budget.current().passing(saturated(sequence.size(), times));
            List<Object> items = new ArrayList<>();
            for (long i = 0; i < times && sequence.size() > 0; i++) {
                items.addAll(sequence.asList());
            }
            return sequence(sequence, items);
        }
        String text = value.toString();
        Budget.current().size(saturated(text.length(), times));
        return Strings.like(value, text.isEmpty() ? "" : text.repeat((int) times));
    }

    private static long saturated(int size, long times) {
        return size == 0 ? 0 : times > Long.MAX_VALUE / 8 / size ? Long.MAX_VALUE / 8 : size * times;
    }

    public static Object negative(Object value) {
        if (value instanceof Double number) {
            return -number;
        }
        if (Numbers.isInteger(value)) {
            return Numbers.integer(Numbers.big(value).negate());
        }
        throw unsupportedSign("-", value);
    }

    public static Object positive(Object value) {
        if (Numbers.isNumber(value)) {
            return Numbers.plain(value);
        }
        throw unsupportedSign("+", value);
    }

    /** The error of an operator that the types of its operands do not have. */
    static PythonError unsupported(String operator, Object left, Object right) {
        if (left instanceof ReferenceNumber || right instanceof ReferenceNumber) {
            return ReferenceNumber.refusal();
        }
        if (operator.equals("-") && (isSet(left) || isSet(right))) {
            return PythonError.unsupported("operators on the keys or items of a dict make sets, which print in no fixed"
                    + " order; use lists");
        }
        if (left instanceof Undefined undefined) {
            return undefined.failure();
        }
        if (right instanceof Undefined undefined) {
            return undefined.failure();
        }
        return PythonError.type("unsupported operand type(s) for " + operator + ": '" + TypeName.of(left) + "' and '"
                + TypeName.of(right) + "'");
    }

    private static boolean isSet(Object value) {
        return value instanceof DictView view && view.kind() != DictView.Kind.VALUES;
    }

    private static PythonError unsupportedSign(String operator, Object value) {
        if (value instanceof ReferenceNumber) {
            return ReferenceNumber.refusal();
        }
        if (value instanceof Undefined undefined) {
            return undefined.failure();
        }
        return PythonError.type("bad operand type for unary " + operator + ": '" + TypeName.of(value) + "'");
    }
}
