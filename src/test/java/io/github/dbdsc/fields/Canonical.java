package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings as text that is the same for the same settings: fields in order, without nulls; lists that mean the same in
 * any order, and lists whose elements have names, in order.
 */
public final class Canonical {

    private final JobFields fields;

    private Canonical(JobFields fields) {
        this.fields = fields;
    }

    /** Returns the text of these settings. */
    public static String of(ObjectNode settings, JobFields fields) {
        return new Canonical(fields).text(fields.ofSettings(settings), settings);
    }

    private String text(Place place, JsonNode node) {
        if (node.isObject()) {
            Map<String, String> sorted = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!field.getValue().isNull()) {
                    sorted.put(field.getKey(), text(place.child(field.getKey(), field.getValue()), field.getValue()));
                }
            }
            return sorted.toString();
        }
        if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            node.forEach(element -> elements.add(text(place.element("", element), element)));
            if (place.elementKey() != null || fields.isUnordered(place)) {
                elements.sort(null);
            }
            return elements.toString();
        }
        return node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node.toString();
    }
}
