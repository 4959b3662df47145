package io.github.dbdsc.report;

import java.util.Locale;

/** How far a run has come, and how it ended. */
public enum RunStatus {
    /** It was asked for and waits for its turn. */
    QUEUED,
    /** It is at work. */
    RUNNING,
    /** Another run, which began after this one was asked for, did its work. */
    COVERED,
    /** It ended, and all is well. */
    OK,
    /** It ended, and something needs a person: a job that failed, or a definition with an error. */
    FAILED,
    /** It ended, and safety or ownership refused something. */
    REFUSED,
    /** It ended before it had written everything; the next run goes on. */
    STOPPED;

    /** How a run ended. What is worse hides what is less so. */
    static RunStatus of(Report report) {
        if (report.failed()) {
            return FAILED;
        }
        if (report.stoppedEarly()) {
            return STOPPED;
        }
        return report.refused() ? REFUSED : OK;
    }

    /** The status as the HTTP API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that is spelled so. */
    static RunStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether there is more to come. */
    public boolean isPending() {
        return this == QUEUED || this == RUNNING;
    }
}
