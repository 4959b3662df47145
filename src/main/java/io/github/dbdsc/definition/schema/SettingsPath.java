package io.github.dbdsc.definition.schema;

/** The way to a value as people write it: {@code tasks[main].new_cluster.num_workers}. */
record SettingsPath(String text) {

    static final SettingsPath ROOT = new SettingsPath("");

    SettingsPath field(String name) {
        return new SettingsPath(text.isEmpty() ? name : text + "." + name);
    }

    /** An element of a list, by its name or its index. */
    SettingsPath element(String nameOrIndex) {
        return new SettingsPath(text + "[" + nameOrIndex + "]");
    }
}
