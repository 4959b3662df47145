package io.github.dbdsc.template.method;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of one type, by name. */
final class MethodTable {

    private final Map<String, Method> methods = new HashMap<>();

    MethodTable add(String name, String parameters, Method.Body body) {
        methods.put(name, Method.of(name, parameters, body));
        return this;
    }

    MethodTable add(String name, Method method) {
        methods.put(name, method);
        return this;
    }

    MethodTable addAll(MethodTable other) {
        methods.putAll(other.methods);
        return this;
    }

    @Nullable
    Method find(String name) {
        return methods.get(name);
    }
}
