package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Why one field may look different from what its definition says without being different.
 *
 * @param where in which kind of object the field is
 * @param field its path inside that object; {@code .*} at the end stands for everything below
 * @param kind in which way it looks different
 * @param values what the kind is about
 * @param other the field that a {@link Kind#SAME_AS} compares with
 * @param with the rule holds only where the object has this field
 * @param reason for people
 */
record FieldRule(
        Scope where,
        String field,
        Kind kind,
        List<JsonNode> values,
        Optional<String> other,
        Optional<String> with,
        String reason) {

    /** The kinds of objects that rules speak of. */
    enum Scope {
        /** The settings themselves. */
        JOB,
        /** An element of {@code tasks}, or the task inside a {@code for_each_task}. */
        TASK,
        /** A {@code new_cluster}. */
        CLUSTER
    }

    /** The ways in which the service shows something else than it was given. */
    enum Kind {
        /** A field that is left out has one of these values. */
        DEFAULT,
        /** A field that is left out has the value of the other field. */
        SAME_AS,
        /** A field that is left out may have any value, as long as nothing better is known. */
        FILLED_IN,
        /** A field that is left out stays as it is, whoever set it: replacing the settings does not take it away. */
        KEPT,
        /** A field that is left out is an operator's to set. */
        OPERATOR,
        /** A field that is set is not shown. */
        NEVER_RETURNED,
        /** These values mean the same. */
        EQUIVALENT,
        /** These values, in a definition, stand for any. */
        WILDCARD,
        /** A text means the same with and without this at its start. */
        PREFIX
    }

    FieldRule {
        values = List.copyOf(values);
    }

    /** Whether the rule speaks of the field at this path inside this object. */
    boolean covers(String path, JsonNode object) {
        boolean here = field.endsWith(".*") ? path.regionMatches(0, field, 0, field.length() - 1) : path.equals(field);
        return here && with.map(object::hasNonNull).orElse(true);
    }

    boolean has(JsonNode value) {
        return values.stream().anyMatch(listed -> FieldValues.same(listed, value));
    }
}
