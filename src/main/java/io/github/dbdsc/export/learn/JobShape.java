package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What settings look like without their values. */
final class JobShape {

    private JobShape() {}

    /**
     * Returns a text that is the same for settings with the same fields, and lists of the same elements in any number.
     *
     * @param isByMaps whether maps with other names in them, tags for example, are of another shape
     */
    static String of(JsonNode settings, boolean isByMaps) {
        return of(settings, isByMaps ? null : JobFields.builtIn().settings());
    }

    private static String of(JsonNode node, @Nullable Shape shape) {
        StringBuilder text = new StringBuilder();
        append(node, shape, text);
        return text.toString();
    }

    private static void append(JsonNode node, @Nullable Shape shape, StringBuilder text) {
        if (node.isObject() && shape instanceof Shape.StringMap) {
            text.append("{*}");
        } else if (node.isObject()) {
            text.append('{');
            for (String name : sortedNames(node)) {
                text.append(name).append(':');
                append(node.get(name), shape instanceof Shape.Type type ? type.field(name) : null, text);
            }
            text.append('}');
        } else if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            for (JsonNode element : node) {
                elements.add(of(element, shape instanceof Shape.ListOf list ? list.element() : null));
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
