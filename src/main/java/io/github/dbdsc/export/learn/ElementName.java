package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The field by which the elements of lists are called: {@code task_key}.
 *
 * @param field every element has it as a text, and no two elements of a list have the same
 */
record ElementName(String field) {

    static final List<String> FIELDS = List.of("task_key", "job_cluster_key", "environment_key", "name", "key");

    /** Returns the field that names the elements of all these lists; empty where there is none. */
    static Optional<ElementName> of(List<JsonNode> lists) {
        return FIELDS.stream()
                .filter(field -> lists.stream().allMatch(list -> areNamedBy(field, list)))
                .map(ElementName::new)
                .findFirst();
    }

    private static boolean areNamedBy(String field, JsonNode list) {
        HashSet<String> names = new HashSet<>();
        for (JsonNode element : list) {
            if (!element.path(field).isTextual()
                    || !names.add(element.path(field).textValue())) {
                return false;
            }
        }
        return true;
    }

    /** Returns the names of a list's elements in their order. */
    List<String> in(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(element -> names.add(element.path(field).textValue()));
        return names;
    }

    /** Returns the element of this name; null where the list has none. */
    @Nullable
    JsonNode find(JsonNode list, String name) {
        for (JsonNode element : list) {
            if (name.equals(element.path(field).textValue())) {
                return element;
            }
        }
        return null;
    }
}
