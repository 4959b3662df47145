package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JobSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where an actual job is not as wanted. Three values meet at every field: what is wanted now, what the workspace
 * has, and what was last applied. A field that the definition leaves out is left alone, so that nothing the service
 * fills in is ever a difference, unless the definition used to set it: then it is to go.
 */
final class Comparison {

    private final List<Difference> differences = new ArrayList<>();

    private Comparison() {}

    /**
     * Compares all settings.
     *
     * @param applied what was last asked of the workspace; the wanted settings themselves when that is not known
     * @return the differences, in the order in which the wanted settings have their fields
     */
    static List<Difference> differences(JobSettings wanted, JobSettings actual, JobSettings applied) {
        Comparison comparison = new Comparison();
        comparison.compareObjects("", wanted.tree(), actual.tree(), applied.tree());
        return comparison.differences;
    }

    private void compare(String path, String field, JsonNode wanted, JsonNode actual, JsonNode applied) {
        if (Emptiness.isEmpty(wanted) && Emptiness.isEmpty(actual)) {
            return;
        }
        if (actual.isMissingNode() || actual.isNull()) {
            differences.add(Difference.added(path, wanted));
        } else if (wanted.isObject() && actual.isObject()) {
            compareObjects(path + ".", wanted, actual, applied);
        } else if (wanted.isArray() && actual.isArray()) {
            compareLists(path, field, wanted, actual, applied);
        } else if (!Scalars.same(wanted, actual)) {
            differences.add(new Difference(path, actual, wanted));
        }
    }

    private void compareObjects(String prefix, JsonNode wanted, JsonNode actual, JsonNode applied) {
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            String name = field.getKey();
            compare(prefix + name, name, field.getValue(), actual.path(name), applied.path(name));
        }
        for (String name : fieldsOf(applied)) {
            if (!wanted.has(name) && !Emptiness.isEmpty(actual.path(name))) {
                differences.add(Difference.removed(prefix + name, actual.get(name)));
            }
        }
    }

    private static List<String> fieldsOf(JsonNode node) {
        return node instanceof ObjectNode object
                ? object.properties().stream().map(Map.Entry::getKey).toList()
                : List.of();
    }

    private void compareLists(String path, String field, JsonNode wanted, JsonNode actual, JsonNode applied) {
        Optional<String> key = ListKeys.of(field, wanted, actual);
        if (key.isPresent()) {
            compareNamed(path, byName(wanted, key.get()), byName(actual, key.get()), byName(applied, key.get()));
        } else if (!sameElements(wanted, actual)) {
            differences.add(new Difference(path, actual, wanted));
        }
    }

    private void compareNamed(
            String path, Map<String, JsonNode> wanted, Map<String, JsonNode> actual, Map<String, JsonNode> applied) {
        wanted.forEach((name, element) -> compare(
                path + "[" + name + "]",
                "",
                element,
                actual.getOrDefault(name, MissingNode.getInstance()),
                applied.getOrDefault(name, MissingNode.getInstance())));
        actual.forEach((name, element) -> {
            if (!wanted.containsKey(name)) {
                differences.add(Difference.removed(path + "[" + name + "]", element));
            }
        });
    }

    private static Map<String, JsonNode> byName(JsonNode list, String key) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        list.forEach(element -> named.put(element.path(key).asText(), element));
        return named;
    }

    /** Lists without names are compared as bags: the service may give their elements back in another order. */
    private static boolean sameElements(JsonNode wanted, JsonNode actual) {
        if (wanted.size() != actual.size()) {
            return false;
        }
        List<JsonNode> left = new ArrayList<>();
        actual.forEach(left::add);
        for (JsonNode element : wanted) {
            Optional<JsonNode> same =
                    left.stream().filter(other -> sameElement(element, other)).findFirst();
            if (same.isEmpty()) {
                return false;
            }
            left.remove(same.get());
        }
        return true;
    }

    private static boolean sameElement(JsonNode wanted, JsonNode actual) {
        Comparison comparison = new Comparison();
        comparison.compare("", "", wanted, actual, MissingNode.getInstance());
        return comparison.differences.isEmpty();
    }
}
