package io.github.dbdsc.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says what a job may have that no workspace shows, and that the job loses when it is taken over by a definition without it:
 * only who set it can add it.
 */
final class NeverShown {

    private static final int NAMED = 5;

    private NeverShown() {}

    /** Returns what to look at in each of these jobs, before they are taken over. */
    static List<String> notes(Map<ActualJob, ObjectNode> settings) {
        List<String> notes = new ArrayList<>();
        List<String> withPolicy = new ArrayList<>();
        settings.forEach((job, own) -> {
            if (own.findValues("table_update").stream().anyMatch(trigger -> lacks(trigger, "condition"))) {
                notes.add(text(job) + " starts when tables are updated, and no workspace shows the condition: if it has"
                        + " one, add \"condition\" to its table_update before it is taken over, or it loses it");
            }
            if (own.findValues("new_cluster").stream()
                    .anyMatch(cluster -> cluster.has("policy_id") && lacks(cluster, "apply_policy_default_values"))) {
                withPolicy.add(text(job));
            }
        });
        if (!withPolicy.isEmpty()) {
            notes.add(Counted.of(withPolicy.size(), "job") + " with a cluster policy: no workspace shows"
                    + " apply_policy_default_values; where it is set, add it to the new_cluster before the job is taken"
                    + " over, or the job loses it ("
                    + withPolicy.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (withPolicy.size() > NAMED ? " and " + (withPolicy.size() - NAMED) + " more)" : ")"));
        }
        return notes;
    }

    private static boolean lacks(JsonNode object, String field) {
        return object.isObject() && !object.has(field);
    }

    private static String text(ActualJob job) {
        return "The job '" + job.name() + "' (" + job.id() + ")";
    }
}
