package io.github.dbdsc.template.method;

import io.github.dbdsc.template.text.Whitespace;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that cut it into parts. */
public final class StringSplitting {

    private StringSplitting() {}

    static @Nullable Method method(String name) {
        return switch (name) {
            case "split" -> Method.of(name, "sep? maxsplit?", (self, args) -> split((String) self, args, false));
            case "rsplit" -> Method.of(name, "sep? maxsplit?", (self, args) -> split((String) self, args, true));
            case "partition" ->
                Method.of(name, "sep /", (self, args) -> {
                    String separator = separator(args);
                    String text = (String) self;
                    int at = text.indexOf(separator);
                    return at < 0 ? PyTuple.of(text, "", "") : parts(text, separator, at);
                });
            case "rpartition" ->
                Method.of(name, "sep /", (self, args) -> {
                    String separator = separator(args);
                    String text = (String) self;
                    int at = text.lastIndexOf(separator);
                    return at < 0 ? PyTuple.of("", "", text) : parts(text, separator, at);
                });
            default -> null;
        };
    }

    private static PyTuple parts(String text, String separator, int at) {
        return PyTuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    private static String separator(Signature.Bound args) {
        String separator = StringMethods.string(args.get(0));
        if (separator.isEmpty()) {
            throw PythonError.value("empty separator");
        }
        return separator;
    }

    private static Object split(String text, Signature.Bound args, boolean fromRight) {
        int given = StringMethods.count(args.get(1, -1L));
        int max = given < 0 ? Integer.MAX_VALUE : given;
        if (args.isNone(0)) {
            return StringMethods.strings(
                    fromRight ? Whitespace.wordsFromRight(text, max) : Whitespace.words(text, max));
        }
        String separator = separator(args);
        Budget.current().searching(text, separator);
        return StringMethods.strings(fromRight ? splitFromRight(text, separator, max) : split(text, separator, max));
    }

    private static List<String> split(String text, String separator, int max) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (parts.size() < max) {
            int at = text.indexOf(separator, from);
            if (at < 0) {
                break;
            }
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Splits at the last {@code max} separators. */
    public static List<String> splitFromRight(String text, String separator, int max) {
        List<String> parts = new ArrayList<>();
        int to = text.length();
        while (parts.size() < max) {
            int at = text.lastIndexOf(separator, to - separator.length());
            if (at < 0 || to < separator.length()) {
                break;
            }
            parts.add(text.substring(at + separator.length(), to));
            to = at;
        }
        parts.add(text.substring(0, to));
        java.util.Collections.reverse(parts);
        return parts;
    }
}
