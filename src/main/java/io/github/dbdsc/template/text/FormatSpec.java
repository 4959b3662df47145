package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.ReferenceNumber;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A format specification such as {@code >10.2f}: Python's format mini-language. */
final class FormatSpec {

    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<z>z)?(?<alt>#)?(?<zero>0)?(?<width>\\d+)?"
                    + "(?<grouping>[,_])?(?:\\.(?<precision>\\d+))?(?<type>.)?",
            Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    /** A template uses a few, over and over. */
    private static final Map<String, FormatSpec> KNOWN = new ConcurrentHashMap<>();

    private static final int REMEMBERED = 200;
    private static final int LONGEST_REMEMBERED = 20;

    private final String fill;
    private final char align;
    private final boolean equalsAlign;
    private final char sign;
    private final boolean negativeZeroAsZero;
    private final boolean alternate;
    private final int width;
    private final char grouping;
    private final int precision;
    private final char type;

    private FormatSpec(Matcher parts) {
        boolean zero = parts.group("zero") != null;
        String givenFill = parts.group("fill");
        this.fill = givenFill != null ? givenFill : zero ? "0" : " ";
        this.align = letter(parts.group("align"), zero ? '=' : 0);
        this.equalsAlign = "=".equals(parts.group("align"));
        this.sign = letter(parts.group("sign"), 0);
        this.negativeZeroAsZero = parts.group("z") != null;
        this.alternate = parts.group("alt") != null;
        this.width = number(parts.group("width"), 0);
        this.grouping = letter(parts.group("grouping"), 0);
        this.precision = number(parts.group("precision"), -1);
        this.type = letter(parts.group("type"), 0);
    }

    private static char letter(@Nullable String text, int otherwise) {
        return text == null ? (char) otherwise : text.charAt(0);
    }

    private static int number(@Nullable String digits, int otherwise) {
        if (digits == null) {
            return otherwise;
        }
        if (digits.length() > 18) {
            throw PythonError.value("Too many decimal digits in format string");
        }
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(digits));
    }

    private static FormatSpec parse(String spec) {
        FormatSpec known = KNOWN.get(spec);
        if (known != null) {
            return known;
        }
        Matcher parts = SYNTAX.matcher(spec);
        if (!parts.matches()) {
            throw PythonError.value("Invalid format specifier");
        }
        FormatSpec parsed = new FormatSpec(parts);
        if (KNOWN.size() < REMEMBERED && spec.length() <= LONGEST_REMEMBERED) {
            KNOWN.put(spec, parsed);
        }
        return parsed;
    }

    /** Formats like Python's {@code format(value, spec)}: markup that need not be changed stays markup. */
    static Object format(Object value, String spec) {
        if (spec.isEmpty()) {
            return Strings.of(value);
        }
        if (ReferenceNumber.isIn(value)) {
            if (spec.equals("d") || spec.equals("s")) {
                return Strings.of(value);
            }
            throw ReferenceNumber.refusal();
        }
        if (!Numbers.isNumber(value) && !Strings.isString(value)) {
            throw PythonError.type("unsupported format string passed to " + TypeName.of(value) + ".__format__");
        }
        FormatSpec parsed = parse(spec);
        Budget.current().size(parsed.width);
        if (Strings.isString(value)) {
            String text = parsed.ofText(value.toString());
            return value instanceof Markup && text.equals(value.toString()) ? value : text;
        }
        if (value instanceof Boolean b && parsed.type == 0 && spec.chars().noneMatch(c -> c == 'd')) {
            return parsed.ofBoolean(b);
        }
        return parsed.ofNumber(value);
    }

    /** Formats a boolean as an integer, whatever the specification. */
    private String ofBoolean(Boolean value) {
        return ofNumber(Numbers.plain(value));
    }

    private String ofText(String text) {
        if (type != 0 && type != 's') {
            throw unknownCode("str");
        }
        if (sign != 0 || negativeZeroAsZero || alternate || grouping != 0 || equalsAlign) {
            throw PythonError.value("Sign not allowed in string format specifier");
        }
        String shown = precision >= 0 ? Strings.first(text, precision) : text;
        return padded(shown, align == 0 || align == '=' ? '<' : align);
    }

    private PythonError unknownCode(String typeName) {
        return PythonError.value("Unknown format code '" + type + "' for object of type '" + typeName + "'");
    }

    private String ofNumber(Object value) {
        Object number = Numbers.plain(value);
        boolean floating = number instanceof Double || ("eEfFgG%".indexOf(type) >= 0 && type != 0);
        if (!floating && type != 0 && "bcdoxXn".indexOf(type) < 0) {
            throw unknownCode("int");
        }
        if (number instanceof Double && type != 0 && "eEfFgGn%".indexOf(type) < 0) {
            throw unknownCode("float");
        }
        return floating ? ofDouble(Numbers.toDouble(number)) : ofInteger(Numbers.big(number));
    }

    private String ofInteger(BigInteger value) {
        if (precision >= 0) {
            throw PythonError.value("Precision not allowed in integer format specifier");
        }
        if (negativeZeroAsZero) {
            throw PythonError.value("Negative zero coercion (z) not allowed in integer format specifier");
        }
        if (type == 'c') {
            return padded(character(value), align == 0 ? '>' : align);
        }
        int base = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
        if ((grouping == ',' && base != 10) || (grouping != 0 && type == 'n')) {
            throw PythonError.value("Cannot specify '" + grouping + "' with '" + type + "'.");
        }
        String digits = base == 10
                ? Strings.of(Numbers.integer(value.abs()))
                : value.abs().toString(base);
        String prefix = alternate && base != 10 ? "0" + Character.toLowerCase(type) : "";
        if (type == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
            prefix = prefix.toUpperCase(Locale.ROOT);
        }
        return assembled(signText(value.signum() < 0) + prefix, digits, "", base == 10 ? 3 : 4);
    }

    private String character(BigInteger value) {
        if (sign != 0 || alternate || grouping != 0) {
            throw PythonError.value("Sign not allowed with integer format specifier 'c'");
        }
        if (value.signum() < 0 || value.bitLength() > 21 || value.intValue() > Character.MAX_CODE_POINT) {
            throw PythonError.overflow("%c arg not in range(0x110000)");
        }
        return Character.toString(value.intValue());
    }

    private String ofDouble(double value) {
        if (grouping != 0 && type == 'n') {
            throw PythonError.value("Cannot specify '" + grouping + "' with 'n'.");
        }
        double size = Math.abs(value);
        boolean negative = value < 0 || 1 / value < 0;
        String digits = digits(size);
        if (negativeZeroAsZero && negative && digits.chars().noneMatch(c -> (c >= '1' && c <= '9') || c == 'i')) {
            negative = false;
        }
        int end = 0;
        while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
            end++;
        }
        return assembled(signText(negative), digits.substring(0, end), digits.substring(end), 3);
    }

    private String digits(double size) {
        if (type == 0) {
            return precision < 0
                    ? FloatFormat.shortest(size, alternate)
                    : FloatFormat.rounded(size, precision, alternate);
        }
        int places = precision < 0 ? 6 : precision;
        if (type == '%') {
            return FloatFormat.of(size * 100, 'f', places, alternate) + "%";
        }
        return FloatFormat.of(size, type == 'n' ? 'g' : type, places, alternate);
    }

    private String signText(boolean negative) {
        return negative ? "-" : sign == '-' || sign == 0 ? "" : String.valueOf(sign);
    }

    private String assembled(String before, String whole, String after, int groupSize) {
        boolean zeroFilled = align == '=' && fill.equals("0") && grouping != 0;
        int room = width - before.length() - after.length();
        String digits = grouping == 0 || whole.isEmpty() ? whole : grouped(whole, groupSize, zeroFilled ? room : 0);
        if (align == '=') {
            int missing = room - digits.length();
            return before + fill.repeat(Math.max(0, missing)) + digits + after;
        }
        return padded(before + digits + after, align == 0 ? '>' : align);
    }

    private String grouped(String digits, int groupSize, int room) {
        StringBuilder out = new StringBuilder();
        int count = 0;
        for (int i = digits.length() - 1; i >= 0 || out.length() < room; i--) {
            if (count > 0 && count % groupSize == 0) {
                out.append(grouping);
                if (i < 0 && out.length() >= room + 1) {
                    break;
                }
            }
            out.append(i >= 0 ? digits.charAt(i) : '0');
            count++;
        }
        return out.reverse().toString();
    }

    private String padded(String text, char alignment) {
        int missing = Math.max(0, width - Strings.length(text));
        int left = alignment == '>' ? missing : alignment == '^' ? missing / 2 : 0;
        return fill.repeat(left) + text + fill.repeat(missing - left);
    }
}
