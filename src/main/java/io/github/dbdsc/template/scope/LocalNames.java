package io.github.dbdsc.template.scope;

import io.github.dbdsc.template.value.Value.Absent;
import java.util.HashMap;
import java.util.Map;

/** Names that were assigned in a template, so that an included one can see them. */
public final class LocalNames {

    private final Map<String, Variable> variables;

    LocalNames(Map<String, Variable> variables) {
        this.variables = variables;
    }

    /** Those that have a value. */
    public Map<String, Object> values(Frame frame) {
        Map<String, Object> values = new HashMap<>();
        variables.forEach((name, variable) -> {
            Object value = variable.get(frame);
            if (value != Absent.ABSENT) {
                values.put(name, value);
            }
        });
        return values;
    }
}
