package io.github.dbdsc.definition.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.DidYouMean;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Allows the names that definitions have and their template does not read: a note for people is no mistake. What looks like
 * a name that the template reads, and that is missing beside it, stays one.
 */
public final class UnreadNames {

    private final String template;

    private UnreadNames(String template) {
        this.template = template;
    }

    /**
     * Adds the names to a schema of values.
     *
     * @param definitions those that use the template
     * @param template its path, for the descriptions
     */
    public static void allow(ObjectNode schema, List<JsonNode> definitions, String template) {
        UnreadNames names = new UnreadNames(template);
        names.allow(schema, definitions);
    }

    private void allow(JsonNode schema, List<JsonNode> values) {
        for (String keyword : List.of("anyOf", "allOf")) {
            schema.path(keyword).forEach(option -> allow(option, values));
        }
        if (schema.has("else")) {
            allow(schema.path("else"), values);
        }
        if (schema.path("properties") instanceof ObjectNode properties) {
            Set<String> unread = new TreeSet<>();
            boolean isClosed = schema.path("additionalProperties").isBoolean();
            for (JsonNode value : values) {
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    if (isClosed && !properties.has(field.getKey()) && !isSlip(field.getKey(), value, properties)) {
                        unread.add(field.getKey());
                    }
                }
            }
            properties
                    .properties()
                    .forEach(property -> allow(
                            property.getValue(),
                            values.stream()
                                    .map(value -> value.path(property.getKey()))
                                    .filter(JsonNode::isContainerNode)
                                    .toList()));
            unread.forEach(name -> properties.putObject(name).put("description", template + " does not read it."));
        }
        if (schema.has("items")) {
            allow(
                    schema.path("items"),
                    values.stream()
                            .filter(JsonNode::isArray)
                            .flatMap(list -> list.valueStream())
                            .toList());
        }
    }

    private static boolean isSlip(String name, JsonNode value, ObjectNode properties) {
        List<String> missing = properties.properties().stream()
                .map(Map.Entry::getKey)
                .filter(read -> !value.has(read))
                .toList();
        return name.startsWith("$") || DidYouMean.nearest(name, missing).isPresent();
    }
}
