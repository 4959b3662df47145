package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A field in a job's settings, or an element of one of its lists. */
public final class Place {

    /** Null for the settings themselves. The path is built only on request, since most places never need theirs. */
    private final @Nullable Place above;

    private final String step;
    private final boolean isElement;
    private final @Nullable Shape shape;
    private final FieldRule.Scope scope;
    private final String field;
    private final JsonNode object;

    private Place(
            @Nullable Place above,
            String step,
            boolean isElement,
            @Nullable Shape shape,
            FieldRule.Scope scope,
            String field,
            JsonNode object) {
        this.above = above;
        this.step = step;
        this.isElement = isElement;
        this.shape = shape;
        this.scope = scope;
        this.field = field;
        this.object = object;
    }

    /** Returns the place of the settings themselves; {@code settings} is what the workspace has. */
    static Place ofSettings(Shape.Type shape, JsonNode settings) {
        return new Place(null, "", false, shape, FieldRule.Scope.JOB, "", settings);
    }

    /** Returns the place of a field of the object at this place; {@code actual} is what the workspace has there. */
    public Place child(String name, JsonNode actual) {
        Shape inside = shapeOf(name);
        FieldRule.Scope entered = FieldRule.Scope.of(inside);
        return entered == null
                ? new Place(this, name, false, inside, scope, join(field, name), object)
                : new Place(this, name, false, inside, entered, "", actual);
    }

    private @Nullable Shape shapeOf(String name) {
        if (shape instanceof Shape.Type type) {
            return type.field(name);
        }
        return shape instanceof Shape.StringMap ? ENTRY : null;
    }

    private static final Shape ENTRY = new Shape.Scalar("string");

    /** Returns the place of a named element of the list at this place. */
    public Place element(String key, JsonNode actual) {
        Shape inside = shape instanceof Shape.ListOf list ? list.element() : null;
        FieldRule.Scope entered = FieldRule.Scope.of(inside);
        return entered == null
                ? new Place(this, key, true, inside, scope, field + "[]", object)
                : new Place(this, key, true, inside, entered, "", actual);
    }

    /** Returns the field that names the elements of the list at this place; null when they are known by their position. */
    public @Nullable String elementKey() {
        return shape instanceof Shape.ListOf list && list.keys().size() == 1
                ? list.keys().get(0)
                : null;
    }

    /** Reports whether the Jobs API has this field, as far as this program knows. */
    public boolean isKnown() {
        return shape != null;
    }

    /** Returns the path, written for people: {@code tasks[main].new_cluster.num_workers}; see {@link PathStep}. */
    public String path() {
        if (above == null) {
            return step;
        }
        return isElement ? above.path() + PathStep.element(step) : PathStep.join(above.path(), step);
    }

    /** Reports whether this is an entry of a map whose names and values are the user's own. */
    boolean isEntry() {
        return shape == ENTRY;
    }

    /** Reports whether this is a field of the settings themselves, by this name. */
    public boolean isAt(String name) {
        return above != null && above.above == null && step.equals(name);
    }

    /** Reports whether this is a job tag by one of these names. */
    public boolean isTag(Set<String> names) {
        return above != null && above.isAt("tags") && names.contains(step);
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

    /** Returns the settings as the workspace has them. */
    JsonNode settings() {
        Place place = this;
        while (place.above != null) {
            place = place.above;
        }
        return place.object;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
