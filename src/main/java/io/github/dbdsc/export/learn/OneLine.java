package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** Writes JSON in one line, with the blanks that people put between its parts. */
public final class OneLine {

    /** No line should be longer. */
    public static final int WIDTH = 100;

    private OneLine() {}

    /** Returns a value as one line; of one that is longer than a line should be, some beginning that is too long as well. */
    public static String of(JsonNode node) {
        if (!node.isContainerNode()) {
            return node.toString();
        }
        StringBuilder line = new StringBuilder(node.isObject() ? "{" : "[");
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                line.append(line.length() > 1 ? ", " : "")
                        .append(TextNode.valueOf(field.getKey()))
                        .append(": ")
                        .append(of(field.getValue()));
                if (line.length() > WIDTH) {
                    break;
                }
            }
        } else {
            for (JsonNode element : node) {
                line.append(line.length() > 1 ? ", " : "").append(of(element));
                if (line.length() > WIDTH) {
                    break;
                }
            }
        }
        return line.append(node.isObject() ? '}' : ']').toString();
    }
}
