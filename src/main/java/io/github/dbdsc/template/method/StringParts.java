package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.method.StringMethods.string;
import static io.github.dbdsc.template.method.StringMethods.strings;
import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.text.Whitespace;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.None;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that look for parts of it, or cut it at them. */
public final class StringParts {

    private StringParts() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "find" -> method(String.class, name, "sub start? end? /", (self, args) -> find(self, args, false));
            case "rfind" -> method(String.class, name, "sub start? end? /", (self, args) -> find(self, args, true));
            case "index" ->
                method(String.class, name, "sub start? end? /", (self, args) -> required(find(self, args, false)));
            case "rindex" ->
                method(String.class, name, "sub start? end? /", (self, args) -> required(find(self, args, true)));
            case "count" -> method(String.class, name, "sub start? end? /", StringParts::count);
            case "startswith" ->
                method(
                        String.class,
                        name,
                        "prefix start? end? /",
                        (self, args) -> anyOf(self, args, String::startsWith));
            case "endswith" ->
                method(String.class, name, "suffix start? end? /", (self, args) -> anyOf(self, args, String::endsWith));
            case "split" -> method(String.class, name, "sep? maxsplit?", (self, args) -> split(self, args, false));
            case "rsplit" -> method(String.class, name, "sep? maxsplit?", (self, args) -> split(self, args, true));
            case "partition" ->
                method(String.class, name, "sep /", (self, args) -> {
                    String separator = separator(args);
                    int at = self.indexOf(separator);
                    return at < 0 ? PyTuple.of(self, "", "") : parts(self, args.get(0), at);
                });
            case "rpartition" ->
                method(String.class, name, "sep /", (self, args) -> {
                    String separator = separator(args);
                    int at = self.lastIndexOf(separator);
                    return at < 0 ? PyTuple.of("", "", self) : parts(self, args.get(0), at);
                });
            default -> null;
        };
    }

    /** The part of a text between the arguments start and end, and where it starts. */
    private record Part(String text, int start, boolean isInside) {

        static Part of(String text, Signature.Bound args) {
            int size = Strings.length(text);
            int start = bound(args.get(1, None.NONE), 0, size);
            int end = Math.min(size, bound(args.get(2, None.NONE), size, size));
            boolean inside = start <= size && start <= end;
            return new Part(inside ? Strings.between(text, start, end) : "", start, inside);
        }

        private static int bound(Object value, int otherwise, int size) {
            if (value == None.NONE) {
                return otherwise;
            }
            int index = Numbers.intIndex(value);
            return index < 0 ? Math.max(0, index + size) : index;
        }
    }

    private static long find(String self, Signature.Bound args, boolean last) {
        String sub = string(args.get(0));
        Part part = Part.of(self, args);
        Budget.current().searching(part.text, sub);
        int found = !part.isInside ? -1 : last ? part.text.lastIndexOf(sub) : part.text.indexOf(sub);
        return found < 0 ? -1 : part.start + Strings.codePointIndex(part.text, found);
    }

    private static Object required(long found) {
        if (found < 0) {
            throw PythonError.value("substring not found");
        }
        return found;
    }

    private static Object count(String self, Signature.Bound args) {
        String sub = string(args.get(0));
        Part part = Part.of(self, args);
        if (!part.isInside) {
            return 0L;
        }
        Budget.current().searching(part.text, sub);
        if (sub.isEmpty()) {
            return Strings.length(part.text) + 1L;
        }
        long count = 0;
        for (int at = part.text.indexOf(sub); at >= 0; at = part.text.indexOf(sub, at + sub.length())) {
            count++;
        }
        return count;
    }

    private static Object anyOf(String self, Signature.Bound args, BiPredicate<String, String> test) {
        Part part = Part.of(self, args);
        List<Object> candidates = args.get(0) instanceof PyTuple tuple ? tuple.asList() : List.of(args.get(0));
        boolean any = false;
        for (Object candidate : candidates) {
            if (!Strings.isString(candidate)) {
                throw PythonError.type("first arg must be str or a tuple of str, not " + TypeName.of(candidate));
            }
            any = any || (part.isInside && test.test(part.text, candidate.toString()));
        }
        return any;
    }

    /** The separator found is the object that was given, which may be markup. */
    private static PyTuple parts(String text, Object separator, int at) {
        int end = at + separator.toString().length();
        return PyTuple.of(text.substring(0, at), separator, text.substring(end));
    }

    private static String separator(Signature.Bound args) {
        String separator = string(args.get(0));
        if (separator.isEmpty()) {
            throw PythonError.value("empty separator");
        }
        return separator;
    }

    private static Object split(String text, Signature.Bound args, boolean fromRight) {
        int given = Numbers.intIndex(args.get(1, -1L));
        int max = given < 0 ? Integer.MAX_VALUE : given;
        if (args.isNone(0)) {
            return strings(fromRight ? Whitespace.wordsFromRight(text, max) : Whitespace.words(text, max));
        }
        String separator = separator(args);
        Budget.current().searching(text, separator);
        return strings(fromRight ? splitFromRight(text, separator, max) : split(text, separator, max));
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
        Collections.reverse(parts);
        return parts;
    }
}
