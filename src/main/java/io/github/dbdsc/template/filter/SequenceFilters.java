package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.Arithmetic;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.DictView;
import io.github.dbdsc.template.value.Division;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyIterator;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyRange;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Subscript.Slice;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.IterableValue;
import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.SafeText;
import io.github.dbdsc.template.value.Value.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Filters that read or rearrange sequences. */
final class SequenceFilters {

    private SequenceFilters() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "length", "count" ->
                BuiltIn.of("length", "obj /", (evaluation, args) -> Containers.length(args.get(0)));
            case "list" -> BuiltIn.of(name, "value", (evaluation, args) -> PyList.owning(Containers.list(args.get(0))));
            case "first" ->
                BuiltIn.of(
                        name,
                        "seq",
                        (evaluation, args) -> first(evaluation, Containers.iterator(args.get(0)), "first"));
            case "last" ->
                BuiltIn.of(name, "seq", (evaluation, args) -> first(evaluation, reversed(args.get(0)), "last"));
            case "random" ->
                BuiltIn.of(name, "seq", (evaluation, args) -> {
                    throw PythonError.unsupported(
                            "the filter 'random' is not supported: it prints something else each time");
                });
            case "reverse" -> BuiltIn.of(name, "value", (evaluation, args) -> reverse(args.get(0)));
            case "join" -> BuiltIn.of(name, "value d? attribute?", SequenceFilters::join);
            case "sum" -> BuiltIn.of(name, "iterable attribute? start?", SequenceFilters::sum);
            case "batch" -> BuiltIn.of(name, "value linecount fill_with?", (evaluation, args) -> batch(args));
            case "slice" -> BuiltIn.of(name, "value slices fill_with?", (evaluation, args) -> slice(args));
            default -> null;
        };
    }

    private static Object first(Evaluation evaluation, Iterator<Object> items, String which) {
        return items.hasNext()
                ? items.next()
                : evaluation.undefined(Undefined.Cause.hint("No " + which + " item, sequence was empty."));
    }

    private static Iterator<Object> reversed(Object value) {
        boolean reversible = value instanceof Sequence
                || Strings.isString(value)
                || value instanceof PyRange
                || value instanceof PyDict
                || value instanceof DictView;
        if (value instanceof Undefined undefined) {
            undefined.use();
            return Collections.emptyIterator();
        }
        if (!reversible) {
            throw PythonError.type("'" + TypeName.of(value) + "' object is not reversible");
        }
        List<Object> items = Containers.list(value);
        if (value instanceof Markup) {
            // Python reads the characters by their indexes here, and those of markup are markup
            items.replaceAll(character -> new Markup((String) character));
        }
        Collections.reverse(items);
        return items.iterator();
    }

    private static Object reverse(Object value) {
        if (Strings.isString(value)) {
            return new Slice(None.NONE, None.NONE, -1L).of(value);
        }
        if (value instanceof PyIterator || value instanceof IterableValue) {
            List<Object> items = itemsOf(value);
            Collections.reverse(items);
            return new PyList(items);
        }
        if (!Containers.isIterable(value)) {
            throw PythonError.filterArgument("argument must be iterable");
        }
        return new PyIterator("list_reverseiterator", reversed(value));
    }

    private static List<Object> itemsOf(Object value) {
        try {
            return Containers.list(value);
        } catch (PythonError e) {
            if (e.kind() != PythonError.Kind.TYPE_ERROR) {
                throw e;
            }
            throw PythonError.filterArgument("argument must be iterable");
        }
    }

    private static Object join(Evaluation evaluation, Signature.Bound args) {
        List<Object> items = Containers.list(args.get(0));
        Object separator = args.get(1, "");
        if (!args.isNone(2)) {
            items.replaceAll(AttributeGetter.of(evaluation, args.get(2)));
        }
        boolean html = evaluation.autoescape()
                && (separator instanceof Markup || items.stream().anyMatch(SequenceFilters::isHtml));
        StringBuilder out = new StringBuilder();
        String between = html ? Markup.escape(separator).text() : Strings.of(separator);
        Budget budget = Budget.current();
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : between)
                    .append(html ? Markup.escape(items.get(i)).text() : Strings.of(items.get(i)));
            budget.output(out.length());
        }
        budget.size(out.length());
        return html ? new Markup(out.toString()) : out.toString();
    }

    private static boolean isHtml(Object value) {
        return value instanceof Markup || value instanceof SafeText;
    }

    private static Object sum(Evaluation evaluation, Signature.Bound args) {
        Object sum = args.get(2, 0L);
        if (Strings.isString(sum)) {
            throw PythonError.type("sum() can't sum strings [use ''.join(seq) instead]");
        }
        UnaryOperator<Object> getter =
                args.isNone(1) ? UnaryOperator.identity() : AttributeGetter.of(evaluation, args.get(1));
        Budget budget = Budget.current();
        for (Iterator<Object> items = Containers.iterator(args.get(0)); items.hasNext(); ) {
            budget.step();
            sum = Arithmetic.add(sum, getter.apply(items.next()));
        }
        return sum;
    }

    private static Object batch(Signature.Bound args) {
        return PyIterator.generator(() -> {
            Object size = args.get(1);
            List<Object> batches = new ArrayList<>();
            PyList batch = new PyList();
            for (Object item : Containers.list(args.get(0))) {
                if (Numbers.isNumber(size) && Numbers.toDouble(size) == batch.size()) {
                    batches.add(batch);
                    batch = new PyList();
                }
                batch.add(item);
            }
            if (batch.size() > 0) {
                if (!args.isNone(2) && Numbers.index(size) > batch.size()) {
                    long missing = Numbers.index(size) - batch.size();
                    Budget.current().items(missing);
                    batch.items().addAll(Collections.nCopies((int) missing, args.get(2)));
                }
                batches.add(batch);
            }
            return batches.iterator();
        });
    }

    private static Object slice(Signature.Bound args) {
        return PyIterator.generator(() -> {
            List<Object> items = Containers.list(args.get(0));
            Object count = args.get(1);
            long perSlice = Numbers.index(Division.floorDivide((long) items.size(), count));
            long longer = Numbers.index(Division.modulo((long) items.size(), count));
            Budget.current().items(Math.max(0, Numbers.index(count)));
            List<Object> slices = new ArrayList<>();
            int from = 0;
            for (long i = 0; i < Numbers.index(count); i++) {
                int to = (int) Math.min(items.size(), from + perSlice + (i < longer ? 1 : 0));
                PyList slice = new PyList(items.subList(from, to));
                if (!args.isNone(2) && i >= longer) {
                    slice.add(args.get(2));
                }
                slices.add(slice);
                from = to;
            }
            return slices.iterator();
        });
    }
}
