package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.SingleTaskForm;
import java.util.List;

/**
 * Converts settings from the single-task form of the Jobs API 2.0, which the original program's templates render, to
 * {@code tasks[]}, which 2.1 and later expect.
 */
final class LegacySettings {

    /** The key of the only task. It is constant, so that converted jobs never differ by it. */
    static final String TASK_KEY = "main";

    /** What some write for {@code existing_cluster_id}: it goes where the check of the settings says so. */
    private static final String MEANT_FOR_TASK = "cluster_id";

    private LegacySettings() {}

    /** Returns the fields of the single-task form that the settings have, in order. */
    static List<String> fieldsIn(ObjectNode settings) {
        return SingleTaskForm.fieldsIn(settings);
    }

    /** Returns the steps to a value in single-task form, given those in the multi-task form that it was converted to. */
    static List<String> stepsBefore(List<String> steps) {
        boolean inTask = steps.size() > 1 && steps.get(0).equals("tasks");
        return inTask ? steps.subList(2, steps.size()) : steps;
    }

    /** Returns the same job in multi-task form. */
    static ObjectNode toMultiTask(ObjectNode settings) {
        ObjectNode job = SingleTaskForm.toTasks(settings, TASK_KEY);
        if (job.has(MEANT_FOR_TASK)) {
            ((ObjectNode) job.path("tasks").get(0)).set(MEANT_FOR_TASK, job.remove(MEANT_FOR_TASK));
        }
        return job;
    }

    /**
     * Turns queueing off unless the settings say otherwise: jobs created through 2.0 were not queued while those created
     * through 2.2 are.
     */
    static void queueAsBefore(ObjectNode job) {
        if (!job.has("queue")) {
            job.putObject("queue").put("enabled", false);
        }
    }
}
