package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.method.StringParts;
import io.github.dbdsc.template.text.TextWrap;
import io.github.dbdsc.template.text.Whitespace;
import io.github.dbdsc.template.value.Arithmetic;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
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
import java.util.ArrayList;
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
                BuiltIn.of(name, "s width? break_long_words? wrapstring? break_on_hyphens?", LayoutFilters::wrap);
            default -> null;
        };
    }

    private static Object indent(Signature.Bound args) {
        Object width = args.get(1, 4L);
        Object indention = Strings.isString(width) ? width : Arithmetic.multiply(" ", width);
        Object text = args.get(0);
        if (text instanceof Undefined undefined) {
            throw undefined.failure();
        } else if (text instanceof PyList) {
            throw PythonError.attribute("'list' object has no attribute 'splitlines'");
        } else if (!Strings.isString(text)) {
            throw PythonError.type("can't indent a value of type '" + TypeName.of(text) + "'");
        }
        boolean blank = args.isTrue(3);
        boolean escapes = indention instanceof Markup && !(text instanceof Markup);
        String by = indention.toString();
        String indented = indentRest(text.toString(), by, blank, escapes);
        boolean isMarkup = text instanceof Markup || (escapes && blank);
        if (args.isTrue(2)) {
            // markup that is put before a plain text escapes all of it, and so what was indented by markup already
            indented = by + (escapes && !isMarkup ? Markup.escape(indented).text() : indented);
            isMarkup |= escapes;
        }
        Budget.current().size(indented.length());
        return isMarkup ? new Markup(indented) : indented;
    }

    /**
     * Indents all lines but the first.
     *
     * @param blank whether empty ones too
     * @param escapes whether markup is put before them, which escapes them; for empty ones all lines are joined by it
     */
    private static String indentRest(String text, String by, boolean blank, boolean escapes) {
        StringBuilder out = new StringBuilder();
        Budget budget = Budget.current();
        Whitespace.eachLine(text + "\n", new Whitespace.LineAction() {
            private boolean first = true;

            @Override
            public void line(String all, int start, int end, int next) {
                out.append(first ? "" : "\n").append(!first && (blank || end > start) ? by : "");
                if (escapes && (blank || !first)) {
                    out.append(Markup.escape(all.substring(start, end)));
                } else {
                    out.append(all, start, end);
                }
                budget.size((long) by.length() + end - start);
                first = false;
            }
        });
        budget.size(out.length());
        return out.toString();
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

    private static Object wrap(Evaluation evaluation, Signature.Bound args) {
        Object separator = args.isNone(3) ? "\n" : args.get(3);
        Object text = args.get(0);
        if (text instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!Strings.isString(text)) {
            throw PythonError.attribute("'" + TypeName.of(text) + "' object has no attribute 'splitlines'");
        }
        Object width = args.get(1, 79L);
        if (separator instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!Strings.isString(separator)) {
            throw PythonError.attribute("'" + TypeName.of(separator) + "' object has no attribute 'join'");
        }
        List<Object> lines = new ArrayList<>();
        for (String line : Whitespace.lines(text.toString(), false)) {
            PyList wrapped = new PyList(textWrap(width, args).lines(line));
            // markup as a separator escapes the lines
            lines.add(TextFilters.method(evaluation, separator, "join", wrapped));
        }
        return TextFilters.method(evaluation, separator, "join", PyList.owning(lines));
    }

    private static TextWrap textWrap(Object width, Signature.Bound args) {
        if (PythonComparison.ordered("<=", width, 0L)) {
            throw PythonError.value("invalid width " + Strings.of(width) + " (must be > 0)");
        }
        return new TextWrap(Numbers.intIndex(width), Truth.of(args.get(2, true)), Truth.of(args.get(4, true)));
    }
}
