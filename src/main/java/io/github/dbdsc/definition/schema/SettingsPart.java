package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object somewhere in the settings, with its path. Skips what does not have its proper form, since that is already
 * reported when types are checked.
 */
record SettingsPart(ObjectNode node, SettingsPath path) {

    /** Returns a field's text; {@code ""} when there is none. */
    String text(String field) {
        return node.path(field).asText("");
    }

    /** Returns whether there is such a field and it holds anything but blank text. */
    boolean has(String field) {
        JsonNode value = node.path(field);
        return !value.isMissingNode()
                && !(value.isTextual() && value.textValue().isBlank());
    }

    /** Returns the object in a field. */
    Optional<SettingsPart> child(String field) {
        return node.path(field) instanceof ObjectNode object
                ? Optional.of(new SettingsPart(object, path.field(field)))
                : Optional.empty();
    }

    /** Returns the objects in a list whose elements are named by this field. */
    List<SettingsPart> elements(String list, String key) {
        return elements(list, List.of(key));
    }

    /** Returns the objects in a list whose elements are named by one of these fields. */
    List<SettingsPart> elements(String list, List<String> keys) {
        List<SettingsPart> elements = new ArrayList<>();
        JsonNode all = node.path(list);
        for (int index = 0; all.isArray() && index < all.size(); index++) {
            if (all.get(index) instanceof ObjectNode object) {
                elements.add(new SettingsPart(object, path.field(list).element(index, object, keys)));
            }
        }
        return elements;
    }

    /** Returns the tasks of a job. */
    List<SettingsPart> tasks() {
        return elements("tasks", "task_key");
    }

    /** Returns the task that this task repeats. */
    Optional<SettingsPart> repeated() {
        return child("for_each_task").flatMap(repeat -> repeat.child("task"));
    }

    /** Returns the tasks of a job, each followed by the task that it repeats, and so on. */
    List<SettingsPart> tasksAndRepeated() {
        List<SettingsPart> tasks = new ArrayList<>();
        for (SettingsPart task : tasks()) {
            Optional<SettingsPart> next = Optional.of(task);
            while (next.isPresent()) {
                tasks.add(next.get());
                next = next.get().repeated();
            }
        }
        return tasks;
    }
}
