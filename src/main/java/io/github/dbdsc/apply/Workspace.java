package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobSettings;
import java.util.List;

/** The jobs of a Databricks workspace. Every method throws {@link WorkspaceException} when the workspace does not do it. */
public interface Workspace {

    /** Every job that our identity can see, with all its tasks, read to the last page. */
    List<ActualJob> list();

    /** The jobs with this display name; the workspace compares without regard to case. */
    List<ActualJob> named(String name);

    /**
     * Creates a job. Never repeats a call that may have had its effect: then the exception says
     * {@link WorkspaceException#effectUnknown()}.
     *
     * @return the new job's id
     */
    long create(JobSettings settings);

    /** Replaces all settings of a job in place; its id and run history stay. Safe to repeat. */
    void reset(long jobId, JobSettings settings);

    /** How many calls this object has made to the workspace so far, repeated ones included. */
    long calls();
}
