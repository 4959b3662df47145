package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Cause;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.plan.Replaced;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run has done to jobs, as its report tells it.
 *
 * @param carriedOut the changes that the workspace confirmed
 * @param doubtful the definitions whose jobs the run tried to write, and failed to, at least in part: the report does not
 *     have what it replaced
 */
public record ReplacedJobs(List<Replaced> carriedOut, List<String> doubtful) {

    public ReplacedJobs {
        carriedOut = List.copyOf(carriedOut);
        doubtful = List.copyOf(doubtful);
    }

    /**
     * Reads them from a report.
     *
     * @throws IllegalArgumentException when it is not written as this version, or one before it, writes reports
     */
    public static ReplacedJobs of(JsonNode report) {
        List<Replaced> carriedOut = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        for (JsonNode change : report.path("changes")) {
            Action action = Action.valueOf(change.required("action").asText().toUpperCase(Locale.ROOT));
            String outcome = change.path("outcome").asText();
            if (action.writes() && outcome.equals("applied")) {
                carriedOut.add(replaced(action, change));
            } else if (action.writes() && (outcome.equals("failed") || outcome.equals("pending"))) {
                doubtful.add(change.required("key").asText());
            }
        }
        return new ReplacedJobs(carriedOut, doubtful);
    }

    private static Replaced replaced(Action action, JsonNode change) {
        List<Difference> differences = new ArrayList<>();
        for (JsonNode difference : change.path("differences")) {
            differences.add(new Difference(
                    difference.required("path").asText(),
                    missingIfNull(difference.path("before")),
                    missingIfNull(difference.path("after")),
                    Cause.UNDONE));
        }
        return new Replaced(
                action,
                new JobKey(change.required("key").asText()),
                change.path("name").asText(),
                change.path("jobId").asLong(),
                settings(change.path("before")),
                action == Action.CREATE ? settings(change.path("settings")) : null,
                differences);
    }

    private static @Nullable JobSettings settings(JsonNode json) {
        return json instanceof ObjectNode settings ? JobSettings.keeping(settings) : null;
    }

    private static JsonNode missingIfNull(JsonNode node) {
        return node.isNull() ? MissingNode.getInstance() : node;
    }
}
