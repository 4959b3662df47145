package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** An object of the Jobs API. */
record ObjectType(Map<String, FieldType> fields) implements FieldType {

    ObjectType {
        fields = Map.copyOf(fields);
    }

    @Override
    public JsonNode read(JsonNode value, SettingsPath path, FindingList findings) {
        return value instanceof ObjectNode object ? readFields(object, path, findings) : refuse(value, path, findings);
    }

    /** A copy with every field in its type. Null is as good as absent; a field that nobody knows is kept. */
    ObjectNode readFields(ObjectNode object, SettingsPath path, FindingList findings) {
        ObjectNode typed = object.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!entry.getValue().isNull()) {
                String name = entry.getKey();
                typed.set(name, readField(name, entry.getValue(), path.field(name), findings));
            }
        }
        return typed;
    }

    private JsonNode readField(String name, JsonNode value, SettingsPath path, FindingList findings) {
        FieldType type = fields.get(name);
        if (type != null) {
            return type.read(value, path, findings);
        }
        findings.warning(
                path, "is not a field of the Jobs API and is sent as it is" + DidYouMean.ending(name, fields.keySet()));
        return value.deepCopy();
    }

    @Override
    public String expected() {
        return "an object";
    }
}
