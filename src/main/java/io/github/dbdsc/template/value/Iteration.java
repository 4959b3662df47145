package io.github.dbdsc.template.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Python's {@code iter()} and what is built on it. */
public final class Iteration {

    private Iteration() {}

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
    public static Iterator<Object> of(Object value) {
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
            Budget.current().items(sequence.size());
            return new ArrayList<>(sequence.asList());
        }
        Budget budget = Budget.current();
        List<Object> items = new ArrayList<>();
        for (Iterator<Object> it = of(value); it.hasNext(); ) {
            items.add(it.next());
            budget.step();
            budget.items(1);
        }
        return items;
    }

    /** Sees what is added to or taken from the list while it is walked, as Python does. */
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

    private static final class Characters implements Iterator<Object> {
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
            int end = text.offsetByCodePoints(next, 1);
            String character = text.substring(next, end);
            next = end;
            return character;
        }
    }
}
