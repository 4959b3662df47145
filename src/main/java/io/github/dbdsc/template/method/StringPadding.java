package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.method.StringMethods.string;
import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.text.Whitespace;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that pad its ends or strip them. */
final class StringPadding {

    /** So few characters are looked for one after the other. */
    private static final int FEW = 16;

    private StringPadding() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "strip" -> method(String.class, name, "chars? /", (self, args) -> strip(self, args, true, true));
            case "lstrip" -> method(String.class, name, "chars? /", (self, args) -> strip(self, args, true, false));
            case "rstrip" -> method(String.class, name, "chars? /", (self, args) -> strip(self, args, false, true));
            case "ljust" -> method(String.class, name, "width fill? /", (self, args) -> pad(self, args, false, true));
            case "rjust" -> method(String.class, name, "width fill? /", (self, args) -> pad(self, args, true, false));
            case "center" -> method(String.class, name, "width fill? /", (self, args) -> pad(self, args, true, true));
            case "zfill" ->
                method(String.class, name, "width /", (self, args) -> zeroFill(self, Numbers.index(args.get(0))));
            case "expandtabs" ->
                method(
                        String.class,
                        name,
                        "tabsize?",
                        (self, args) -> expandTabs(self, Numbers.intIndex(args.get(0, 8L))));
            case "removeprefix" ->
                method(String.class, name, "prefix /", (self, args) -> removePrefix(self, string(args.get(0))));
            case "removesuffix" ->
                method(String.class, name, "suffix /", (self, args) -> removeSuffix(self, string(args.get(0))));
            default -> null;
        };
    }

    private static String strip(String text, Signature.Bound args, boolean start, boolean end) {
        if (args.isNone(0)) {
            String stripped = start ? Whitespace.stripStart(text) : text;
            return end ? Whitespace.stripEnd(stripped) : stripped;
        }
        return strip(text, string(args.get(0)), start, end);
    }

    /** Strips the given characters. */
    private static String strip(String text, String characters, boolean start, boolean end) {
        IntPredicate stripped = oneOf(characters);
        int from = 0;
        int to = text.length();
        while (start && from < to && stripped.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (end && to > from && stripped.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static IntPredicate oneOf(String characters) {
        if (characters.length() <= FEW) {
            return c -> characters.indexOf(c) >= 0;
        }
        BitSet all = new BitSet();
        characters.codePoints().forEach(all::set);
        return all::get;
    }

    private static String pad(String text, Signature.Bound args, boolean left, boolean right) {
        long width = Numbers.index(args.get(0));
        String fill = args.has(1) ? string(args.get(1)) : " ";
        if (Strings.length(fill) != 1) {
            throw PythonError.type("The fill character must be exactly one character long");
        }
        long missing = missing(text, width);
        // when the blanks are odd, Python chooses the side like this
        long before = left && right ? missing / 2 + (missing & width & 1) : left ? missing : 0;
        return fill.repeat((int) before) + text + fill.repeat((int) (missing - before));
    }

    private static long missing(String text, long width) {
        long missing = Math.max(0, width - Strings.length(text));
        Budget.current().size(missing);
        return missing;
    }

    private static String zeroFill(String text, long width) {
        boolean signed = text.startsWith("+") || text.startsWith("-");
        String zeros = "0".repeat((int) missing(text, width));
        return signed ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
    }

    private static String expandTabs(String text, int tabSize) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                int blanks = tabSize <= 0 ? 0 : tabSize - column % tabSize;
                Budget.current().size(blanks);
                out.append(" ".repeat(blanks));
                column += blanks;
            } else {
                out.append(c);
                column = c == '\n' || c == '\r' ? 0 : column + (Character.isLowSurrogate(c) ? 0 : 1);
            }
        }
        return out.toString();
    }

    private static String removePrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    static String removeSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }
}
