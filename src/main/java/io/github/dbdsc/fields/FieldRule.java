package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a field beyond its type: mostly, why it may look different from its definition without being different.
 *
 * @param where the kind of object that has the field
 * @param field its path inside that object; {@code []} stands for any element of a list, and {@code .*} at the end for
 *     everything below it
 * @param kind what is known
 * @param values the values that the kind refers to
 * @param other the field that a {@link Kind#SAME_AS} compares with; null for other kinds
 * @param with the field that an object must have for the rule to apply; null when it applies to all
 * @param job the field that the job must have, or with a {@code !} before it must not have; null when it applies to all
 * @param unit what a {@link Kind#LIMIT} counts; null for other kinds
 * @param reason the explanation for people
 */
record FieldRule(
        Scope where,
        String field,
        Kind kind,
        List<JsonNode> values,
        @Nullable String other,
        @Nullable String with,
        @Nullable String job,
        @Nullable String unit,
        String reason) {

    /** The kinds of objects that rules are about. */
    enum Scope {
        /** The settings themselves. */
        JOB,
        /** An element of {@code tasks}, or the task inside a {@code for_each_task}. */
        TASK,
        /** A {@code new_cluster}. */
        CLUSTER;

        /** Returns the kind of object with this shape; null when rules are not about such objects. */
        static @Nullable Scope of(@Nullable Shape shape) {
            if (!(shape instanceof Shape.Type type)) {
                return null;
            }
            return switch (type.name()) {
                case "JobSettings" -> JOB;
                case "Task" -> TASK;
                case "ClusterSpec" -> CLUSTER;
                default -> null;
            };
        }
    }

    /** What can be known of a field. */
    enum Kind {
        /** A field that is left out has one of these values. */
        DEFAULT,
        /** A field that is left out has the value of the other field. */
        SAME_AS,
        /** A field that is left out names whom the job runs as. */
        RUN_AS,
        /**
         * A field that is left out may have any value where nothing says what the service filled in. The values are those
         * that it is known to fill in; any other is somebody's, and a reset takes it away.
         */
        FILLED_IN,
        /** A field that is left out stays as it is, whoever set it: replacing the settings does not remove it. */
        KEPT,
        /** A field that is left out is an operator's to set, as long as the definition has the object around it. */
        OPERATOR,
        /** A field that is set is not shown, or shown as not set. */
        NEVER_RETURNED,
        /** A field that is set is taken and replaced by the service's own value. */
        IGNORED,
        /** The field may be missing from a listing though the job has it. */
        NOT_LISTED,
        /** These values mean the same. */
        EQUIVALENT,
        /** Values that differ in upper and lower case only mean the same. */
        ANY_CASE,
        /** These values, in a definition, stand for any. */
        WILDCARD,
        /** A string means the same with and without this prefix. */
        PREFIX,
        /** An object has an effect by being there, even without a field. */
        BLOCK,
        /** The list means the same in any order. */
        UNORDERED,
        /** The field holds at most so many of a unit. */
        LIMIT
    }

    FieldRule {
        values = List.copyOf(values);
    }

    /** Reports whether the rule applies to the field at this place. */
    boolean covers(Place place) {
        String path = place.field();
        boolean here = field.endsWith(".*") ? path.regionMatches(0, field, 0, field.length() - 1) : path.equals(field);
        return here && appliesIn(place.object(), place::settings);
    }

    /** Reports whether the rule's conditions hold for this object of these settings. */
    boolean appliesIn(JsonNode object, Supplier<JsonNode> settings) {
        return (with == null || object.hasNonNull(with)) && (job == null || isRightJob(settings.get(), job));
    }

    private static boolean isRightJob(JsonNode settings, String condition) {
        return condition.startsWith("!")
                ? !settings.hasNonNull(condition.substring(1))
                : settings.hasNonNull(condition);
    }

    boolean has(JsonNode value) {
        return values.stream().anyMatch(listed -> FieldValues.same(listed, value));
    }
}
