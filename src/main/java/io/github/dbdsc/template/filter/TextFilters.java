package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.method.Attributes;
import io.github.dbdsc.template.method.StringMethods;
import io.github.dbdsc.template.text.PercentEncoding;
import io.github.dbdsc.template.text.PercentFormat;
import io.github.dbdsc.template.text.Words;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Value.Callable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters that change a text. */
final class TextFilters {

    private TextFilters() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "upper" -> BuiltIn.of(name, "s", (evaluation, args) -> method(evaluation, args.get(0), "upper"));
            case "lower" -> BuiltIn.of(name, "s", (evaluation, args) -> method(evaluation, args.get(0), "lower"));
            case "capitalize" ->
                BuiltIn.of(name, "s", (evaluation, args) -> method(evaluation, args.get(0), "capitalize"));
            case "title" -> BuiltIn.of(name, "s", (evaluation, args) -> Words.title(Strings.of(args.get(0))));
            case "trim" ->
                BuiltIn.of(
                        name,
                        "value chars?",
                        (evaluation, args) -> args.isNone(1)
                                ? method(evaluation, args.get(0), "strip")
                                : method(evaluation, args.get(0), "strip", args.get(1)));
            case "center" ->
                BuiltIn.of(
                        name,
                        "value width?",
                        (evaluation, args) -> method(evaluation, args.get(0), "center", args.get(1, 80L)));
            case "string" -> BuiltIn.of(name, "object", (evaluation, args) -> Strings.soft(args.get(0)));
            case "replace" -> BuiltIn.of(name, "s old new count?", TextFilters::replace);
            case "wordcount" -> BuiltIn.of(name, "s", (evaluation, args) -> Words.count(Strings.of(args.get(0))));
            case "urlencode" -> BuiltIn.of(name, "value", (evaluation, args) -> urlEncode(args.get(0)));
            case "format" -> TextFilters::format;
            default -> null;
        };
    }

    /** Calls a string method of the value's text; markup stays markup. */
    static Object method(Evaluation evaluation, Object value, String name, Object... arguments) {
        Object method = Attributes.attribute(evaluation, Strings.soft(value), name);
        return ((Callable) method).call(evaluation, Arguments.of(arguments));
    }

    private static Object replace(Evaluation evaluation, Signature.Bound args) {
        Object value = args.get(0);
        int count = args.isNone(3) ? -1 : Numbers.intIndex(args.get(3));
        if (!evaluation.autoescape()) {
            return StringMethods.replace(Strings.of(value), Strings.of(args.get(1)), Strings.of(args.get(2)), count);
        }
        boolean escapes =
                args.get(1) instanceof Markup || (args.get(2) instanceof Markup && !(value instanceof Markup));
        Object text = escapes ? Markup.escape(value) : Strings.soft(value);
        return method(evaluation, text, "replace", Strings.soft(args.get(1)), Strings.soft(args.get(2)), (long) count);
    }

    private static Object urlEncode(Object value) {
        if (Strings.isString(value) || !Containers.isIterable(value)) {
            return PercentEncoding.quotePath(Strings.of(value));
        }
        List<String> pairs = new ArrayList<>();
        for (Object item : value instanceof PyDict dict ? dict.items().items() : Containers.list(value)) {
            List<Object> pair = Containers.list(item);
            if (pair.size() != 2) {
                throw PythonError.value("urlencode wants pairs of a name and a value");
            }
            pairs.add(quoteQuery(pair.get(0)) + "=" + quoteQuery(pair.get(1)));
        }
        return String.join("&", pairs);
    }

    private static String quoteQuery(Object value) {
        String text = Strings.of(value);
        Budget budget = Budget.current();
        budget.step();
        budget.reading(text);
        String quoted = PercentEncoding.quoteQuery(text);
        budget.text(quoted);
        return quoted;
    }

    private static Object format(Evaluation evaluation, Object value, Arguments arguments) {
        if (arguments.size() > 0 && !arguments.named().isEmpty()) {
            throw PythonError.filterArgument("can't handle positional and keyword arguments at the same time");
        }
        if (arguments.named().isEmpty()) {
            return PercentFormat.format(Strings.soft(value), new PyTuple(arguments.positional()));
        }
        PyDict names = new PyDict();
        arguments.named().forEach(names::put);
        return PercentFormat.format(Strings.soft(value), names);
    }
}
