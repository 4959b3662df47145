package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.text.Html;
import io.github.dbdsc.template.text.Urlize;
import io.github.dbdsc.template.text.Whitespace;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters for HTML. */
final class HtmlFilters {

    private static final String NO_ATTRIBUTE_NAME = " \t\n\r\f\u000b/>=";

    private static final Pattern SCHEME = Pattern.compile("[\\w.+-]{2,}:/{0,2}", Pattern.UNICODE_CHARACTER_CLASS);

    private HtmlFilters() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "escape", "e" -> BuiltIn.of("escape", "s /", (evaluation, args) -> Markup.escape(args.get(0)));
            case "forceescape" ->
                BuiltIn.of(name, "value", (evaluation, args) -> Markup.escape(Strings.of(args.get(0))));
            case "safe" -> BuiltIn.of(name, "value", (evaluation, args) -> safe(args.get(0)));
            case "striptags" ->
                BuiltIn.of(name, "value", (evaluation, args) -> Html.stripTags(Strings.of(args.get(0))));
            case "xmlattr" -> BuiltIn.of(name, "d autospace?", HtmlFilters::xmlAttributes);
            case "urlize" ->
                BuiltIn.of(name, "value trim_url_limit? nofollow? target? rel? extra_schemes?", HtmlFilters::urlize);
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
            throw PythonError.attribute("'" + TypeName.of(args.get(0)) + "' object has no attribute 'items'");
        }
        Budget budget = Budget.current();
        List<String> attributes = new ArrayList<>();
        for (Object item : Containers.list(dict.items())) {
            Object key = ((PyTuple) item).get(0);
            Object value = ((PyTuple) item).get(1);
            if (value != None.NONE && !(value instanceof Undefined)) {
                String attribute = attribute(key, value);
                budget.step();
                budget.text(attribute);
                attributes.add(attribute);
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
        if (key.toString().chars().anyMatch(c -> NO_ATTRIBUTE_NAME.indexOf(c) >= 0)) {
            throw PythonError.value("Invalid character in attribute name: " + Repr.brief(key));
        }
        return Markup.escape(key) + "=\"" + Markup.escape(value) + "\"";
    }

    /** Addresses in a text become links. */
    private static Object urlize(Evaluation evaluation, Signature.Bound args) {
        Object given = args.isTrue(4) ? args.get(4) : "";
        if (!Strings.isString(given)) {
            throw PythonError.attribute("'" + TypeName.of(given) + "' object has no attribute 'split'");
        }
        Set<String> rel = new TreeSet<>(Whitespace.words(given.toString()));
        rel.add("noopener");
        if (args.isTrue(2)) {
            rel.add("nofollow");
        }
        List<String> schemes = new ArrayList<>();
        if (!args.isNone(5)) {
            for (Object scheme : Containers.list(args.get(5))) {
                if (!SCHEME.matcher(Strings.of(scheme)).matches()) {
                    throw PythonError.filterArgument(Repr.brief(scheme) + " is not a valid URI scheme prefix.");
                }
                schemes.add(Strings.of(scheme));
            }
        }
        IntSupplier limit = () -> args.isNone(1) ? Integer.MAX_VALUE : Numbers.intIndex(args.get(1));
        String target = args.isNone(3) ? "" : Strings.of(args.get(3));
        String html = new Urlize(limit, String.join(" ", rel), target, schemes).apply(args.get(0));
        return evaluation.autoescape() ? new Markup(html) : html;
    }
}
