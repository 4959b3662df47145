package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import java.util.Map;

/** Finds what settings have at a path as {@link Place#path} writes it. The names of map entries may hold dots. */
final class SettingsLookup {

    private SettingsLookup() {}

    /** Returns the value at a path; a missing node when there is none. */
    static JsonNode at(JsonNode settings, String path, JobFields fields) {
        return inObject(fields.ofSettings(settings), settings, path);
    }

    private static JsonNode inObject(Place place, JsonNode object, String path) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            if (path.startsWith(name)) {
                JsonNode value = field.getValue();
                JsonNode found = below(place.child(name, value), value, path.substring(name.length()));
                if (!found.isMissingNode()) {
                    return found;
                }
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode below(Place place, JsonNode value, String rest) {
        if (rest.isEmpty()) {
            return value;
        }
        if (rest.startsWith(".") && value.isObject()) {
            return inObject(place, value, rest.substring(1));
        }
        String key = place.elementKey();
        if (!rest.startsWith("[") || !value.isArray() || key == null) {
            return MissingNode.getInstance();
        }
        for (JsonNode element : value) {
            String name = element.path(key).asText();
            if (rest.startsWith("[" + name + "]")) {
                JsonNode found = below(place.element(name, element), element, rest.substring(name.length() + 2));
                if (!found.isMissingNode()) {
                    return found;
                }
            }
        }
        return MissingNode.getInstance();
    }
}
