package io.github.dbdsc.template.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Python's {@code sorted()}: stable, and it fails where two values have no order. */
public final class Sorting {

    private Sorting() {}

    public static List<Object> sorted(List<Object> items) {
        return sorted(items, UnaryOperator.identity(), false);
    }

    /** Sorts by keys that are made once for each item; reversed, equal items still keep their order. */
    public static List<Object> sorted(List<Object> items, UnaryOperator<Object> key, boolean reverse) {
        Budget.current().items(items.size() * 2L);
        List<Keyed> keyed = new ArrayList<>(items.size());
        for (Object item : items) {
            keyed.add(new Keyed(key.apply(item), item));
        }
        sort(keyed, reverse);
        List<Object> sorted = new ArrayList<>(items.size());
        keyed.forEach(entry -> sorted.add(entry.item));
        return sorted;
    }

    private record Keyed(Object key, Object item) {}

    private static void sort(List<Keyed> keyed, boolean reverse) {
        try {
            keyed.sort((a, b) -> reverse ? Comparison.order(b.key, a.key) : Comparison.order(a.key, b.key));
        } catch (IllegalArgumentException e) {
            throw PythonError.unsupported("these values have no consistent order, so they can't be sorted");
        }
    }
}
