package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A field in a job's settings.
 *
 * @param path from the settings, as people write it: {@code tasks[main].new_cluster.num_workers}
 * @param scope the kind of object that rules see the field in
 * @param field from that object: {@code num_workers}
 * @param object that object, as the workspace has it
 */
record Place(String path, FieldRule.Scope scope, String field, JsonNode object) {

    static Place ofSettings(JsonNode settings) {
        return new Place("", FieldRule.Scope.JOB, "", settings);
    }

    /** A field of the object at this place; {@code actual} is what the workspace has there. */
    Place child(String name, JsonNode actual) {
        String longer = join(path, name);
        if (name.equals("new_cluster")) {
            return new Place(longer, FieldRule.Scope.CLUSTER, "", actual);
        }
        if (name.equals("task") && field.equals("for_each_task")) {
            return new Place(longer, FieldRule.Scope.TASK, "", actual);
        }
        return new Place(longer, scope, join(field, name), object);
    }

    /** A named element of the list at this place. */
    Place element(String key, JsonNode actual) {
        String longer = path + "[" + key + "]";
        return scope == FieldRule.Scope.JOB && field.equals("tasks")
                ? new Place(longer, FieldRule.Scope.TASK, "", actual)
                : new Place(longer, scope, field + "[]", object);
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
