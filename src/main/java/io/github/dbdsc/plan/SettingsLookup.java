package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.PathStep;
import io.github.dbdsc.fields.Place;

/**
 * What settings have at a path as {@link Place#path} writes it.
 *
 * @param place what is known of the field
 * @param value what the settings have there; a missing node when they have nothing
 */
record SettingsLookup(Place place, JsonNode value) {

    /** Returns the value at a path; a missing node when there is none. */
    static JsonNode at(JsonNode settings, String path, JobFields fields) {
        return find(settings, path, fields).value();
    }

    /** Returns what there is at a path. */
    static SettingsLookup find(JsonNode settings, String path, JobFields fields) {
        SettingsLookup found = new SettingsLookup(fields.ofSettings(settings), settings);
        for (PathStep step : PathStep.of(path)) {
            found = found.below(step);
        }
        return found;
    }

    private SettingsLookup below(PathStep step) {
        if (value.isArray() || step.isElement()) {
            JsonNode element = element(step.name());
            return new SettingsLookup(place.element(step.name(), element), element);
        }
        JsonNode field = value.path(step.name());
        return new SettingsLookup(place.child(step.name(), field), field);
    }

    private JsonNode element(String name) {
        String key = place.elementKey();
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            if (name.equals(key == null ? String.valueOf(i) : element.path(key).asText())) {
                return element;
            }
        }
        return MissingNode.getInstance();
    }
}
