package io.github.dbdsc.template.value;

/** The errors that arithmetic operators share. */
final class Operands {

    private Operands() {}

    static PythonError unsupported(String operator, Object left, Object right) {
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

    static PythonError unsupportedSign(String operator, Object value) {
        if (value instanceof Undefined undefined) {
            return undefined.failure();
        }
        return PythonError.type("bad operand type for unary " + operator + ": '" + TypeName.of(value) + "'");
    }

    static PythonError zeroDivision(String message) {
        return new PythonError(ErrorKind.ZERO_DIVISION_ERROR, message);
    }

    /** Counts an integer of that many bits; it costs as much as that many bits of digits to print. */
    static void checkBits(long bits) {
        if (bits > Budget.MAX_INTEGER_BITS) {
            throw Budget.tooManyBits();
        }
        if (bits > 64) {
            Budget.current().size(bits / 3);
            Budget.current().steps(bits / 64);
        }
    }
}
