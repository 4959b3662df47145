package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.export.learn.Scope.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds values that many instances have, so that a template may say them once, and definitions leave them out. */
final class UsualValues {

    /** {@code | default()}. */
    private static final int SAID = 12;

    /** Quotes, colon, comma and a line around a value in a definition. */
    private static final int AROUND = 8;

    /** What fewer have is nothing that people would expect. */
    private static final double SHARE = 0.3;

    private UsualValues() {}

    /**
     * Returns the value of a variable that is better left out of definitions.
     *
     * @param uses how often the template names the variable
     */
    static Optional<JsonNode> of(Variable variable, long uses) {
        Map<JsonNode, Integer> counts = new HashMap<>();
        for (@Nullable JsonNode value : variable.values()) {
            if (value == null || value.isContainerNode() || value.isPojo() || value.isNull()) {
                return Optional.empty();
            }
            counts.merge(value, 1, Integer::sum);
        }
        Map.Entry<JsonNode, Integer> most = null;
        for (JsonNode value : variable.values()) {
            int count = counts.getOrDefault(value, 0);
            if (most == null || count > most.getValue()) {
                most = Map.entry(value, count);
            }
        }
        if (most == null || most.getValue() < SHARE * variable.values().length || most.getValue() < 2) {
            return Optional.empty();
        }
        long length = most.getKey().toString().length();
        long saved = most.getValue() * (variable.name().length() + AROUND + length) - uses * (SAID + length);
        return saved > 0 ? Optional.of(most.getKey()) : Optional.empty();
    }
}
