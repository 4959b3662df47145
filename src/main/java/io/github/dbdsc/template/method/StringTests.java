package io.github.dbdsc.template.method;

import io.github.dbdsc.template.text.CaseMapping;
import io.github.dbdsc.template.value.Strings;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that ask what kind of characters it has. */
final class StringTests {

    private StringTests() {}

    static @Nullable Method method(String name) {
        return switch (name) {
            case "isalpha" -> Method.of(name, "/", (self, args) -> all(self, Character::isLetter));
            case "isalnum" ->
                Method.of(name, "/", (self, args) -> all(self, c -> Character.isLetter(c) || isNumeric(c)));
            case "isdecimal" -> Method.of(name, "/", (self, args) -> all(self, StringTests::isDecimal));
            case "isdigit" -> Method.of(name, "/", (self, args) -> all(self, StringTests::isDigit));
            case "isnumeric" -> Method.of(name, "/", (self, args) -> all(self, StringTests::isNumeric));
            case "isspace" -> Method.of(name, "/", (self, args) -> all(self, Strings::isSpace));
            case "isascii" ->
                Method.of(name, "/", (self, args) -> ((String) self).chars().allMatch(c -> c < 128));
            case "isprintable" ->
                Method.of(
                        name, "/", (self, args) -> ((String) self).codePoints().allMatch(Strings::isPrintable));
            case "isidentifier" -> Method.of(name, "/", (self, args) -> isIdentifier((String) self));
            case "islower" -> Method.of(name, "/", (self, args) -> CaseMapping.isLower((String) self));
            case "isupper" -> Method.of(name, "/", (self, args) -> CaseMapping.isUpper((String) self));
            case "istitle" -> Method.of(name, "/", (self, args) -> CaseMapping.isTitle((String) self));
            default -> null;
        };
    }

    private static boolean all(Object self, IntPredicate test) {
        String text = (String) self;
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }

    private static boolean isDecimal(int c) {
        return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
    }

    /** Decimal digits, and those above and below the line or in circles. */
    private static boolean isDigit(int c) {
        return isDecimal(c)
                || c == 0xb2
                || c == 0xb3
                || c == 0xb9
                || c == 0x2070
                || (c >= 0x2074 && c <= 0x2079)
                || (c >= 0x2080 && c <= 0x2089)
                || (c >= 0x2460 && c <= 0x2468)
                || (c >= 0x2776 && c <= 0x277e);
    }

    private static boolean isNumeric(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> "一二三四五六七八九十百千万零".indexOf(c) >= 0;
        };
    }

    private static boolean isIdentifier(String text) {
        if (text.isEmpty()) {
            return false;
        }
        int first = text.codePointAt(0);
        return (Character.isUnicodeIdentifierStart(first) || first == '_')
                && text.codePoints()
                        .skip(1)
                        .allMatch(c -> Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
    }
}
