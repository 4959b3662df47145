package io.github.dbdsc.plan;

/** What a plan does with one job. */
public enum Action {
    /** No such job exists: create it. */
    CREATE,
    /** The job is ours and differs: replace its settings in place, keeping id and run history. */
    UPDATE,
    /** The job has no owner and is taken over: replace its settings in place, tags included. */
    ADOPT,
    /** The job is ours, its definition is gone, and pruning is on: delete it. */
    DELETE,
    /** The job is as defined: nothing to do. */
    NONE,
    /** The job is ours but its definition is gone: report it and keep it. */
    ORPHAN,
    /** A person has to settle something first: leave the job as it is. */
    REFUSED;

    /** Reports whether carrying this out changes the workspace. */
    public boolean writes() {
        return replaces() || this == CREATE || this == DELETE;
    }

    /** Reports whether this keeps an existing job in line with its definition. */
    boolean keeps() {
        return replaces() || this == NONE;
    }

    /** Reports whether this replaces the settings of an existing job. */
    public boolean replaces() {
        return this == UPDATE || this == ADOPT;
    }
}
