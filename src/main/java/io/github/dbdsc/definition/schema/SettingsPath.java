package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path to a value in settings, step by step. Extending it is cheap: texts are made only for problems. */
final class SettingsPath {

    static final SettingsPath ROOT = new SettingsPath(null, "", "");

    private final @Nullable SettingsPath parent;
    private final String text;
    private final String step;

    private SettingsPath(@Nullable SettingsPath parent, String text, String step) {
        this.parent = parent;
        this.text = text;
        this.step = step;
    }

    SettingsPath field(String name) {
        return new SettingsPath(this, parent == null ? name : "." + name, name);
    }

    /** Returns the path to an element of a list. Texts name it by the first of these fields that it has, else by its index. */
    SettingsPath element(int index, JsonNode element, List<String> keys) {
        return new SettingsPath(this, "[" + nameOf(element, index, keys) + "]", Integer.toString(index));
    }

    private static String nameOf(JsonNode element, int index, List<String> keys) {
        for (String key : keys) {
            JsonNode name = element.path(key);
            if (name.isTextual() && !name.textValue().isBlank()) {
                return name.textValue();
            }
        }
        return Integer.toString(index);
    }

    /** Returns the path to the same element of a list, by another name. */
    SettingsPath called(String name) {
        return parent == null ? this : new SettingsPath(parent, "[" + name + "]", step);
    }

    /** Returns the path as people write it: {@code tasks[main].new_cluster.num_workers}. */
    String text() {
        return parent == null ? "" : parent.text() + text;
    }

    /** Returns names of fields and indexes: {@code tasks}, {@code 0}, {@code new_cluster}, {@code num_workers}. */
    List<String> steps() {
        if (parent == null) {
            return List.of();
        }
        List<String> steps = new ArrayList<>(parent.steps());
        steps.add(step);
        return steps;
    }
}
