package io.github.dbdsc.template.lexer;

/**
 * Finds where number literals end. By hand rather than with regular expressions, which overflow the stack on numbers of
 * thousands of digits.
 */
final class NumberLiteral {

    private final String source;

    NumberLiteral(String source) {
        this.source = source;
    }

    /** Returns where the float ends that starts at an offset; the offset itself when there is none. */
    int floatEnd(int start) {
        int whole = digits(start);
        if (whole == start || (start > 0 && source.charAt(start - 1) == '.')) {
            return start;
        }
        int fraction = is(whole, '.') ? digits(whole + 1) : whole;
        boolean hasFraction = fraction > whole + 1;
        int mantissa = hasFraction ? fraction : whole;
        int exponent = exponent(mantissa);
        return exponent > mantissa || hasFraction ? exponent : start;
    }

    private int exponent(int start) {
        if (!is(start, 'e') && !is(start, 'E')) {
            return start;
        }
        int sign = is(start + 1, '+') || is(start + 1, '-') ? start + 2 : start + 1;
        int end = digits(sign);
        return end > sign ? end : start;
    }

    /** Returns where the integer ends that starts at an offset with one of the digits 0 to 9. */
    int integerEnd(int start) {
        if (source.charAt(start) != '0') {
            return digits(start);
        }
        int radix =
                switch (start + 1 < source.length() ? source.charAt(start + 1) : ' ') {
                    case 'b', 'B' -> 2;
                    case 'o', 'O' -> 8;
                    case 'x', 'X' -> 16;
                    default -> 0;
                };
        int end = radix == 0 ? start : digitsOf(radix, start + 2);
        return end > start + 2 ? end : digitsOf(1, start + 1);
    }

    /** Skips digits of a base, each with an underscore before it or without; those of base 1 are zeros. */
    private int digitsOf(int radix, int start) {
        int end = start;
        while (true) {
            int digit = is(end, '_') ? end + 1 : end;
            if (!isDigitOf(radix, digit)) {
                return end;
            }
            end = digit + charCount(digit);
        }
    }

    private boolean isDigitOf(int radix, int offset) {
        if (radix == 1) {
            return is(offset, '0');
        }
        boolean ascii = offset < source.length() && source.charAt(offset) < 128;
        return ascii ? Character.digit(source.charAt(offset), radix) >= 0 : radix == 16 && isDigit(offset);
    }

    /** Skips decimal digits of any script, which may have single underscores between them. */
    private int digits(int start) {
        if (!isDigit(start)) {
            return start;
        }
        int end = start;
        while (true) {
            end += charCount(end);
            if (is(end, '_') && isDigit(end + 1)) {
                end++;
            } else if (!isDigit(end)) {
                return end;
            }
        }
    }

    private boolean isDigit(int offset) {
        return offset < source.length() && Character.isDigit(source.codePointAt(offset));
    }

    private int charCount(int offset) {
        return Character.charCount(source.codePointAt(offset));
    }

    private boolean is(int offset, char c) {
        return offset < source.length() && source.charAt(offset) == c;
    }
}
