package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobKey;

/**
 * Jobs that another tool manages. Jobs API 2.2: a tool says so by {@code deployment}, and by locking the job in the
 * workspace's user interface, as Databricks Asset Bundles do.
 */
final class OtherTool {

    private OtherTool() {}

    /** Reports whether another tool manages the job. */
    static boolean manages(ActualJob job) {
        return job.settings().field("deployment").isPresent()
                || job.settings().view().path("edit_mode").asText().equals("UI_LOCKED");
    }

    /** Says why such a job is not taken over by itself, and how it is. */
    static String whyLeft(ActualJob job, JobKey key) {
        String kind = job.settings().view().path("deployment").path("kind").asText();
        return "job " + job.id() + " of this name is managed by another tool"
                + (kind.isEmpty() ? "" : " (its deployment is " + kind + ")")
                + ", which would go on changing it, and its lock in the workspace would be lost; take it out of that tool"
                + " and put \"$adopt\": true into " + key.path() + ", or rename one of them";
    }
}
