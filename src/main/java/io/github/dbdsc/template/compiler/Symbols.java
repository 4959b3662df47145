package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.value.PythonError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The names that one scope reads and writes, and how each gets its first value when the scope is entered: Jinja2's
 * {@code idtracking.py}.
 */
final class Symbols {

    /** Where a slot's first value comes from. */
    sealed interface Load {

        /** The code that enters the scope sets it. */
        record Parameter() implements Load {}

        /** The context is asked for the name. */
        record Resolve(String name) implements Load {}

        /** A copy of the enclosing scope's value. */
        record Alias(Slot outer) implements Load {}

        /** Nothing until the name is assigned. */
        record Empty() implements Load {}
    }

    private final FunctionScope function;
    private final @Nullable Symbols parent;
    private final int level;
    private final Map<String, Slot> slots = new HashMap<>();
    private final Map<Slot, Load> loads = new LinkedHashMap<>();
    private final Set<String> stores = new LinkedHashSet<>();

    Symbols(FunctionScope function, @Nullable Symbols parent) {
        this.function = function;
        this.parent = parent;
        this.level = parent == null ? 0 : parent.level + 1;
    }

    private Symbols(Symbols original) {
        this.function = original.function;
        this.parent = original.parent;
        this.level = original.level;
        slots.putAll(original.slots);
        loads.putAll(original.loads);
        stores.addAll(original.stores);
    }

    FunctionScope function() {
        return function;
    }

    @Nullable
    Slot find(String name) {
        Slot slot = slots.get(name);
        return slot == null && parent != null ? parent.find(name) : slot;
    }

    private Slot define(String name, Load load) {
        Slot slot = function.slot(level, name);
        slots.put(name, slot);
        loads.put(slot, load);
        return slot;
    }

    /** Records that the scope reads a name. */
    void load(String name) {
        if (find(name) == null) {
            define(name, new Load.Resolve(name));
        }
    }

    /** Records that the scope assigns a name. */
    void store(String name) {
        stores.add(name);
        if (!slots.containsKey(name)) {
            Slot outer = parent == null ? null : parent.find(name);
            define(name, outer == null ? new Load.Empty() : new Load.Alias(outer));
        }
    }

    /** Records a parameter of the scope: a loop's target, a macro's argument. */
    void parameter(String name) {
        stores.add(name);
        define(name, new Load.Parameter());
    }

    /**
     * Records the names of branches of which only one will run. A name that only some of them assign starts out with the
     * value it has outside.
     */
    void branches(Collection<? extends Collection<? extends Node>> branches) {
        List<Symbols> seen = new ArrayList<>();
        for (Collection<? extends Node> branch : branches) {
            Symbols copy = new Symbols(this);
            branch.forEach(node -> node.declare(copy));
            seen.add(copy);
        }
        Set<String> assigned = new LinkedHashSet<>();
        seen.forEach(branch -> assigned.addAll(branch.stores));
        assigned.removeAll(stores);
        for (Symbols branch : seen) {
            slots.putAll(branch.slots);
            loads.putAll(branch.loads);
            stores.addAll(branch.stores);
        }
        for (String name : assigned) {
            Slot outer = parent == null ? null : parent.find(name);
            Slot slot = slots.getOrDefault(name, function.slot(level, name));
            loads.put(slot, outer == null ? new Load.Resolve(name) : new Load.Alias(outer));
        }
    }

    Map<Slot, Load> loads() {
        return loads;
    }

    /** Returns every name assigned here or further out, with its slot. */
    Map<String, Slot> visibleStores() {
        Map<String, Slot> visible = new LinkedHashMap<>();
        for (Symbols scope = this; scope != null; scope = scope.parent) {
            for (String name : scope.stores) {
                Slot slot = find(name);
                if (slot != null) {
                    visible.putIfAbsent(name, slot);
                }
            }
        }
        return visible;
    }

    /** One function of a compiled template: the root, a block, a macro or a recursive loop. It owns slots. */
    static final class FunctionScope {

        private final @Nullable FunctionScope outer;
        private final Map<String, Slot> slots = new HashMap<>();
        private @Nullable Supplier<PythonError> refusal;

        FunctionScope(@Nullable FunctionScope outer) {
            this.outer = outer;
        }

        /** Returns the slot of a name at a nesting level; scopes that follow each other on one level share it. */
        Slot slot(int level, String name) {
            return slots.computeIfAbsent(level + ":" + name, key -> new Slot(this, slots.size(), name));
        }

        /** Has whoever runs the function get this error: Jinja2 makes something of it that does not print. */
        void refuse(Supplier<PythonError> error) {
            refusal = refusal == null ? error : refusal;
        }

        /** Returns what the function does, or throws its error. */
        Instruction orRefusal(Instruction instruction) {
            Supplier<PythonError> error = refusal;
            return error == null
                    ? instruction
                    : (frame, out) -> {
                        throw error.get();
                    };
        }

        /** Returns whether it is inside another function of the template. */
        boolean isNested() {
            return outer != null;
        }

        int slotCount() {
            return slots.size();
        }

        /** Returns how many functions further out the owner of the slot is. */
        int distanceTo(Slot slot) {
            int distance = 0;
            FunctionScope function = this;
            while (function != slot.function() && function.outer != null) {
                function = function.outer;
                distance++;
            }
            return distance;
        }
    }

    /** Where a function keeps the value of one name. */
    record Slot(FunctionScope function, int index, String name) {

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
