package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Pairs the elements of lists that only differ in fields of which this program knows nothing. Elements without names are
 * compared as a whole otherwise, so that such a field would look like a change of the whole list.
 */
final class KnownFields {

    private KnownFields() {}

    /**
     * Returns for each element of the first list the one of the second that has the same known fields; empty when some
     * element has none.
     */
    static List<JsonNode> partners(Place list, JsonNode first, JsonNode second, JobFields fields) {
        if (first.size() != second.size()) {
            return List.of();
        }
        boolean inAnyOrder = list.elementKey() != null || fields.isUnordered(list);
        List<JsonNode> left = new ArrayList<>();
        second.forEach(left::add);
        List<JsonNode> partners = new ArrayList<>();
        for (JsonNode element : first) {
            int match = indexOf(list, element, inAnyOrder ? left : left.subList(0, 1), fields);
            if (match < 0) {
                return List.of();
            }
            partners.add(left.remove(match));
        }
        return partners;
    }

    /** Returns the same partner in whatever order the candidates come, also where several are alike. */
    private static int indexOf(Place list, JsonNode element, List<JsonNode> candidates, JobFields fields) {
        return IntStream.range(0, candidates.size())
                .filter(i -> isAlike(list.element("", candidates.get(i)), element, candidates.get(i), fields))
                .boxed()
                .min(Comparator.comparing(i -> candidates.get(i).toString()))
                .orElse(-1);
    }

    private static boolean isAlike(Place place, JsonNode first, JsonNode second, JobFields fields) {
        return ExactEquality.same(place, of(place, first), of(place, second), fields);
    }

    /** Returns a value without the fields that are unknown. */
    private static JsonNode of(Place place, JsonNode value) {
        if (value.isObject()) {
            ObjectNode known = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                Place inside = place.child(field.getKey(), field.getValue());
                if (inside.isKnown()) {
                    known.set(field.getKey(), of(inside, field.getValue()));
                }
            }
            return known;
        }
        if (!value.isArray()) {
            return value;
        }
        ArrayNode known = JsonNodeFactory.instance.arrayNode();
        value.forEach(element -> known.add(of(place.element("", element), element)));
        return known;
    }
}
