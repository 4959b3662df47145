package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Signature;
import java.util.HashMap;
import java.util.Map;

/** Filters or tests by name. */
final class BuiltInTable {

    /** What a filter or test does, once its arguments are matched to its parameters. */
    interface Body {
        Object apply(Evaluation evaluation, Signature.Bound arguments);
    }

    private final Map<String, BuiltIn> functions = new HashMap<>();

    /** @param parameters the first is the value that is filtered or tested; see {@link Signature#of} */
    BuiltInTable add(String name, String parameters, Body body) {
        Signature signature = Signature.of(name, parameters);
        return add(name, (evaluation, value, arguments) -> body.apply(evaluation, signature.bind(value, arguments)));
    }

    BuiltInTable add(String name, BuiltIn function) {
        functions.put(name, function);
        return this;
    }

    BuiltInTable alias(String name, String original) {
        functions.put(name, java.util.Objects.requireNonNull(functions.get(original)));
        return this;
    }

    BuiltInTable addAll(BuiltInTable other) {
        functions.putAll(other.functions);
        return this;
    }

    Map<String, BuiltIn> byName() {
        return Map.copyOf(functions);
    }
}
