package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.PyIterator;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Generators: nothing happens, and no error is raised, before the first item is asked for. */
final class Lazily {

    private Lazily() {}

    static PyIterator generator(Supplier<Iterator<Object>> start) {
        return PyIterator.generator(new Iterator<>() {
            private @Nullable Iterator<Object> items;

            private Iterator<Object> items() {
                if (items == null) {
                    items = start.get();
                }
                return items;
            }

            @Override
            public boolean hasNext() {
                return items().hasNext();
            }

            @Override
            public Object next() {
                return items().next();
            }
        });
    }
}
