package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.text.CaseMapping;
import io.github.dbdsc.template.text.StringFormat;
import io.github.dbdsc.template.text.Whitespace;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
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
import org.jspecify.annotations.Nullable;

/** The methods of {@code str}. */
public final class StringMethods {

    private static final List<FunctionTable.Group<BuiltIn>> GROUPS =
            List.of(StringParts::named, StringPadding::named, StringTests::named, StringMethods::named);

    static final FunctionTable<BuiltIn> ALL = BuiltIn.table(BuiltIn.Look.CLOSE, GROUPS);

    private StringMethods() {}

    /** Finds a method for another that counts its work. */
    static @Nullable BuiltIn uncounted(String name) {
        for (FunctionTable.Group<BuiltIn> group : GROUPS) {
            BuiltIn method = group.named(name);
            if (method != null) {
                return method;
            }
        }
        return null;
    }

    private static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "lower" -> method(String.class, name, "/", (self, args) -> CaseMapping.lower(self));
            case "upper" -> method(String.class, name, "/", (self, args) -> CaseMapping.upper(self));
            case "casefold" -> method(String.class, name, "/", (self, args) -> CaseMapping.fold(self));
            case "swapcase" -> method(String.class, name, "/", (self, args) -> CaseMapping.swap(self));
            case "capitalize" -> method(String.class, name, "/", (self, args) -> CaseMapping.capitalize(self));
            case "title" -> method(String.class, name, "/", (self, args) -> CaseMapping.title(self));
            case "join" -> method(String.class, name, "items /", (self, args) -> join(self, args.get(0)));
            case "replace" ->
                method(
                        String.class,
                        name,
                        "old new count? /",
                        (self, args) -> replace(
                                self, string(args.get(0)), string(args.get(1)), Numbers.intIndex(args.get(2, -1L))));
            case "splitlines" ->
                method(
                        String.class,
                        name,
                        "keepends?",
                        (self, args) -> strings(Whitespace.lines(self, Numbers.index(args.get(0, false)) != 0)));
            case "encode" -> method(String.class, name, "encoding? errors?", (self, args) -> encode(self, args));
            case "format" ->
                (evaluation, self, arguments) ->
                        StringFormat.format((String) self, FormatLookup.inArguments(evaluation, arguments));
            case "format_map" ->
                (evaluation, self, arguments) ->
                        StringFormat.format((String) self, FormatLookup.inMapping(evaluation, arguments));
            default -> null;
        };
    }

    static boolean isUtf8(Object encoding) {
        String name = string(encoding);
        return name.equalsIgnoreCase("utf-8") || name.equalsIgnoreCase("utf8");
    }

    private static PyBytes encode(String text, Signature.Bound args) {
        if (!isUtf8(args.get(0, "utf-8"))) {
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
