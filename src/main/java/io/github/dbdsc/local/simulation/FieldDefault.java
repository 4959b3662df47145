package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A value that the service fills in where a field was left out.
 *
 * @param owner the fields to walk down to the object that has the field; nothing is filled in where one is absent
 */
record FieldDefault(List<String> owner, String field, JsonNode value) {

    /** @param path for example {@code notebook_task.source} */
    static FieldDefault of(String path, String json) {
        List<String> steps = List.of(path.split("\\."));
        int last = steps.size() - 1;
        return new FieldDefault(steps.subList(0, last), steps.get(last), Json.literal(json));
    }

    void fillIn(ObjectNode root) {
        JsonNode node = root;
        for (String step : owner) {
            node = node.path(step);
        }
        if (node instanceof ObjectNode object && !object.has(field)) {
            object.set(field, value.deepCopy());
        }
    }
}
