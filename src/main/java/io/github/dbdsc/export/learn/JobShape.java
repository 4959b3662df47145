package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What settings look like without their values. */
final class JobShape {

    private JobShape() {}

    /** Returns a text that is the same for settings with the same fields, and lists of the same elements in any number. */
    static String of(JsonNode node) {
        StringBuilder text = new StringBuilder();
        append(node, text);
        return text.toString();
    }

    private static void append(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            text.append('{');
            for (String name : sortedNames(node)) {
                text.append(name).append(':');
                append(node.get(name), text);
            }
            text.append('}');
        } else if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            for (JsonNode element : node) {
                elements.add(of(element));
            }
            text.append('[')
                    .append(elements.stream().distinct().count() == 1 ? elements.get(0) : elements)
                    .append(']');
        } else if (node.isPojo()) {
            text.append(Learner.kindOf(node));
        } else {
            text.append('.');
        }
    }

    private static Iterable<String> sortedNames(JsonNode object) {
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
