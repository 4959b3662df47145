package io.github.dbdsc.template.scope;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One function of a compiled template: the root, a block, a macro or a recursive loop. It owns slots. */
final class FunctionScope {

    private final @Nullable FunctionScope outer;
    private final Map<String, Slot> slots = new HashMap<>();

    FunctionScope(@Nullable FunctionScope outer) {
        this.outer = outer;
    }

    /** The slot of a name at a nesting level; scopes that follow each other on one level share it. */
    Slot slot(int level, String name) {
        return slots.computeIfAbsent(level + ":" + name, key -> new Slot(this, slots.size(), name));
    }

    int slotCount() {
        return slots.size();
    }

    /** How many functions further out the owner of the slot is. */
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
