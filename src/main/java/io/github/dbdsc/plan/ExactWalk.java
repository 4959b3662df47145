package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks through two versions of settings and reports every field in which they are not exactly the same. Only the order
 * of an object's fields, and of lists that mean the same in any order, does not count, and a null is a field that is not
 * there.
 */
final class ExactWalk {

    private static final JsonNode NOTHING = MissingNode.getInstance();

    private final JobFields fields;
    private final Visitor visitor;

    private ExactWalk(JobFields fields, Visitor visitor) {
        this.fields = fields;
        this.visitor = visitor;
    }

    /** Receives the fields that differ. A missing node stands for a field that is not there. */
    interface Visitor {

        /**
         * Receives a field. What only the first version has comes as a whole; of an object that only the second one has
         * come the fields.
         */
        void differs(Place place, JsonNode first, JsonNode second);

        /** Reports whether to leave out a field that only the second version of an object has. */
        boolean leavesOut(Place place);

        /** Reports whether to leave out a field whatever the versions have. */
        boolean ignores(Place place);
    }

    /** Walks through all fields, those of the first version first. */
    static void over(JsonNode first, JsonNode second, JobFields fields, Visitor visitor) {
        new ExactWalk(fields, visitor).objects(fields.ofSettings(second), first, second);
    }

    private void objects(Place place, JsonNode first, JsonNode second) {
        for (Map.Entry<String, JsonNode> field : first.properties()) {
            JsonNode one = field.getValue();
            JsonNode other = second.path(field.getKey());
            if (!one.equals(other) && !one.isNull()) { // most are equal
                Place inside = place.child(field.getKey(), other);
                if (!visitor.ignores(inside)) {
                    values(inside, one, other);
                }
            }
        }
        for (Map.Entry<String, JsonNode> field : second.properties()) {
            if (!first.hasNonNull(field.getKey()) && !field.getValue().isNull()) {
                Place inside = place.child(field.getKey(), field.getValue());
                if (!visitor.leavesOut(inside)) {
                    added(inside, field.getValue());
                }
            }
        }
    }

    /** Passes on what only the second version has: an object field by field. */
    private void added(Place place, JsonNode value) {
        if (visitor.ignores(place)) {
            return;
        }
        if (!value.isObject() || value.isEmpty()) {
            visitor.differs(place, NOTHING, value);
            return;
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (!field.getValue().isNull()) {
                added(place.child(field.getKey(), field.getValue()), field.getValue());
            }
        }
    }

    private void values(Place place, JsonNode first, JsonNode second) {
        if (first.isObject() && second.isObject()) {
            objects(place, first, second);
        } else if (first.isArray() && second.isArray()) {
            lists(place, first, second);
        } else if (!ExactEquality.same(first, second)) {
            visitor.differs(place, first, second.isNull() ? NOTHING : second);
        }
    }

    private void lists(Place place, JsonNode first, JsonNode second) {
        String key = place.elementKey();
        Map<String, JsonNode> one = key == null ? null : byName(first, key);
        Map<String, JsonNode> other = key == null ? null : byName(second, key);
        if (one != null && other != null) {
            named(place, one, other);
        } else if (fields.hasOperators(place) && first.size() == second.size()) {
            inOrder(place, first, second);
        } else if (!ExactEquality.sameLists(place, first, second, fields)) {
            // what the service adds to each element, unknown to this program, is compared for itself
            List<JsonNode> partners = KnownFields.partners(place, first, second, fields);
            if (partners.isEmpty()) {
                visitor.differs(place, first, second);
            } else {
                inOrder(place, first, partners);
            }
        }
    }

    private void inOrder(Place place, Iterable<JsonNode> first, Iterable<JsonNode> second) {
        Iterator<JsonNode> others = second.iterator();
        int index = 0;
        for (JsonNode one : first) {
            JsonNode other = others.next();
            values(place.element(String.valueOf(index), other), one, other);
            index++;
        }
    }

    private void named(Place place, Map<String, JsonNode> first, Map<String, JsonNode> second) {
        first.forEach((name, element) -> {
            JsonNode other = second.getOrDefault(name, NOTHING);
            if (!element.equals(other)) {
                values(place.element(name, other), element, other);
            }
        });
        second.forEach((name, element) -> {
            if (!first.containsKey(name)) {
                visitor.differs(place.element(name, element), NOTHING, element);
            }
        });
    }

    /** Returns a list's elements by their names; null when one has none, or shares it with another. */
    static @Nullable Map<String, JsonNode> byName(JsonNode list, String key) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        for (JsonNode element : list) {
            JsonNode name = element.path(key);
            if (!name.isTextual() || named.put(name.textValue(), element) != null) {
                return null;
            }
        }
        return named;
    }
}
