package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.PyIterator;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.Value.None;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The filters {@code map}, {@code select} and their like. */
final class SelectFilters {

    private SelectFilters() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "map" -> SelectFilters::map;
            case "select" -> selecting(true, false);
            case "reject" -> selecting(false, false);
            case "selectattr" -> selecting(true, true);
            case "rejectattr" -> selecting(false, true);
            default -> null;
        };
    }

    private static Object map(Evaluation evaluation, Object value, Arguments arguments) {
        return PyIterator.generator(() -> {
            if (!Truth.of(value)) {
                return Collections.emptyIterator();
            }
            UnaryOperator<Object> function = mapping(evaluation, arguments);
            Iterator<Object> items = Containers.iterator(value);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return items.hasNext();
                }

                @Override
                public Object next() {
                    Budget.current().step();
                    return function.apply(items.next());
                }
            };
        });
    }

    private static UnaryOperator<Object> mapping(Evaluation evaluation, Arguments arguments) {
        if (arguments.size() == 0 && arguments.named().containsKey("attribute")) {
            Map<String, Object> named = new LinkedHashMap<>(arguments.named());
            Object attribute = named.remove("attribute");
            Object otherwise = named.containsKey("default") ? named.remove("default") : None.NONE;
            if (!named.isEmpty()) {
                throw PythonError.filterArgument("Unexpected keyword argument "
                        + Repr.of(named.keySet().iterator().next()));
            }
            return AttributeGetter.of(evaluation, attribute, otherwise);
        }
        if (arguments.size() == 0) {
            throw PythonError.filterArgument("map requires a filter argument");
        }
        Arguments rest = arguments.drop(1);
        return item -> evaluation.callFilter(arguments.get(0), item, rest);
    }

    private static BuiltIn selecting(boolean keep, boolean byAttribute) {
        return (evaluation, value, arguments) -> PyIterator.generator(() -> {
            if (!Truth.of(value)) {
                return Collections.emptyIterator();
            }
            Predicate<Object> test = test(evaluation, arguments, byAttribute);
            return selected(Containers.iterator(value), keep ? test : test.negate());
        });
    }

    private static Predicate<Object> test(Evaluation evaluation, Arguments arguments, boolean byAttribute) {
        UnaryOperator<Object> subject = UnaryOperator.identity();
        Arguments rest = arguments;
        if (byAttribute) {
            if (arguments.size() == 0) {
                throw PythonError.filterArgument("Missing parameter for attribute name");
            }
            subject = AttributeGetter.of(evaluation, arguments.get(0));
            rest = arguments.drop(1);
        }
        UnaryOperator<Object> subjectOf = subject;
        if (rest.size() == 0) {
            return item -> Truth.of(subjectOf.apply(item));
        }
        Object name = rest.get(0);
        Arguments testArguments = rest.drop(1);
        return item -> Truth.of(evaluation.callTest(name, subjectOf.apply(item), testArguments));
    }

    /** The items that pass a test, each looked at when it is asked for. */
    static Iterator<Object> selected(Iterator<Object> items, Predicate<Object> test) {
        return new Iterator<>() {
            private @Nullable Object next;

            @Override
            public boolean hasNext() {
                while (next == null && items.hasNext()) {
                    Budget.current().step();
                    Object item = items.next();
                    if (test.test(item)) {
                        next = item;
                    }
                }
                return next != null;
            }

            @Override
            public Object next() {
                Object item = hasNext() ? next : null;
                next = null;
                if (item == null) {
                    throw new NoSuchElementException();
                }
                return item;
            }
        };
    }
}
