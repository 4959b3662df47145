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

/** Finds items that wait for themselves, directly or not. */
public final class DependencyCycles<T> {

    /** The items that may be in a cycle, in the given order, with those that each still waits for. */
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
     * Returns cycles that share no item. Without their items, no cycle is left.
     *
     * @param dependencies what each item waits for; an item that is not a key waits for nothing
     * @return each as a list in which every item waits for the next, and the last for the first
     */
    public static <T> List<List<T>> in(Map<T, ? extends Collection<T>> dependencies) {
        DependencyCycles<T> items = new DependencyCycles<>(dependencies);
        items.release(items.free());
        List<List<T>> cycles = new ArrayList<>();
        while (!items.waiting.isEmpty()) {
            List<T> cycle = items.cycle();
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

    /** Removes items, and with them every item that then waits for none. */
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

    /** Returns a cycle among the items left. There is one, since each waits for another. */
    private List<T> cycle() {
        List<T> path = new ArrayList<>();
        Set<T> seen = new LinkedHashSet<>();
        T item = waiting.keySet().iterator().next();
        while (seen.add(item)) {
            path.add(item);
            item = dependenciesOf(item).iterator().next();
        }
        return List.copyOf(path.subList(path.indexOf(item), path.size()));
    }
}
