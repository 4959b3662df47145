package io.github.dbdsc.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what waits, directly or not, for itself. */
public final class DependencyCycles<T> {

    /** What is not known to get its turn, in the order given, with those that each waits for. */
    private final Map<T, Set<T>> waiting = new LinkedHashMap<>();

    private final Map<T, List<T>> followers = new HashMap<>();

    private DependencyCycles(Map<T, ? extends Collection<T>> dependencies) {
        dependencies.forEach((item, before) -> {
            Set<T> known = new LinkedHashSet<>(before);
            known.retainAll(dependencies.keySet());
            known.forEach(one ->
                    followers.computeIfAbsent(one, o -> new ArrayList<>()).add(item));
            waiting.put(item, known);
        });
    }

    /**
     * The cycles, one for each way in which items wait for each other. With an item of every cycle taken out none is
     * left.
     *
     * @param dependencies what each item waits for; what is not a key itself waits for nothing
     * @return each as its items, every one followed by one that it waits for, the last by the first
     */
    public static <T> List<List<T>> in(Map<T, ? extends Collection<T>> dependencies) {
        DependencyCycles<T> items = new DependencyCycles<>(dependencies);
        items.release(items.free());
        List<List<T>> cycles = new ArrayList<>();
        while (!items.waiting.isEmpty()) {
            List<T> cycle = items.find();
            cycles.add(cycle);
            items.release(cycle);
        }
        return cycles;
    }

    private Set<T> dependenciesOf(T item) {
        return waiting.getOrDefault(item, Set.of());
    }

    private List<T> free() {
        return waiting.keySet().stream()
                .filter(item -> dependenciesOf(item).isEmpty())
                .toList();
    }

    /** Takes items out, and with them every one that then waits for none. */
    private void release(List<T> items) {
        Deque<T> released = new ArrayDeque<>(items);
        while (!released.isEmpty()) {
            T item = released.remove();
            waiting.remove(item);
            for (T follower : followers.getOrDefault(item, List.of())) {
                Set<T> left = waiting.get(follower);
                if (left != null && left.remove(item) && left.isEmpty()) {
                    released.add(follower);
                }
            }
        }
    }

    /** A cycle among those that wait. There is one: each waits for another. */
    private List<T> find() {
        List<T> way = new ArrayList<>();
        Set<T> seen = new LinkedHashSet<>();
        T item = waiting.keySet().iterator().next();
        while (seen.add(item)) {
            way.add(item);
            item = dependenciesOf(item).iterator().next();
        }
        return List.copyOf(way.subList(way.indexOf(item), way.size()));
    }
}
