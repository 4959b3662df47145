package io.github.dbdsc.definition.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to a value, one step after the other. Walking is cheap: texts are made only for what is found. */
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

    /** An element of a list, called by its name, or its index where it has none. */
    SettingsPath element(int index, String name) {
        return new SettingsPath(this, "[" + name + "]", Integer.toString(index));
    }

    /** The same element of a list, called by another name. */
    SettingsPath called(String name) {
        return parent == null ? this : new SettingsPath(parent, "[" + name + "]", step);
    }

    /** As people write it: {@code tasks[main].new_cluster.num_workers}. */
    String text() {
        return parent == null ? "" : parent.text() + text;
    }

    /** Names of fields and indexes: {@code tasks}, {@code 0}, {@code new_cluster}, {@code num_workers}. */
    List<String> steps() {
        if (parent == null) {
            return List.of();
        }
        List<String> steps = new ArrayList<>(parent.steps());
        steps.add(step);
        return steps;
    }
}
