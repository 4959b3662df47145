package io.github.dbdsc.template.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a call.
 *
 * @param positional in order
 * @param named in the order written
 */
public record Arguments(List<Object> positional, Map<String, Object> named) {

    public static final Arguments NONE = new Arguments(List.of(), Map.of());

    public static Arguments of(Object... positional) {
        return new Arguments(List.of(positional), Map.of());
    }

    public int size() {
        return positional.size();
    }

    public Object get(int index) {
        return positional.get(index);
    }

    /** The same arguments without the first {@code count} positional ones. */
    public Arguments drop(int count) {
        return new Arguments(positional.subList(count, positional.size()), named);
    }

    public Arguments withNamed(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(named);
        more.put(name, value);
        return new Arguments(positional, more);
    }

    public void refuseNamed(String function) {
        if (!named.isEmpty()) {
            throw PythonError.type(function + "() takes no keyword arguments");
        }
    }
}
