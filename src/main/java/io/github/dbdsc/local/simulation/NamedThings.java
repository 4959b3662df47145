package io.github.dbdsc.local.simulation;

import io.github.dbdsc.model.NamedKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What else the workspace has beside jobs: policies, pools, warehouses and so on, each with an id and a name. */
public final class NamedThings {

    /** One of them. */
    record Thing(String id, String name) {}

    private final Map<NamedKind, List<Thing>> things = new EnumMap<>(NamedKind.class);

    /** Adds one; names need not differ. */
    public synchronized void add(NamedKind kind, String id, String name) {
        things.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Thing(id, name));
    }

    synchronized List<Thing> of(NamedKind kind) {
        return List.copyOf(things.getOrDefault(kind, List.of()));
    }
}
