package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/** Changes values in a JSON tree, wherever they are. */
public final class NodeChange {

    private NodeChange() {}

    /** Returns a copy of the tree in which the function has replaced every value that is neither an object nor a list. */
    public static JsonNode everywhere(JsonNode node, UnaryOperator<JsonNode> change) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), everywhere(field.getValue(), change)));
            return copy;
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode();
            list.forEach(element -> copy.add(everywhere(element, change)));
            return copy;
        }
        return change.apply(node);
    }
}
