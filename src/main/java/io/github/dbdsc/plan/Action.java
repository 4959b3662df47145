package io.github.dbdsc.plan;

/**
 * What a plan does with one job. Deleting is not among them: a job without a definition is listed as an orphan and
 * kept, see {@link Planner}; the action DELETE comes with pruning.
 */
public enum Action {
    /** There is no such job: make it. */
    CREATE,
    /** The job is ours and differs: replace its settings in place, keeping id and run history. */
    UPDATE,
    /** The job is nobody's and is to be ours: replace its settings in place, tags included. */
    ADOPT,
    /** Nothing to do. */
    NONE,
    /** Something has to be settled by a person first: the job stays as it is. */
    REFUSED;

    /** Whether carrying this out changes the workspace. */
    public boolean writes() {
        return this == CREATE || this == UPDATE || this == ADOPT;
    }
}
