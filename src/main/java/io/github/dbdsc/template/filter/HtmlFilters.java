package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.text.Html;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters for HTML. */
final class HtmlFilters {

    private static final Pattern NO_ATTRIBUTE_NAME = Pattern.compile("[ \\t\\n\\r\\f\\x0b/>=]");

    private HtmlFilters() {}

    static @Nullable BuiltIn filter(String name) {
        return switch (name) {
            case "escape", "e" -> BuiltIn.of("escape", "s /", (evaluation, args) -> Markup.escape(args.get(0)));
            case "forceescape" ->
                BuiltIn.of(name, "value", (evaluation, args) -> Markup.escape(Strings.of(args.get(0))));
            case "safe" -> BuiltIn.of(name, "value", (evaluation, args) -> safe(args.get(0)));
            case "striptags" ->
                BuiltIn.of(name, "value", (evaluation, args) -> Html.stripTags(Strings.of(args.get(0))));
            case "xmlattr" -> BuiltIn.of(name, "d autospace?", HtmlFilters::xmlAttributes);
            case "urlize" ->
                BuiltIn.of(name, "value trim_url_limit? nofollow? target? rel? extra_schemes?", UrlizeFilter::urlize);
            default -> null;
        };
    }

    private static Object safe(Object value) {
        return value instanceof Markup
                ? value
                : new Markup(Strings.of(value instanceof SafeText safe ? safe.html() : value));
    }

    private static Object xmlAttributes(Evaluation evaluation, Signature.Bound args) {
        if (args.get(0) instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(args.get(0) instanceof PyDict dict)) {
            throw new PythonError(
                    PythonError.Kind.ATTRIBUTE_ERROR,
                    "'" + TypeName.of(args.get(0)) + "' object has no attribute 'items'");
        }
        List<String> attributes = new ArrayList<>();
        for (Object item : Containers.list(dict.items())) {
            Object key = ((PyTuple) item).get(0);
            Object value = ((PyTuple) item).get(1);
            if (value != None.NONE && !(value instanceof Undefined)) {
                attributes.add(attribute(key, value));
            }
        }
        String text = String.join(" ", attributes);
        if (!text.isEmpty() && Truth.of(args.get(1, true))) {
            text = " " + text;
        }
        return evaluation.autoescape() ? new Markup(text) : text;
    }

    private static String attribute(Object key, Object value) {
        if (!Strings.isString(key)) {
            throw PythonError.type("expected string or bytes-like object, got '" + TypeName.of(key) + "'");
        }
        if (NO_ATTRIBUTE_NAME.matcher(key.toString()).find()) {
            throw PythonError.value("Invalid character in attribute name: " + Repr.of(key));
        }
        return Markup.escape(key) + "=\"" + Markup.escape(value) + "\"";
    }
}
