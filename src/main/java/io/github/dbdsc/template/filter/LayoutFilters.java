package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.method.StringParts;
import io.github.dbdsc.template.text.TextWrap;
import io.github.dbdsc.template.text.Whitespace;
import io.github.dbdsc.template.value.Arithmetic;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Subscript.Slice;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.None;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters that lay out a text in lines or shorten it. */
final class LayoutFilters {

    private static final long DEFAULT_LEEWAY = 5;

    private LayoutFilters() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "indent" -> BuiltIn.of(name, "s width? first? blank?", (evaluation, args) -> indent(args));
            case "truncate" ->
                BuiltIn.of(name, "s length? killwords? end? leeway?", (evaluation, args) -> truncate(args));
            case "wordwrap" ->
                BuiltIn.of(
                        name,
                        "s width? break_long_words? wrapstring? break_on_hyphens?",
                        (evaluation, args) -> wrap(args));
            default -> null;
        };
    }

    private static Object indent(Signature.Bound args) {
        Object width = args.get(1, 4L);
        Object indention = Strings.isString(width) ? width : Arithmetic.multiply(" ", width);
        Object text = args.get(0);
        String by = indention.toString();
        if (text instanceof Markup) {
            indention = new Markup(by);
        } else if (text instanceof Undefined undefined) {
            throw undefined.failure();
        } else if (text instanceof PyList) {
            throw PythonError.attribute("'list' object has no attribute 'splitlines'");
        } else if (!(text instanceof String)) {
            throw PythonError.type("can't indent a value of type '" + TypeName.of(text) + "'");
        }
        boolean blank = args.isTrue(3);
        StringBuilder out = new StringBuilder(args.isTrue(2) ? by : "");
        Budget budget = Budget.current();
        Whitespace.eachLine(text + "\n", new Whitespace.LineAction() {
            private boolean first = true;

            @Override
            public void line(String all, int start, int end, int next) {
                out.append(first ? "" : "\n")
                        .append(!first && (blank || end > start) ? by : "")
                        .append(all, start, end);
                budget.size((long) by.length() + end - start);
                first = false;
            }
        });
        budget.size(out.length());
        boolean markup = text instanceof Markup || (args.isTrue(2) && indention instanceof Markup);
        return markup ? new Markup(out.toString()) : out.toString();
    }

    private static Object truncate(Signature.Bound args) {
        Object text = args.get(0);
        Object end = args.get(3, "...");
        Object length = args.get(1, 255L);
        Object leeway = args.isNone(4) ? DEFAULT_LEEWAY : args.get(4);
        Object endLength = Containers.length(end);
        require(PythonComparison.ordered(">=", length, endLength), "expected length >= " + endLength);
        require(PythonComparison.ordered(">=", leeway, 0L), "expected leeway >= 0");
        if (PythonComparison.ordered("<=", Containers.length(text), Arithmetic.add(length, leeway))) {
            return text;
        }
        Object cut = new Slice(None.NONE, Arithmetic.subtract(length, endLength), None.NONE).of(text);
        if (!args.isTrue(2)) {
            if (!Strings.isString(cut)) {
                throw PythonError.attribute("'" + TypeName.of(cut) + "' object has no attribute 'rsplit'");
            }
            cut = Strings.like(
                    cut, StringParts.splitFromRight(cut.toString(), " ", 1).get(0));
        }
        return Arithmetic.add(cut, end);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new PythonError(PythonError.Kind.ASSERTION_ERROR, message);
        }
    }

    private static Object wrap(Signature.Bound args) {
        String separator = args.isNone(3) ? "\n" : Strings.of(args.get(3));
        Object text = args.get(0);
        if (text instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!Strings.isString(text)) {
            throw PythonError.attribute("'" + TypeName.of(text) + "' object has no attribute 'splitlines'");
        }
        Object width = args.get(1, 79L);
        List<String> lines = Whitespace.lines(text.toString(), false).stream()
                .map(line -> String.join(separator, wrap(width, args).lines(line)))
                .toList();
        String wrapped = String.join(separator, lines);
        Budget.current().size(wrapped.length());
        return wrapped;
    }

    private static TextWrap wrap(Object width, Signature.Bound args) {
        if (PythonComparison.ordered("<=", width, 0L)) {
            throw PythonError.value("invalid width " + Strings.of(width) + " (must be > 0)");
        }
        return new TextWrap(Numbers.intIndex(width), Truth.of(args.get(2, true)), Truth.of(args.get(4, true)));
    }
}
