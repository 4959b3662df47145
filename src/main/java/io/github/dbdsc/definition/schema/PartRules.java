package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What parts of a job must have. Jobs API 2.2: a job parameter has a default, which may be empty; a job cluster says what
 * it is; and the format follows from the tasks.
 */
final class PartRules {

    private PartRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        require(job, "parameters", "name", "default", "such as \"\"", problems);
        require(job, "job_clusters", "job_cluster_key", "new_cluster", "which says what the cluster is like", problems);
        if (job.text("format").equals("SINGLE_TASK") && job.has("tasks")) {
            problems.warning(
                    job.path().field("format"),
                    "is SINGLE_TASK, which the service ignores: a job with tasks is MULTI_TASK; leave it out");
        }
    }

    private static void require(
            SettingsPart job, String list, String key, String field, String which, SettingsProblems problems) {
        for (JsonNode element : job.node().path(list)) {
            if (!element.has(field)) {
                report(job.elements(list, key), field, which, problems);
                return;
            }
        }
    }

    private static void report(List<SettingsPart> elements, String field, String which, SettingsProblems problems) {
        for (SettingsPart element : elements) {
            if (!element.node().has(field)) {
                problems.error(element.path(), "has no " + field + "; add one, " + which);
            }
        }
    }
}
