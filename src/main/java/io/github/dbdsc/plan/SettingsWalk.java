package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.fields.FieldValues;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks through wanted and actual settings side by side and reports every field in which they seem to differ: zero, false
 * and {@code ""} mean that a field is not set (not so in a map of the user's own, where each entry counts), and an element
 * of a list may have more than is wanted. Lists whose elements
 * have names are walked by name; others are compared as a whole.
 */
final class SettingsWalk {

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    /** Receives the fields that differ. A missing node stands for a field that does not exist. */
    interface Visitor {

        /**
         * Receives a field that the definition sets and the workspace has differently or not at all, or a list element
         * that only the workspace has.
         */
        void differs(Place place, JsonNode wanted, JsonNode actual, JsonNode applied);

        /**
         * Receives a field that the definition leaves out and the workspace has with a value that is not empty. Objects
         * that were not applied are walked field by field.
         */
        void unmentioned(Place place, JsonNode actual, JsonNode applied);

        /** Receives a field of a list's element that this program does not know and that the definition leaves out. */
        default void unknown(Place place, JsonNode actual) {}

        /**
         * Reports whether the service keeps a field that the definition leaves out; the walk then skips the whole
         * field.
         */
        boolean kept(Place place, JsonNode actual, JsonNode applied);
    }

    private final Visitor visitor;

    private final JobIds ids;
    private final JobFields fields;

    private SettingsWalk(Visitor visitor, JobIds ids, JobFields fields) {
        this.visitor = visitor;
        this.ids = ids;
        this.fields = fields;
    }

    /**
     * Walks through all fields, those of the wanted settings first; {@code applied} is only passed to the visitor.
     *
     * @param ids the ids that references in the wanted settings stand for
     */
    static void over(
            JsonNode wanted, JsonNode actual, JsonNode applied, JobIds ids, JobFields fields, Visitor visitor) {
        new SettingsWalk(visitor, ids, fields).objects(fields.ofSettings(actual), wanted, actual, applied);
    }

    private void objects(Place place, JsonNode wanted, JsonNode actual, JsonNode applied) {
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            String name = field.getKey();
            JsonNode present = actual.path(name);
            boolean plainlySame = present.isValueNode() && present.equals(field.getValue()); // as most are
            if (!plainlySame && !field.getValue().isNull()) {
                values(place.child(name, present), field.getValue(), present, applied.path(name));
            }
        }
        for (Map.Entry<String, JsonNode> field : actual.properties()) {
            String name = field.getKey();
            if (!wanted.hasNonNull(name)) {
                leftOut(place.child(name, field.getValue()), field.getValue(), applied.path(name));
            }
        }
    }

    private void leftOut(Place place, JsonNode actual, JsonNode applied) {
        // an object in which nothing seems to be set may hold a field that somebody has turned off
        boolean isWalked = actual.isObject() && !fields.isBlock(place) && FieldValues.isEmpty(applied);
        boolean saysNothing = fields.saysNothing(place, actual) && !fields.isTurnedOff(place, actual);
        if (saysNothing ? !isWalked : visitor.kept(place, actual, applied)) {
            return;
        }
        if (isWalked) {
            objects(place, NOTHING, actual, applied);
        } else {
            visitor.unmentioned(place, actual, applied);
        }
    }

    private void values(Place place, JsonNode wanted, JsonNode actual, JsonNode applied) {
        if (wanted.isObject() && actual.isObject()) {
            objects(place, wanted, actual, applied);
            return;
        }
        if (fields.saysNothing(place, wanted) && fields.saysNothing(place, actual)) {
            return;
        }
        if (wanted.isArray() && actual.isArray()) {
            lists(place, wanted, actual, applied);
        } else if (!FieldValues.same(ids.resolved(wanted), actual)) {
            visitor.differs(place, wanted, actual.isNull() ? MissingNode.getInstance() : actual, applied);
        }
    }

    private void lists(Place place, JsonNode wanted, JsonNode actual, JsonNode applied) {
        String key = place.elementKey();
        Map<String, JsonNode> own = key == null ? null : ExactWalk.byName(wanted, key);
        Map<String, JsonNode> shown = key == null ? null : ExactWalk.byName(actual, key);
        if (key != null && own != null && shown != null) {
            named(place, own, shown, byName(applied, key));
        } else if (!sameElements(place, wanted, actual)) {
            visitor.differs(place, wanted, actual, applied);
        } else {
            List<JsonNode> partners = KnownFields.partners(place, wanted, actual, fields);
            for (int i = 0; i < actual.size(); i++) {
                JsonNode element = partners.isEmpty() ? actual.get(i) : partners.get(i);
                unknownFields(place.element(partners.isEmpty() ? "" : String.valueOf(i), element), element, wanted);
            }
        }
    }

    /** Passes on what an element has that this program does not know and no element is wanted to have. */
    private void unknownFields(Place place, JsonNode actual, JsonNode wanted) {
        for (Map.Entry<String, JsonNode> field : actual.properties()) {
            Place inside = place.child(field.getKey(), field.getValue());
            if (inside.isKnown()) {
                unknownFields(inside, field.getValue(), wanted);
            } else if (wanted.findValue(field.getKey()) == null && !fields.saysNothing(inside, field.getValue())) {
                visitor.unknown(inside, field.getValue());
            }
        }
    }

    private void named(
            Place place, Map<String, JsonNode> wanted, Map<String, JsonNode> actual, Map<String, JsonNode> applied) {
        wanted.forEach((name, element) -> {
            JsonNode present = actual.getOrDefault(name, MissingNode.getInstance());
            JsonNode appliedElement = applied.getOrDefault(name, MissingNode.getInstance());
            values(place.element(name, present), element, present, appliedElement);
        });
        actual.forEach((name, element) -> {
            if (!wanted.containsKey(name)) {
                JsonNode appliedElement = applied.getOrDefault(name, MissingNode.getInstance());
                visitor.differs(place.element(name, element), MissingNode.getInstance(), element, appliedElement);
            }
        });
    }

    private static Map<String, JsonNode> byName(JsonNode list, String key) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        list.forEach(element -> named.put(element.path(key).asText(), element));
        return named;
    }

    private boolean sameElements(Place place, JsonNode wanted, JsonNode actual) {
        if (wanted.size() != actual.size()) {
            return false;
        }
        if (place.elementKey() != null || fields.isUnordered(place)) {
            return new Pairing(wanted.size(), (one, other) -> holds(place, wanted.get(one), actual.get(other)))
                    .isComplete();
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!holds(place, wanted.get(i), actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Reports whether an element has everything that is wanted, and nothing else but what the service may add. */
    private boolean holds(Place list, JsonNode wanted, JsonNode actual) {
        boolean[] differs = {false};
        Visitor comparing = new Visitor() {
            @Override
            public void differs(Place place, JsonNode expected, JsonNode found, JsonNode applied) {
                differs[0] = true;
            }

            @Override
            public void unmentioned(Place place, JsonNode found, JsonNode applied) {
                differs[0] |= place.isKnown()
                        && fields.explainsPresence(place, found).isEmpty()
                        && fields.toleratesPresence(place).isEmpty();
            }

            @Override
            public boolean kept(Place place, JsonNode found, JsonNode applied) {
                return false;
            }
        };
        new SettingsWalk(comparing, ids, fields)
                .values(list.element("", actual), wanted, actual, MissingNode.getInstance());
        return !differs[0];
    }
}
