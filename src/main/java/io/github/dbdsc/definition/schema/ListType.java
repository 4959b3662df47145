package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/**
 * A list of one type.
 *
 * @param keys the fields that may name an element, none when elements are known by their place
 */
record ListType(FieldType element, List<String> keys) implements FieldType {

    ListType {
        keys = List.copyOf(keys);
    }

    @Override
    public JsonNode read(JsonNode value, SettingsPath path, FindingList findings) {
        if (!(value instanceof ArrayNode list)) {
            return refuse(value, path, findings);
        }
        ArrayNode typed = list.arrayNode();
        for (int index = 0; index < list.size(); index++) {
            JsonNode given = list.get(index);
            typed.add(element.read(given, path.element(index, nameOf(given, index, keys)), findings));
        }
        return typed;
    }

    @Override
    public String expected() {
        return "a list";
    }

    /** What an element is called in a path: its name, or its index when it has none. */
    static String nameOf(JsonNode element, int index, List<String> keys) {
        for (String key : keys) {
            JsonNode name = element.path(key);
            if (name.isTextual() && !name.textValue().isBlank()) {
                return name.textValue();
            }
        }
        return Integer.toString(index);
    }
}
