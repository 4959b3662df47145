package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a field may look different from its definition without being different.
 *
 * @param where the kind of object that has the field
 * @param field its path inside that object; {@code .*} at the end stands for everything below it
 * @param kind how it looks different
 * @param values the values that the kind refers to
 * @param other the field that a {@link Kind#SAME_AS} compares with; null for other kinds
 * @param with the field that an object must have for the rule to apply; null when it applies to all
 * @param reason the explanation for people
 */
record FieldRule(
        Scope where,
        String field,
        Kind kind,
        List<JsonNode> values,
        @Nullable String other,
        @Nullable String with,
        String reason) {

    /** The kinds of objects that rules are about. */
    enum Scope {
        /** The settings themselves. */
        JOB,
        /** An element of {@code tasks}, or the task inside a {@code for_each_task}. */
        TASK,
        /** A {@code new_cluster}. */
        CLUSTER
    }

    /** The ways in which the service shows a field differently from what it was given. */
    enum Kind {
        /** A field that is left out has one of these values. */
        DEFAULT,
        /** A field that is left out has the value of the other field. */
        SAME_AS,
        /** A field that is left out may have any value, where the state does not say what the service filled in. */
        FILLED_IN,
        /** A field that is left out stays as it is, whoever set it: replacing the settings does not remove it. */
        KEPT,
        /** A field that is left out is an operator's to set. */
        OPERATOR,
        /** A field that is set is not shown. */
        NEVER_RETURNED,
        /** These values mean the same. */
        EQUIVALENT,
        /** These values, in a definition, stand for any. */
        WILDCARD,
        /** A string means the same with and without this prefix. */
        PREFIX
    }

    FieldRule {
        values = List.copyOf(values);
    }

    /** Reports whether the rule applies to the field at this path in this object. */
    boolean covers(String path, JsonNode object) {
        boolean here = field.endsWith(".*") ? path.regionMatches(0, field, 0, field.length() - 1) : path.equals(field);
        return here && (with == null || object.hasNonNull(with));
    }

    boolean has(JsonNode value) {
        return values.stream().anyMatch(listed -> FieldValues.same(listed, value));
    }
}
