package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A field in a job's settings, or an element of one of its lists. */
final class Place {

    /** Null for the settings themselves. The path is built only on request, since most places never need theirs. */
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

    /** Returns the place of a field of the object at this place; {@code actual} is what the workspace has there. */
    Place child(String name, JsonNode actual) {
        if (name.equals("new_cluster")) {
            return new Place(this, name, false, FieldRule.Scope.CLUSTER, "", actual);
        }
        if (name.equals("task") && field.equals("for_each_task")) {
            return new Place(this, name, false, FieldRule.Scope.TASK, "", actual);
        }
        return new Place(this, name, false, scope, join(field, name), object);
    }

    /** Returns the place of a named element of the list at this place. */
    Place element(String key, JsonNode actual) {
        return scope == FieldRule.Scope.JOB && field.equals("tasks")
                ? new Place(this, key, true, FieldRule.Scope.TASK, "", actual)
                : new Place(this, key, true, scope, field + "[]", object);
    }

    /** Returns the path, written for people: {@code tasks[main].new_cluster.num_workers}. */
    String path() {
        if (above == null) {
            return step;
        }
        return isElement ? above.path() + "[" + step + "]" : join(above.path(), step);
    }

    /** Returns the kind of object that the field is in. */
    FieldRule.Scope scope() {
        return scope;
    }

    /** Returns the path inside that object, without the names of list elements. */
    String field() {
        return field;
    }

    /** Returns that object as the workspace has it. */
    JsonNode object() {
        return object;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
