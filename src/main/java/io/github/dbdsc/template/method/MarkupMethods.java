package io.github.dbdsc.template.method;

import static io.github.dbdsc.template.value.BuiltIn.method;

import io.github.dbdsc.template.text.Html;
import io.github.dbdsc.template.text.StringFormat;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Value.SafeText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The methods of {@code markupsafe.Markup}: those of strings, with arguments escaped and results marked safe. */
final class MarkupMethods {

    private static final Set<String> ESCAPING = Set.of(
            "replace",
            "ljust",
            "rjust",
            "lstrip",
            "rstrip",
            "center",
            "strip",
            "zfill",
            "removeprefix",
            "removesuffix");

    static final Map<String, BuiltIn> ALL = BuiltIn.join(
            ofStrings(),
            Map.ofEntries(
                    method("unescape", "/", (self, args) -> Html.unescape(self.toString())),
                    method("striptags", "/", (self, args) -> Html.stripTags(self.toString())),
                    method("escape", "text /", (self, args) -> Markup.escape(args.get(0))),
                    method("join", "items /", (self, args) -> join(self.toString(), args.get(0))),
                    Map.entry("format", MarkupMethods::format)));

    private MarkupMethods() {}

    private static Map<String, BuiltIn> ofStrings() {
        Map<String, BuiltIn> marked = new HashMap<>();
        StringMethods.ALL.forEach((name, method) -> {
            boolean escapes = ESCAPING.contains(name);
            marked.put(
                    name,
                    (evaluation, self, arguments) -> marked(
                            method.apply(evaluation, self.toString(), escapes ? escaped(arguments) : arguments)));
        });
        return marked;
    }

    private static Arguments escaped(Arguments arguments) {
        List<Object> positional = arguments.positional().stream()
                .map(MarkupMethods::escapedString)
                .toList();
        Map<String, Object> named = new LinkedHashMap<>();
        arguments.named().forEach((name, value) -> named.put(name, escapedString(value)));
        return new Arguments(positional, named);
    }

    private static Object escapedString(Object value) {
        return value instanceof String ? Markup.escape(value).text() : value;
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

    private static Object format(Evaluation evaluation, Object self, Arguments arguments) {
        return new Markup(StringFormat.format(
                self.toString(), new FormatLookup(evaluation, arguments), MarkupMethods::formatValue));
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
