package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** Turns a JSON answer into one whose fields are all there and none of which has the type it should have. */
final class WrongTypes {

    private WrongTypes() {}

    static String of(String json) {
        ObjectNode twisted = Json.object();
        for (Map.Entry<String, JsonNode> field : Json.literal(json).properties()) {
            twisted.set(field.getKey(), otherType(field.getValue()));
        }
        return Json.text(twisted);
    }

    private static JsonNode otherType(JsonNode value) {
        return value.isTextual() ? BooleanNode.TRUE : TextNode.valueOf("not a " + value.getNodeType());
    }
}
