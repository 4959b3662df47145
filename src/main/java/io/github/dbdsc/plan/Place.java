package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A field in a job's settings, or an element of one of its lists. */
final class Place {

    /** Put together when somebody asks, which nobody does of most places. */
    private final @Nullable Place above;

    private final String step;
    private final boolean isElement;
    private final FieldRule.Scope scope;
    private final String field;
    private final JsonNode object;

    private Place(
            @Nullable Place above,
            String step,
            boolean isElement,
            FieldRule.Scope scope,
            String field,
            JsonNode object) {
        this.above = above;
        this.step = step;
        this.isElement = isElement;
        this.scope = scope;
        this.field = field;
        this.object = object;
    }

    static Place ofSettings(JsonNode settings) {
        return new Place(null, "", false, FieldRule.Scope.JOB, "", settings);
    }

    /** A field of the object at this place; {@code actual} is what the workspace has there. */
    Place child(String name, JsonNode actual) {
        if (name.equals("new_cluster")) {
            return new Place(this, name, false, FieldRule.Scope.CLUSTER, "", actual);
        }
        if (name.equals("task") && field.equals("for_each_task")) {
            return new Place(this, name, false, FieldRule.Scope.TASK, "", actual);
        }
        return new Place(this, name, false, scope, join(field, name), object);
    }

    /** A named element of the list at this place. */
    Place element(String key, JsonNode actual) {
        return scope == FieldRule.Scope.JOB && field.equals("tasks")
                ? new Place(this, key, true, FieldRule.Scope.TASK, "", actual)
                : new Place(this, key, true, scope, field + "[]", object);
    }

    /** As people write it: {@code tasks[main].new_cluster.num_workers}. */
    String path() {
        if (above == null) {
            return step;
        }
        return isElement ? above.path() + "[" + step + "]" : join(above.path(), step);
    }

    /** In which kind of object it is. */
    FieldRule.Scope scope() {
        return scope;
    }

    /** The path inside that object; names of list elements are left out of it. */
    String field() {
        return field;
    }

    /** That object, as the workspace has it. */
    JsonNode object() {
        return object;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
