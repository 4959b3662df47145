package io.github.dbdsc.definition.schema;

/**
 * What parts of a job must have. Jobs API 2.2: a job parameter has a default, which may be empty; a job cluster says what
 * it is; and the format follows from the tasks.
 */
final class PartRules {

    private PartRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        for (SettingsPart parameter : job.elements("parameters", "name")) {
            if (parameter.node().path("default").isMissingNode()) {
                problems.error(parameter.path(), "has no default; add one, such as \"\"");
            }
        }
        for (SettingsPart cluster : job.elements("job_clusters", "job_cluster_key")) {
            if (!cluster.has("new_cluster")) {
                problems.error(cluster.path(), "has no new_cluster; add one, which says what the cluster is like");
            }
        }
        if (job.text("format").equals("SINGLE_TASK") && job.has("tasks")) {
            problems.warning(
                    job.path().field("format"),
                    "is SINGLE_TASK, which the service ignores: a job with tasks is MULTI_TASK; leave it out");
        }
    }
}
