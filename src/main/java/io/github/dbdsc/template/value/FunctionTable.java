package io.github.dbdsc.template.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Functions by the names that templates call them by. A template calls a handful of some two hundred, and the JVM takes
 * time for each lambda whose line it executes for the first time: so each function is made when it is first asked for.
 * Safe for use from several threads, which all find the same function.
 */
public final class FunctionTable<F> {

    /** Functions that belong together. */
    public interface Group<F> {

        /** Makes the function of that name; returns null if the group has none. */
        @Nullable
        F named(String name);
    }

    /** How many names are remembered at least, functions or not. Data can ask for any number of names. */
    private static final int REMEMBERED = 1_000;

    /** No function has a longer name; to remember and compare texts of any length would take time and memory. */
    private static final int LONGEST_NAME = 64;

    private final List<Group<F>> groups;

    /** What a name was found to be: {@code value.name} asks for a method first, each time, and is an item as a rule. */
    private final Map<String, Optional<F>> known = new ConcurrentHashMap<>();

    /** @param groups where a function is looked for, one after the other */
    public FunctionTable(List<Group<F>> groups) {
        this.groups = List.copyOf(groups);
    }

    /** Returns the function of that name; null if there is none. */
    public @Nullable F find(String name) {
        if (name.length() > LONGEST_NAME) {
            return null;
        }
        Optional<F> found = known.get(name);
        return (found == null ? learn(name) : found).orElse(null);
    }

    private Optional<F> learn(String name) {
        Optional<F> found = Optional.ofNullable(make(name));
        if (found.isEmpty() && known.size() >= REMEMBERED) {
            return found;
        }
        Optional<F> earlier = known.putIfAbsent(name, found);
        return earlier == null ? found : earlier;
    }

    private @Nullable F make(String name) {
        for (Group<F> group : groups) {
            F function = group.named(name);
            if (function != null) {
                return function;
            }
        }
        return null;
    }
}
