package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that a job's operator controls as long as the definition does not set them. */
final class OperatorFields {

    private final JobFields fields;

    private OperatorFields(JobFields fields) {
        this.fields = fields;
    }

    /**
     * Returns the wanted settings with the operator's where they are silent. What the definition itself used to set is not
     * an operator's and is dropped.
     *
     * @param state the job in the state; null when it holds none
     */
    static JobSettings keep(JobSettings wanted, JobSettings actual, @Nullable AppliedJob state, JobFields fields) {
        JsonNode applied =
                state == null ? MissingNode.getInstance() : state.settings().view();
        ObjectNode tree = wanted.tree();
        boolean kept =
                new OperatorFields(fields).keepIn(fields.ofSettings(actual.view()), tree, actual.view(), applied);
        return kept ? JobSettings.keeping(tree) : wanted;
    }

    /** @return whether anything was added to the wanted object */
    private boolean keepIn(Place place, ObjectNode wanted, JsonNode actual, JsonNode applied) {
        boolean kept = false;
        for (Map.Entry<String, JsonNode> field : actual.properties()) {
            String name = field.getKey();
            JsonNode shown = field.getValue();
            Place inside = place.child(name, shown);
            JsonNode own = wanted.path(name);
            if (own.isMissingNode() || own.isNull()) {
                if (fields.isOperators(inside) && !applied.hasNonNull(name) && !shown.isNull()) {
                    wanted.set(name, shown);
                    kept = true;
                }
            } else {
                kept |= keepBelow(inside, own, shown, applied.path(name));
            }
        }
        return kept;
    }

    private boolean keepBelow(Place place, JsonNode wanted, JsonNode actual, JsonNode applied) {
        if (wanted instanceof ObjectNode object && actual.isObject()) {
            return keepIn(place, object, actual, applied);
        }
        if (wanted.isArray() && actual.isArray() && place.elementKey() == null && fields.hasOperators(place)) {
            return keepByPosition(place, wanted, actual, applied);
        }
        String key = place.elementKey();
        Map<String, JsonNode> own = key == null || !wanted.isArray() ? null : ExactWalk.byName(wanted, key);
        Map<String, JsonNode> shown = key == null || !actual.isArray() ? null : ExactWalk.byName(actual, key);
        Map<String, JsonNode> before = key == null || !applied.isArray() ? null : ExactWalk.byName(applied, key);
        if (own == null || shown == null) {
            return false;
        }
        boolean kept = false;
        for (Map.Entry<String, JsonNode> element : own.entrySet()) {
            JsonNode other = shown.get(element.getKey());
            if (other != null && element.getValue() instanceof ObjectNode object) {
                JsonNode earlier = before == null ? null : before.get(element.getKey());
                kept |= keepIn(
                        place.element(element.getKey(), other),
                        object,
                        other,
                        earlier == null ? MissingNode.getInstance() : earlier);
            }
        }
        return kept;
    }

    /** What is an operator's goes with the element that the definition had there, wherever it has moved to. */
    private boolean keepByPosition(Place place, JsonNode wanted, JsonNode actual, JsonNode applied) {
        JsonNode before = applied.isArray() ? applied : wanted;
        if (before.size() != actual.size()) {
            return false; // somebody took elements away or added some: none can be told for sure
        }
        boolean kept = false;
        List<Integer> origins = origins(wanted, before);
        List<Integer> places = places(place, before, actual);
        for (int i = 0; i < wanted.size(); i++) {
            int origin = origins.get(i);
            JsonNode shown = origin < 0 ? MissingNode.getInstance() : actual.path(places.get(origin));
            if (wanted.get(i) instanceof ObjectNode object && shown.isObject()) {
                kept |= keepIn(place.element(String.valueOf(i), shown), object, shown, applied.path(origin));
            }
        }
        return kept;
    }

    /**
     * Returns where the workspace shows each element now, since somebody may have moved it by hand: where it was, or else
     * where one like it is; -1 where neither can be told.
     */
    private List<Integer> places(Place list, JsonNode before, JsonNode actual) {
        List<Integer> places = new ArrayList<>(Collections.nCopies(before.size(), -1));
        for (int i = 0; i < before.size(); i++) {
            if (isShown(list, before.get(i), actual.get(i))) {
                places.set(i, i);
            }
        }
        for (int i = 0; i < before.size(); i++) {
            for (int other = 0; other < actual.size() && places.get(i) < 0; other++) {
                if (!places.contains(other) && isShown(list, before.get(i), actual.get(other))) {
                    places.set(i, other);
                }
            }
        }
        for (int i = 0; i < before.size(); i++) {
            if (places.get(i) < 0 && !places.contains(i)) {
                places.set(i, i); // edited where it was
            }
        }
        return places;
    }

    /** Reports whether a value is shown with all that it has but what is an operator's. */
    private boolean isShown(Place place, JsonNode before, JsonNode actual) {
        Place inside = place.element("", actual);
        boolean areObjects = before.isObject() && actual.isObject();
        return areObjects ? hasAll(inside, before, actual) : before.equals(actual);
    }

    private boolean hasAll(Place place, JsonNode before, JsonNode actual) {
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            JsonNode shown = actual.path(field.getKey());
            Place inside = place.child(field.getKey(), shown);
            boolean areObjects = field.getValue().isObject() && shown.isObject();
            boolean same = areObjects
                    ? hasAll(inside, field.getValue(), shown)
                    : ExactEquality.same(inside, field.getValue(), shown, fields);
            if (!same && !fields.isOperators(inside)) {
                return false;
            }
        }
        return true;
    }

    /** Returns where each element was before: the same one, or else one that was edited in its place; -1 for a new one. */
    private static List<Integer> origins(JsonNode wanted, JsonNode before) {
        List<Integer> origins = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            int same = wanted.get(i).equals(before.path(i)) ? i : indexOf(wanted.get(i), before);
            boolean isEdited = same < 0 && i < before.size() && indexOf(before.get(i), wanted) < 0;
            origins.add(isEdited ? Integer.valueOf(i) : Integer.valueOf(same));
        }
        return origins;
    }

    private static int indexOf(JsonNode element, JsonNode list) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).equals(element)) {
                return i;
            }
        }
        return -1;
    }
}
