package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.PathStep;
import io.github.dbdsc.fields.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path to a value in settings, step by step. Extending it is cheap: texts are made only for problems. */
public final class SettingsPath {

    public static final SettingsPath ROOT = new SettingsPath(null, "", false, "");

    private final @Nullable SettingsPath parent;
    private final String name;
    private final boolean isElement;
    private final String step;

    private SettingsPath(@Nullable SettingsPath parent, String name, boolean isElement, String step) {
        this.parent = parent;
        this.name = name;
        this.isElement = isElement;
        this.step = step;
    }

    /** Returns the path to a place in settings, given by names of fields and indexes. */
    public static SettingsPath of(JsonNode settings, List<String> steps) {
        SettingsPath path = ROOT;
        JsonNode node = settings;
        @Nullable Shape shape = JobFields.builtIn().settings();
        for (String step : steps) {
            if (node.isArray()) {
                int index = Integer.parseInt(step);
                JsonNode element = node.path(index);
                path = path.element(index, element, shape instanceof Shape.ListOf list ? list.keys() : List.of());
                shape = shape instanceof Shape.ListOf list ? list.element() : null;
                node = element;
            } else {
                path = path.field(step);
                shape = shape instanceof Shape.Type type ? type.field(step) : null;
                node = node.path(step);
            }
        }
        return path;
    }

    /** Returns the path to a field of what is at this path. */
    public SettingsPath field(String field) {
        return new SettingsPath(this, field, false, field);
    }

    /** Returns the path to an element of a list. Texts name it by the first of these fields that it has, else by its index. */
    public SettingsPath element(int index, JsonNode element, List<String> keys) {
        return new SettingsPath(this, nameOf(element, index, keys), true, Integer.toString(index));
    }

    private static String nameOf(JsonNode element, int index, List<String> keys) {
        for (String key : keys) {
            JsonNode found = element.path(key);
            if (found.isTextual() && !found.textValue().isBlank()) {
                return found.textValue();
            }
        }
        return Integer.toString(index);
    }

    /** Returns the path to the same element of a list, by another name. */
    SettingsPath called(String otherName) {
        return parent == null ? this : new SettingsPath(parent, otherName, true, step);
    }

    /** Returns the path as people write it: {@code tasks[main].new_cluster.num_workers}. */
    public String text() {
        if (parent == null) {
            return "";
        }
        return isElement ? parent.text() + PathStep.element(name) : PathStep.join(parent.text(), name);
    }

    /** Returns names of fields and indexes: {@code tasks}, {@code 0}, {@code new_cluster}, {@code num_workers}. */
    public List<String> steps() {
        if (parent == null) {
            return List.of();
        }
        List<String> steps = new ArrayList<>(parent.steps());
        steps.add(step);
        return steps;
    }
}
