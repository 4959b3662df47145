package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.text.Html;
import io.github.dbdsc.template.text.StringFormat;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Value.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of {@code markupsafe.Markup}: those of strings, with arguments escaped and results marked safe. */
final class MarkupMethods {

    /** Of these, the second argument is escaped: the replacement, or what fills the room. */
    private static final Set<String> ESCAPING = Set.of("replace", "ljust", "rjust", "center");

    static final FunctionTable<BuiltIn> ALL =
            BuiltIn.table(BuiltIn.Look.CLOSE, List.of(MarkupMethods::own, MarkupMethods::ofStrings));

    private MarkupMethods() {}

    private static @Nullable BuiltIn own(String name) {
        return switch (name) {
            case "unescape" -> method(name, "/", (self, args) -> Html.unescape(self.toString()));
            case "striptags" -> method(name, "/", (self, args) -> Html.stripTags(self.toString()));
            case "escape" -> method(name, "text /", (self, args) -> Markup.escape(args.get(0)));
            case "join" -> method(name, "items /", (self, args) -> join(self.toString(), args.get(0)));
            case "format" ->
                (evaluation, self, arguments) -> format(self, FormatLookup.inArgumentsOfMarkup(evaluation, arguments));
            case "format_map" ->
                (evaluation, self, arguments) -> format(self, FormatLookup.inMappingOfMarkup(evaluation, arguments));
            case "removesuffix" ->
                method(
                        name,
                        "suffix",
                        (self, args) -> new Markup(
                                StringPadding.removeSuffix(self.toString(), StringMethods.string(args.get(0)))));
            default -> null;
        };
    }

    private static @Nullable BuiltIn ofStrings(String name) {
        BuiltIn method = StringMethods.uncounted(name);
        if (method == null) {
            return null;
        }
        boolean escapes = ESCAPING.contains(name);
        return (evaluation, self, arguments) ->
                marked(method.apply(evaluation, self.toString(), escapes ? escaped(arguments) : arguments));
    }

    private static Arguments escaped(Arguments arguments) {
        List<Object> positional = new ArrayList<>(arguments.positional());
        if (positional.size() > 1) {
            positional.set(1, Markup.escape(positional.get(1)).text());
        }
        return new Arguments(positional, arguments.named());
    }

    private static Object marked(Object result) {
        if (result instanceof String text) {
            return new Markup(text);
        }
        if (result instanceof PyList list) {
            return new PyList(list.items().stream().map(MarkupMethods::marked).toList());
        }
        if (result instanceof PyTuple tuple) {
            return new PyTuple(
                    tuple.asList().stream().map(MarkupMethods::marked).toList());
        }
        return result;
    }

    private static Object join(String separator, Object items) {
        List<Object> escaped = Containers.list(items).stream()
                .map(item -> (Object) Markup.escape(item).text())
                .toList();
        return new Markup(StringMethods.join(separator, new PyList(escaped)));
    }

    private static Object format(Object self, StringFormat.Lookup lookup) {
        return new Markup(StringFormat.format(self.toString(), lookup, MarkupMethods::formatValue));
    }

    private static String formatValue(Object value, String spec) {
        if (value instanceof Markup || value instanceof SafeText) {
            if (!spec.isEmpty()) {
                throw PythonError.value(
                        "Format specifier " + spec + " given, but the value does not define __html_format__.");
            }
            return Markup.escape(value).text();
        }
        return Markup.escape(StringFormat.formatValue(value, spec)).text();
    }
}
