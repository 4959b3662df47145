package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobSettings;
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
}
