package io.github.dbdsc.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.export.learn.OneLine;
import java.util.Map;

/** Writes JSON as people do: a field a line, short lists and objects in one. */
final class DefinitionFile {

    private static final String STEP = "  ";

    private final StringBuilder text = new StringBuilder();

    private DefinitionFile() {}

    /** Returns a definition as it stands in its file. */
    static String text(ObjectNode definition) {
        DefinitionFile file = new DefinitionFile();
        file.broken(definition, "");
        return file.text.append('\n').toString();
    }

    private void write(JsonNode node, String indent, int column) {
        if (node.isContainerNode() && !node.isEmpty()) {
            String line = OneLine.of(node);
            if (column + line.length() > OneLine.WIDTH) {
                broken(node, indent);
                return;
            }
            text.append(line);
        } else {
            text.append(node);
        }
    }

    private void broken(JsonNode container, String indent) {
        String inside = indent + STEP;
        boolean isObject = container.isObject();
        String comma = "";
        text.append(isObject ? "{\n" : "[\n");
        if (isObject) {
            for (Map.Entry<String, JsonNode> field : container.properties()) {
                String name = TextNode.valueOf(field.getKey()) + ": ";
                text.append(comma).append(inside).append(name);
                write(field.getValue(), inside, inside.length() + name.length());
                comma = ",\n";
            }
        } else {
            for (JsonNode element : container) {
                text.append(comma).append(inside);
                write(element, inside, inside.length());
                comma = ",\n";
            }
        }
        text.append('\n').append(indent).append(isObject ? "}" : "]");
    }
}
