package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object somewhere in the settings, with its path. What does not have the form it should is passed over: that was
 * told when the types were checked.
 */
record Part(ObjectNode node, SettingsPath path) {

    /** A field's text, {@code ""} when there is none. */
    String text(String field) {
        return node.path(field).asText("");
    }

    /** Whether there is such a field, with anything in it but an empty text. */
    boolean has(String field) {
        JsonNode value = node.path(field);
        return !value.isMissingNode()
                && !(value.isTextual() && value.textValue().isBlank());
    }

    /** The object in a field. */
    Optional<Part> child(String field) {
        return node.path(field) instanceof ObjectNode object
                ? Optional.of(new Part(object, path.field(field)))
                : Optional.empty();
    }

    /** The objects in a list. */
    List<Part> elements(String list, String key) {
        return elements(list, List.of(key));
    }

    /** The objects in a list whose elements are named by one of these fields. */
    List<Part> elements(String list, List<String> keys) {
        List<Part> elements = new ArrayList<>();
        JsonNode all = node.path(list);
        for (int index = 0; all.isArray() && index < all.size(); index++) {
            if (all.get(index) instanceof ObjectNode object) {
                String name = ListType.nameOf(object, index, keys);
                elements.add(new Part(object, path.field(list).element(name)));
            }
        }
        return elements;
    }

    /** The tasks of a job. */
    List<Part> tasks() {
        return elements("tasks", "task_key");
    }

    /** The tasks of a job, each followed by the one it repeats and so on. */
    List<Part> tasksAndRepeated() {
        List<Part> tasks = new ArrayList<>();
        for (Part task : tasks()) {
            Optional<Part> next = Optional.of(task);
            while (next.isPresent()) {
                tasks.add(next.get());
                next = next.get().child("for_each_task").flatMap(repeat -> repeat.child("task"));
            }
        }
        return tasks;
    }
}
