package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.text.LetterCase;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Characters;
import io.github.dbdsc.template.value.Strings;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that test its characters. */
final class StringTests {

    private StringTests() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "isalpha" -> method(String.class, name, "/", (self, args) -> all(self, Characters::isLetter));
            case "isalnum" ->
                method(String.class, name, "/", (self, args) -> all(self, c -> Characters.isLetter(c) || isNumeric(c)));
            case "isdecimal" -> method(String.class, name, "/", (self, args) -> all(self, StringTests::isDecimal));
            case "isdigit" -> method(String.class, name, "/", (self, args) -> all(self, StringTests::isDigit));
            case "isnumeric" -> method(String.class, name, "/", (self, args) -> all(self, StringTests::isNumeric));
            case "isspace" -> method(String.class, name, "/", (self, args) -> all(self, Strings::isSpace));
            case "isascii" ->
                method(String.class, name, "/", (self, args) -> self.chars().allMatch(c -> c < 128));
            case "isprintable" ->
                method(String.class, name, "/", (self, args) -> self.codePoints()
                        .allMatch(Characters::isPrintable));
            case "isidentifier" -> method(String.class, name, "/", (self, args) -> Characters.isIdentifier(self));
            case "islower" -> method(String.class, name, "/", (self, args) -> LetterCase.isLower(self));
            case "isupper" -> method(String.class, name, "/", (self, args) -> LetterCase.isUpper(self));
            case "istitle" -> method(String.class, name, "/", (self, args) -> LetterCase.isTitle(self));
            default -> null;
        };
    }

    private static boolean all(String text, IntPredicate test) {
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }

    private static boolean isDecimal(int c) {
        return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
    }

    /** Decimal digits, superscripts, subscripts and circled digits. */
    private static boolean isDigit(int c) {
        return isDecimal(c)
                || (c >= 0x1369 && c <= 0x1371)
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
}
