package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.TargetView.Development;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes settings those of a target for development: the job's name tells which, a tag says so, and nothing starts by itself
 * unless the definition's values for the target say something about a pause.
 */
final class DevelopmentMode {

    /** The tag of jobs of such a target. */
    static final String TAG = "dsc-mode";

    /** What lets a job start without anybody asking for it. */
    private static final List<String> STARTERS = List.of("schedule", "trigger", "continuous");

    private static final String PAUSE_STATUS = "pause_status";
    private static final String TAGS = "tags";

    private DevelopmentMode() {}

    /**
     * Changes settings, and returns the paths of what has become another.
     *
     * @param development what the mode asks for; empty in production, which changes nothing
     */
    static List<String> in(ObjectNode settings, DefinitionText definition, Optional<Development> development) {
        List<String> paths = new ArrayList<>();
        development.ifPresent(mode -> {
            if (settings.path("name").isTextual()) {
                settings.put("name", mode.namePrefix() + settings.path("name").textValue());
                paths.add("name");
            }
            if (!saysPause(definition.own())) {
                STARTERS.forEach(starter -> pause(settings, starter, paths));
            }
            tag(settings, paths);
        });
        return paths;
    }

    private static void pause(ObjectNode settings, String starter, List<String> paths) {
        if (settings.get(starter) instanceof ObjectNode object
                && !object.path(PAUSE_STATUS).asText().equals("PAUSED")) {
            object.put(PAUSE_STATUS, "PAUSED");
            paths.add(starter + "." + PAUSE_STATUS);
        }
    }

    private static void tag(ObjectNode settings, List<String> paths) {
        JsonNode tags = settings.path(TAGS);
        if (tags.isMissingNode() || tags.isNull() || tags.isObject()) {
            settings.withObjectProperty(TAGS).put(TAG, "development");
            paths.add(TAGS + "." + TAG);
        }
    }

    /** Templates may call the value as they like: {@code pause_status}, {@code paused}, {@code unpause}. */
    private static boolean saysPause(JsonNode values) {
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (value.getKey().toLowerCase(Locale.ROOT).contains("pause") || saysPause(value.getValue())) {
                return true;
            }
        }
        for (JsonNode element : values.isArray() ? values : List.<JsonNode>of()) {
            if (saysPause(element)) {
                return true;
            }
        }
        return false;
    }
}
