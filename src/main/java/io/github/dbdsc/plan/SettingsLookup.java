package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what settings have at a path as {@link Place#path} writes it. The names of map entries may hold dots.
 *
 * @param place what is known of the field
 * @param value what the settings have there
 */
record SettingsLookup(Place place, JsonNode value) {

    /** Returns the value at a path; a missing node when there is none. */
    static JsonNode at(JsonNode settings, String path, JobFields fields) {
        SettingsLookup found = find(settings, path, fields);
        return found == null ? MissingNode.getInstance() : found.value();
    }

    /** Returns what there is at a path; null when there is nothing. */
    static @Nullable SettingsLookup find(JsonNode settings, String path, JobFields fields) {
        return inObject(fields.ofSettings(settings), settings, path);
    }

    private static @Nullable SettingsLookup inObject(Place place, JsonNode object, String path) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            if (path.startsWith(name)) {
                JsonNode value = field.getValue();
                SettingsLookup found = below(place.child(name, value), value, path.substring(name.length()));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable SettingsLookup below(Place place, JsonNode value, String rest) {
        if (rest.isEmpty()) {
            return new SettingsLookup(place, value);
        }
        if (rest.startsWith(".") && value.isObject()) {
            return inObject(place, value, rest.substring(1));
        }
        if (!rest.startsWith("[") || !value.isArray()) {
            return null;
        }
        String key = place.elementKey();
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            String name = key == null ? String.valueOf(i) : element.path(key).asText();
            if (rest.startsWith("[" + name + "]")) {
                SettingsLookup found = below(place.element(name, element), element, rest.substring(name.length() + 2));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
