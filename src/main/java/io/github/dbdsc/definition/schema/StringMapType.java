package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** An object with names of the user's own and strings as values: tags, Spark configuration, parameters. */
record StringMapType() implements FieldType {

    @Override
    public JsonNode read(JsonNode value, SettingsPath path, FindingList findings) {
        if (!(value instanceof ObjectNode map)) {
            return refuse(value, path, findings);
        }
        ObjectNode strings = map.objectNode();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (!entry.getValue().isNull()) {
                SettingsPath place = path.field(entry.getKey());
                strings.set(entry.getKey(), ScalarType.STRING.read(entry.getValue(), place, findings));
            }
        }
        return strings;
    }

    @Override
    public String expected() {
        return "an object with strings as values";
    }
}
