package io.github.dbdsc.template.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers to text and back, as Python's {@code repr}, {@code int} and {@code float} do it. */
public final class NumberText {

    /** Python refuses to print or read integers of more digits (sys.get_int_max_str_digits). */
    private static final int MAX_INTEGER_DIGITS = 4300;

    private static final BigInteger DIGITS_LIMIT = BigInteger.TEN.pow(MAX_INTEGER_DIGITS);

    private static final Pattern FLOAT = Pattern.compile("[+-]?(\\d++\\.?\\d*+|\\.\\d++)([eE][+-]?\\d++)?+");

    private NumberText() {}

    static String of(BigInteger value) {
        if (value.abs().compareTo(DIGITS_LIMIT) >= 0) {
            throw PythonError.value("Exceeds the limit (4300 digits) for integer string conversion");
        }
        return value.toString();
    }

    /** The shortest decimal text that reads back as the same float. */
    public static String of(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return (long) value + ".0";
        }
        StringBuilder out = new StringBuilder(24);
        if (value < 0) {
            out.append('-');
        }
        appendDigits(out, ShortestDecimal.of(Math.abs(value)));
        return out.toString();
    }

    private static void appendDigits(StringBuilder out, ShortestDecimal shortest) {
        int start = out.length();
        out.append(shortest.digits());
        int count = out.length() - start;
        int point = count + shortest.exponent();
        if (point > 16 || point < -3) {
            if (count > 1) {
                out.insert(start + 1, '.');
            }
            out.append('e').append(exponent(point - 1));
        } else if (point <= 0) {
            out.insert(start, "0." + "0".repeat(-point));
        } else if (point >= count) {
            out.append("0".repeat(point - count)).append(".0");
        } else {
            out.insert(start + point, '.');
        }
    }

    /** C's {@code %.*f}. */
    public static String fixed(double value, int precision) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return of(value);
        }
        double size = Math.abs(value);
        if (!DecimalRounding.isExact(size, precision)) {
            return new BigDecimal(value)
                    .setScale(precision, RoundingMode.HALF_EVEN)
                    .toPlainString();
        }
        long scaled = DecimalRounding.scaled(size, precision);
        StringBuilder out = new StringBuilder(24).append(scaled);
        if (precision > 0) {
            if (out.length() <= precision) {
                out.insert(0, "0".repeat(precision + 1 - out.length()));
            }
            out.insert(out.length() - precision, '.');
        }
        // BigDecimal knows no negative zero
        return value < 0 && scaled != 0 ? out.insert(0, '-').toString() : out.toString();
    }

    /** A signed exponent of at least two digits. */
    public static String exponent(int exponent) {
        int size = Math.abs(exponent);
        return (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
    }

    /** Python's {@code int(text, base)}; null when the text is no such number. */
    public static @Nullable Object parseInteger(String text, int base) {
        String digits = toAscii(strip(text));
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        int prefixBase = prefixBase(digits);
        int radix = base;
        if (prefixBase != 0 && (base == 0 || base == prefixBase)) {
            radix = prefixBase;
            digits = digits.substring(2);
            digits = digits.startsWith("_") ? digits.substring(1) : digits;
        } else if (base == 0) {
            radix = 10;
            if (digits.startsWith("0")
                    && !digits.replace("_", "").replace("0", "").isEmpty()) {
                return null;
            }
        }
        String plain = withoutUnderscores(digits);
        if (plain == null || !isNumeral(plain, radix)) {
            return null;
        }
        if (plain.length() > MAX_INTEGER_DIGITS && Integer.bitCount(radix) != 1) {
            return null;
        }
        Budget.current().integer(plain.length() * 5L);
        BigInteger value = Integer.bitCount(radix) == 1 ? ofBits(plain, radix) : new BigInteger(plain, radix);
        return Numbers.integer(negative ? value.negate() : value);
    }

    /** Reads digits that stand for whole bits: in one pass, while Java multiplies all that it has read for each of them. */
    private static BigInteger ofBits(String digits, int radix) {
        int bitsOfDigit = Integer.numberOfTrailingZeros(radix);
        int bits = digits.length() * bitsOfDigit;
        byte[] bytes = new byte[bits / 8 + 1];
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            int place = (digits.length() - 1 - i) * bitsOfDigit;
            for (int bit = 0; bit < bitsOfDigit; bit++) {
                int at = place + bit;
                bytes[bytes.length - 1 - at / 8] |= (byte) ((digit >> bit & 1) << at % 8);
            }
        }
        return new BigInteger(1, bytes);
    }

    private static boolean isNumeral(String digits, int radix) {
        return !digits.isEmpty() && digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
    }

    private static int prefixBase(String digits) {
        if (digits.length() < 3 || digits.charAt(0) != '0') {
            return 0;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
        };
    }

    /** Python's {@code float(text)}; null when the text is no such number. */
    public static @Nullable Double parseDouble(String text) {
        String plain = toAscii(strip(text));
        String word = plain.startsWith("-") || plain.startsWith("+") ? plain.substring(1) : plain;
        String small = word.length() > "infinity".length() ? "" : word.toLowerCase(Locale.ROOT);
        switch (small) {
            case "inf", "infinity" -> {
                return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            }
            case "nan" -> {
                return Double.NaN;
            }
            default -> {
                String digits = withoutUnderscores(plain);
                return digits != null && FLOAT.matcher(digits).matches() ? Double.valueOf(digits) : null;
            }
        }
    }

    /** Takes off white space; a text that is all ASCII keeps the four separators, as in Python. */
    private static String strip(String text) {
        boolean ascii = text.chars().allMatch(c -> c < 128);
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start), ascii)) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1), ascii)) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c, boolean ascii) {
        return Strings.isSpace(c) && !(ascii && c >= 0x1c && c < ' ');
    }

    /** Decimal digits of any script as ASCII digits. */
    private static String toAscii(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> out.appendCodePoint(
                        Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? '0' + Character.digit(c, 10) : c));
        return out.toString();
    }

    /** Takes out the single underscores between digits; null when there are others. */
    private static @Nullable String withoutUnderscores(String text) {
        for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
            boolean between = i > 0
                    && i < text.length() - 1
                    && Character.digit(text.charAt(i - 1), 36) >= 0
                    && Character.digit(text.charAt(i + 1), 36) >= 0;
            if (!between) {
                return null;
            }
        }
        return text.replace("_", "");
    }
}
