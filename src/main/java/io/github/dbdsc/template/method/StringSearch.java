package io.github.dbdsc.template.method;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.None;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that look for a part of it. */
final class StringSearch {

    private StringSearch() {}

    static @Nullable Method method(String name) {
        return switch (name) {
            case "find" -> Method.of(name, "sub start? end? /", (self, args) -> find(self, args, false));
            case "rfind" -> Method.of(name, "sub start? end? /", (self, args) -> find(self, args, true));
            case "index" -> Method.of(name, "sub start? end? /", (self, args) -> required(find(self, args, false)));
            case "rindex" -> Method.of(name, "sub start? end? /", (self, args) -> required(find(self, args, true)));
            case "count" -> Method.of(name, "sub start? end? /", StringSearch::count);
            case "startswith" ->
                Method.of(name, "prefix start? end? /", (self, args) -> anyOf(self, args, String::startsWith));
            case "endswith" ->
                Method.of(name, "suffix start? end? /", (self, args) -> anyOf(self, args, String::endsWith));
            default -> null;
        };
    }

    /** The part of a text that the arguments start and end bound, and where it starts. */
    private record Part(String text, int start, boolean isInside) {

        static Part of(Object self, Signature.Bound args) {
            String text = (String) self;
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

    private static long find(Object self, Signature.Bound args, boolean last) {
        String sub = StringMethods.string(args.get(0));
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

    private static Object count(Object self, Signature.Bound args) {
        String sub = StringMethods.string(args.get(0));
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

    private static Object anyOf(Object self, Signature.Bound args, BiPredicate<String, String> test) {
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
}
