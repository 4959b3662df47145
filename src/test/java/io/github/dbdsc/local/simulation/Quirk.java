package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ways in which a service may show the same settings differently. They apply in this order. */
public enum Quirk {
    /** Jobs, tasks and clusters carry a field that no schema knows. */
    UNKNOWN_FIELDS {
        @Override
        void show(ObjectNode settings) {
            List<ObjectNode> all = new ArrayList<>(SettingsTree.tasks(settings));
            all.addAll(SettingsTree.clusters(settings));
            all.add(settings);
            all.forEach(node -> node.putObject("simulated_future_field")
                    .put("enabled", true)
                    .put("level", 3));
        }
    },

    /**
     * Lists whose elements have keys come back in another order: tasks, job clusters, parameters, environments and
     * webhook notifications.
     */
    REORDERED_LISTS {
        @Override
        void show(ObjectNode settings) {
            SettingsTree.PAGED_LISTS.forEach(list -> reverse(settings.path(list)));
            settings.path("webhook_notifications").forEach(Quirk::reverse);
            SettingsTree.tasks(settings)
                    .forEach(task -> task.path("webhook_notifications").forEach(Quirk::reverse));
        }
    },

    /**
     * Values come back in another spelling that means the same: the older names of data security modes, and workspace
     * paths below {@code /Workspace}.
     */
    OTHER_SPELLINGS {
        @Override
        void show(ObjectNode settings) {
            for (ObjectNode cluster : SettingsTree.clusters(settings)) {
                respell(cluster, "data_security_mode", OLDER_SECURITY_MODES);
            }
            for (ObjectNode task : SettingsTree.tasks(settings)) {
                addWorkspacePrefix(task.path("notebook_task"), "notebook_path");
                addWorkspacePrefix(task.path("spark_python_task"), "python_file");
            }
        }
    },

    /** Fields that hold null, {@code ""}, 0, false, {@code []} or {@code {}} do not come back at all. */
    EMPTY_VALUES_LEFT_OUT {
        @Override
        void show(ObjectNode settings) {
            removeEmptyValues(JobFields.builtIn().settings(), settings);
        }
    };

    private static final Map<String, String> OLDER_SECURITY_MODES = Map.of(
            "DATA_SECURITY_MODE_DEDICATED", "SINGLE_USER",
            "DATA_SECURITY_MODE_STANDARD", "USER_ISOLATION",
            "DATA_SECURITY_MODE_AUTO", "USER_ISOLATION");

    /** Changes the settings that are about to be shown. */
    abstract void show(ObjectNode settings);

    private static void reverse(JsonNode list) {
        if (list instanceof ArrayNode array) {
            List<JsonNode> elements = new ArrayList<>();
            array.forEach(elements::add);
            Collections.reverse(elements);
            array.removeAll().addAll(elements);
        }
    }

    private static void respell(ObjectNode owner, String field, Map<String, String> spellings) {
        String other = spellings.get(owner.path(field).asText());
        if (other != null) {
            owner.put(field, other);
        }
    }

    private static void addWorkspacePrefix(JsonNode owner, String field) {
        String path = owner.path(field).asText();
        boolean inWorkspace = owner.path("source").asText().equals("WORKSPACE") && path.startsWith("/");
        if (owner instanceof ObjectNode object && inWorkspace && !path.startsWith("/Workspace/")) {
            object.put(field, "/Workspace" + path);
        }
    }

    private static void removeEmptyValues(@Nullable Shape shape, JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> {
                Shape inside = FieldTypes.inside(shape, field.getKey());
                if (!(inside instanceof Shape.StringMap)) { // its names are the user's own
                    removeEmptyValues(inside, field.getValue());
                }
                return isEmpty(field.getValue());
            });
        } else {
            Shape element = shape instanceof Shape.ListOf list ? list.element() : null;
            node.forEach(value -> removeEmptyValues(element, value));
        }
    }

    private static boolean isEmpty(JsonNode value) {
        if (value.isContainerNode() || value.isTextual()) {
            return value.isEmpty() && value.asText().isEmpty();
        }
        return value.isNumber() ? value.doubleValue() == 0 : !value.asBoolean();
    }
}
