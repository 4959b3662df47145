package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.IterableValue;
import io.github.dbdsc.template.value.Value.Sequence;
import io.github.dbdsc.template.value.Value.Sized;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Python's {@code len()}, {@code iter()} and {@code in}, on all types that have them. */
public final class Containers {

    private Containers() {}

    /** Whether the value has a length. */
    public static boolean isSized(Object value) {
        return value instanceof String
                || value instanceof Sequence
                || value instanceof PyDict
                || value instanceof Markup
                || value instanceof PyRange
                || value instanceof DictView
                || value instanceof Sized
                || value instanceof Undefined;
    }

    /**
     * Python's {@code len()}.
     *
     * @throws PythonError TypeError when the value has no length
     */
    public static long length(Object value) {
        if (value instanceof String text) {
            return Strings.length(text);
        }
        if (value instanceof Sequence sequence) {
            return sequence.size();
        }
        if (value instanceof PyDict dict) {
            return dict.size();
        }
        if (value instanceof Markup markup) {
            return Strings.length(markup.text());
        }
        if (value instanceof PyRange range) {
            return range.size();
        }
        if (value instanceof DictView view) {
            return view.size();
        }
        if (value instanceof Sized sized) {
            return sized.length();
        }
        if (value instanceof Undefined undefined) {
            undefined.use();
            return 0;
        }
        throw PythonError.type("object of type '" + TypeName.of(value) + "' has no len()");
    }

    /** Whether {@link #iterator} takes the value; those of {@code Undefined} may still raise. */
    public static boolean isIterable(Object value) {
        return value instanceof Sequence
                || value instanceof PyDict
                || Strings.isString(value)
                || value instanceof PyRange
                || value instanceof PyIterator
                || value instanceof DictView
                || value instanceof Undefined
                || value instanceof IterableValue;
    }

    /**
     * Python's {@code iter()}.
     *
     * @throws PythonError TypeError when the value can't be iterated
     */
    public static Iterator<Object> iterator(Object value) {
        if (value instanceof PyList list) {
            return new ListIterator(list);
        }
        if (value instanceof PyTuple tuple) {
            return tuple.asList().iterator();
        }
        if (value instanceof PyIterator iterator) {
            return iterator;
        }
        if (value instanceof PyRange range) {
            return range.iterator();
        }
        if (value instanceof PyDict dict) {
            return new DictView(dict, DictView.Kind.KEYS).iterator();
        }
        if (value instanceof DictView view) {
            return view.iterator();
        }
        ReferenceNumber.refuse(value);
        if (value instanceof String text) {
            return new Characters(text);
        }
        if (value instanceof Markup markup) {
            // its characters are plain strings again
            return new Characters(markup.text());
        }
        if (value instanceof IterableValue iterable) {
            return iterable.iterator();
        }
        if (value instanceof Undefined undefined) {
            undefined.use();
            return Collections.emptyIterator();
        }
        throw PythonError.type("'" + TypeName.of(value) + "' object is not iterable");
    }

    /** All items as a new list, counted against the budget. */
    public static List<Object> list(Object value) {
        if (value instanceof Sequence sequence) {
            Budget budget = Budget.current();
            budget.items(sequence.size());
            budget.passing(sequence.size());
            return new ArrayList<>(sequence.asList());
        }
        Budget budget = Budget.current();
        List<Object> items = new ArrayList<>();
        for (Iterator<Object> it = iterator(value); it.hasNext(); ) {
            items.add(it.next());
            budget.step();
            budget.items(1);
        }
        return items;
    }

    /** Python's {@code item in container}. */
    public static boolean contains(Object container, Object item) {
        if (Strings.isString(container)) {
            if (!Strings.isString(item)) {
                throw PythonError.type("'in <string>' requires string as left operand, not " + TypeName.of(item));
            }
            ReferenceNumber.refuseSearch(container.toString(), item.toString());
            Budget.current().searching(container.toString(), item.toString());
            return container.toString().contains(item.toString());
        }
        if (container instanceof PyDict dict) {
            return dict.containsKey(item);
        }
        if (container instanceof PyRange range && Numbers.isInteger(item)) {
            return range.contains(Numbers.index(item));
        }
        if (container instanceof DictView view && view.kind() == DictView.Kind.KEYS) {
            return view.dict().containsKey(item);
        }
        if (!isIterable(container)) {
            throw PythonError.type("argument of type '" + TypeName.of(container) + "' is not iterable");
        }
        Budget budget = Budget.current();
        for (Iterator<Object> it = iterator(container); it.hasNext(); ) {
            budget.step();
            if (PythonComparison.same(it.next(), item, 0)) {
                return true;
            }
        }
        return false;
    }

    /** Sees items that are added or removed during the iteration, as Python does. */
    private static final class ListIterator implements Iterator<Object> {
        private final PyList list;
        private int next;

        ListIterator(PyList list) {
            this.list = list;
        }

        @Override
        public boolean hasNext() {
            return next < list.size();
        }

        @Override
        public Object next() {
            if (next >= list.size()) {
                throw new NoSuchElementException();
            }
            return list.get(next++);
        }
    }

    /** Takes the same object for the same character again, since a text has many characters and few different ones. */
    private static final class Characters implements Iterator<Object> {
        private static final int KEPT = 64;

        private final @Nullable String[] kept = new String[KEPT];
        private final String text;
        private int next;

        Characters(String text) {
            this.text = text;
        }

        @Override
        public boolean hasNext() {
            return next < text.length();
        }

        @Override
        public Object next() {
            if (next >= text.length()) {
                throw new NoSuchElementException();
            }
            int c = text.codePointAt(next);
            next += Character.charCount(c);
            String known = kept[c % KEPT];
            if (known == null || known.codePointAt(0) != c) {
                known = Character.toString(c);
                kept[c % KEPT] = known;
            }
            return known;
        }
    }
}
