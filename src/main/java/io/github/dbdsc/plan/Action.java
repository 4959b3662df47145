package io.github.dbdsc.plan;

/** What a plan does with one job. */
public enum Action {
    /** There is no such job: make it. */
    CREATE,
    /** The job is ours and differs: replace its settings in place, keeping id and run history. */
    UPDATE,
    /** The job is nobody's and is to be ours: replace its settings in place, tags included. */
    ADOPT,
    /** The job is ours, its definition is gone, and pruning is on: delete it. */
    DELETE,
    /** The job is as defined: nothing to do. */
    NONE,
    /** The job is ours but its definition is gone: it is listed and kept. */
    ORPHAN,
    /** Something has to be settled by a person first: the job stays as it is. */
    REFUSED;

    /** Whether carrying this out changes the workspace. */
    public boolean writes() {
        return replaces() || this == CREATE || this == DELETE;
    }

    /** Whether this concerns a job that is there and is to be as its definition says. */
    boolean keeps() {
        return replaces() || this == NONE;
    }

    /** Whether this replaces the settings of a job that is there. */
    public boolean replaces() {
        return this == UPDATE || this == ADOPT;
    }
}
