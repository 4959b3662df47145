package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.HiddenSecrets;
import java.util.List;

/**
 * A report as people see it: values that look like secrets are hidden. The report that is kept has them whole, or a run could
 * not be undone; whoever may read it there may read the state, too.
 */
public final class ShownReport {

    private static final List<String> DIFFERENCES = List.of("differences", "suppressed");
    private static final List<String> VALUES = List.of("before", "after");
    private static final List<String> SETTINGS = List.of("settings", "before");

    private ShownReport() {}

    /** Hides secrets in a report, and returns it. Everything else stays as it is. */
    public static ObjectNode of(ObjectNode report) {
        for (JsonNode each : report.path("changes")) {
            if (each instanceof ObjectNode change) {
                hide(change);
            }
        }
        return report;
    }

    private static void hide(ObjectNode change) {
        for (String list : DIFFERENCES) {
            for (JsonNode each : change.path(list)) {
                if (each instanceof ObjectNode difference) {
                    VALUES.forEach(value -> replace(
                            difference,
                            value,
                            HiddenSecrets.nameIn(difference.path("path").asText())));
                }
            }
        }
        SETTINGS.forEach(settings -> replace(change, settings, ""));
    }

    private static void replace(ObjectNode parent, String field, String name) {
        JsonNode value = parent.path(field);
        if (value.isTextual() || value.isContainerNode()) {
            parent.set(field, HiddenSecrets.in(value, name));
        }
    }
}
