package io.github.dbdsc.template.value;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Functions by the names that templates call them by. There are some two hundred, of which a template calls a handful,
 * and the JVM takes time to link a lambda when its line is first executed: so each function is made when it is first
 * asked for. Safe for use from several threads, which all find the same function.
 */
public final class FunctionTable<F> {

    /** Functions that belong together. */
    public interface Group<F> {

        /** Makes the function of that name; null if the group has none. */
        @Nullable
        F make(String name);
    }

    private final List<Group<F>> groups;
    private final Map<String, F> made = new ConcurrentHashMap<>();

    /** @param groups asked one after the other */
    public FunctionTable(List<Group<F>> groups) {
        this.groups = List.copyOf(groups);
    }

    /** The function of that name, if there is one. */
    public @Nullable F find(String name) {
        F known = made.get(name);
        return known == null ? make(name) : known;
    }

    private @Nullable F make(String name) {
        for (Group<F> group : groups) {
            F function = group.make(name);
            if (function != null) {
                F earlier = made.putIfAbsent(name, function);
                return earlier == null ? function : earlier;
            }
        }
        return null;
    }
}
