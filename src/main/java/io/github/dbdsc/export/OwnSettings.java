package io.github.dbdsc.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.model.ActualJob;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out of a job's settings what nobody set: what the service fills in, and what a field that is left out means anyway.
 * What may be somebody's stays.
 */
final class OwnSettings {

    /** Are about the job as it was made, and not about what it does. */
    private static final Set<String> OF_THE_SERVICE = Set.of("deployment", "edit_mode", "format");

    private static final String RUN_AS = "run_as";
    private static final String NAME = "name";

    private final JobFields fields;

    private OwnSettings(JobFields fields) {
        this.fields = fields;
    }

    /** Returns the settings of a job that somebody set, with its name. */
    static ObjectNode of(ActualJob job, JobFields fields) {
        ObjectNode settings = job.settings().view();
        ObjectNode own = settings.objectNode();
        own.put(NAME, job.name()); // also a name that the service gives to jobs without one
        ObjectNode others = new OwnSettings(fields).object(fields.ofSettings(settings), settings);
        others.remove(OF_THE_SERVICE);
        if (isCreator(others.path(RUN_AS), job.creator())) {
            others.remove(RUN_AS);
        }
        own.setAll(others);
        own.put(NAME, job.name());
        return own;
    }

    /** A job runs as whoever created it, unless somebody says otherwise. */
    private static boolean isCreator(JsonNode runAs, Optional<String> creator) {
        for (JsonNode name : runAs) {
            if (creator.filter(name.asText()::equalsIgnoreCase).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode object(Place place, ObjectNode object) {
        ObjectNode own = object.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            Place inside = place.child(field.getKey(), value);
            if (!value.isNull() && !fields.isOfService(inside, value) && !isRunning(inside, value)) {
                JsonNode left = value(inside, value);
                if (!left.isContainerNode() || !left.isEmpty() || saysSomethingEmpty(inside, field.getKey())) {
                    own.set(field.getKey(), left);
                }
            }
        }
        return own;
    }

    private JsonNode value(Place place, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object(place, object);
        }
        if (value instanceof ArrayNode list) {
            ArrayNode own = list.arrayNode();
            for (int i = 0; i < list.size(); i++) {
                JsonNode element = list.get(i);
                own.add(value(place.element(String.valueOf(i), element), element));
            }
            return own;
        }
        return value;
    }

    /** What starts a job is not paused unless somebody pauses it. A pause stays: else the job would start by itself. */
    private boolean isRunning(Place place, JsonNode value) {
        return fields.isOperators(place) && value.asText().equals("UNPAUSED");
    }

    /**
     * Reports whether an object has an effect by being there: a task is of a kind though all else is left to the service. Of
     * a field that nothing is known of, it may have.
     */
    private boolean saysSomethingEmpty(Place place, String field) {
        return !place.isKnown()
                || fields.isBlock(place)
                || field.endsWith("_task")
                || field.equals("task")
                || field.equals("new_cluster");
    }
}
