package io.github.dbdsc.template.method;

import io.github.dbdsc.template.text.CaseMapping;
import io.github.dbdsc.template.text.StringFormat;
import io.github.dbdsc.template.text.Whitespace;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyBytes;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.None;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str}. */
public final class StringMethods {

    static final FunctionTable<Method> TABLE = new FunctionTable<>(List.of(
            StringMethods::own,
            StringSearch::method,
            StringPadding::method,
            StringSplitting::method,
            StringTests::method));

    private StringMethods() {}

    private static @Nullable Method own(String name) {
        return switch (name) {
            case "lower" -> Method.of(name, "/", (self, args) -> CaseMapping.lower((String) self));
            case "upper" -> Method.of(name, "/", (self, args) -> CaseMapping.upper((String) self));
            case "casefold" -> Method.of(name, "/", (self, args) -> CaseMapping.fold((String) self));
            case "swapcase" -> Method.of(name, "/", (self, args) -> CaseMapping.swap((String) self));
            case "capitalize" -> Method.of(name, "/", (self, args) -> CaseMapping.capitalize((String) self));
            case "title" -> Method.of(name, "/", (self, args) -> CaseMapping.title((String) self));
            case "join" -> Method.of(name, "items /", (self, args) -> join((String) self, args.get(0)));
            case "replace" ->
                Method.of(
                        name,
                        "old new count? /",
                        (self, args) -> replace(
                                (String) self, string(args.get(0)), string(args.get(1)), count(args.get(2, -1L))));
            case "splitlines" ->
                Method.of(
                        name,
                        "keepends?",
                        (self, args) ->
                                strings(Whitespace.lines((String) self, Numbers.index(args.get(0, false)) != 0)));
            case "encode" -> Method.of(name, "encoding? errors?", (self, args) -> encode((String) self, args));
            case "format" ->
                (evaluation, self, arguments) ->
                        StringFormat.format((String) self, new FormatLookup(evaluation, arguments));
            case "format_map" ->
                (evaluation, self, arguments) ->
                        StringFormat.format((String) self, FormatLookup.inMapping(evaluation, arguments));
            default -> null;
        };
    }

    private static PyBytes encode(String text, Signature.Bound args) {
        String encoding = args.has(0) ? string(args.get(0)).toLowerCase(Locale.ROOT) : "utf-8";
        if (!encoding.equals("utf-8") && !encoding.equals("utf8")) {
            throw PythonError.unsupported("encode() supports UTF-8 only");
        }
        return PyBytes.utf8(text);
    }

    static String string(Object value) {
        if (!Strings.isString(value)) {
            throw PythonError.type("argument must be str, not " + TypeName.of(value));
        }
        return value.toString();
    }

    static int count(Object value) {
        return Numbers.intIndex(value);
    }

    static PyList strings(Collection<String> strings) {
        Budget budget = Budget.current();
        strings.forEach(text -> budget.size(text.length()));
        return new PyList(strings);
    }

    static String join(String separator, Object items) {
        List<String> parts = new ArrayList<>();
        long size = 0;
        for (Object item : Containers.list(items)) {
            if (!Strings.isString(item)) {
                throw PythonError.type("sequence item " + parts.size() + ": expected str instance, "
                        + (item == None.NONE ? "NoneType" : TypeName.of(item)) + " found");
            }
            parts.add(item.toString());
            size += item.toString().length() + separator.length();
            Budget.current().size(0);
        }
        Budget.current().size(size);
        return String.join(separator, parts);
    }

    /** Replaces the first {@code count} occurrences; all when the count is negative. */
    public static String replace(String text, String old, String with, int count) {
        if (count == 0) {
            return text;
        }
        Budget budget = Budget.current();
        budget.searching(text, old);
        StringBuilder out = new StringBuilder();
        int from = 0;
        int left = count < 0 ? Integer.MAX_VALUE : count;
        int step = old.isEmpty() ? 1 : 0;
        while (left-- > 0) {
            int found = text.indexOf(old, from);
            if (found < 0 || (old.isEmpty() && from > text.length())) {
                break;
            }
            out.append(text, from, found).append(with);
            from = found + old.length();
            if (step == 1) {
                if (from >= text.length()) {
                    from = text.length();
                    break;
                }
                int next = text.offsetByCodePoints(from, 1);
                out.append(text, from, next);
                from = next;
            }
            budget.size(with.length());
        }
        String result = out.append(text, from, text.length()).toString();
        budget.size(result.length());
        return result;
    }
}
