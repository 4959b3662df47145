package io.github.dbdsc.report;

import java.util.Locale;

/** How far a run is, or how it ended. */
public enum RunStatus {
    /** It was requested and waits for its turn. */
    QUEUED,
    /** It failed, and waits for its next try. */
    FAILING,
    /** It is at work. */
    RUNNING,
    /** Another run, which started after this one was requested, did its work. */
    COVERED,
    /** It ended, and all is well. */
    OK,
    /** It ended, and somebody has to act: a job failed, or a definition has an error. */
    FAILED,
    /** It ended, and safety or ownership refused something. */
    REFUSED,
    /** It ended before it had written everything; the next run continues. */
    STOPPED;

    /** Returns how a run ended; where several statuses apply, the worst. */
    static RunStatus of(Report report) {
        if (report.failed()) {
            return FAILED;
        }
        if (report.stoppedEarly()) {
            return STOPPED;
        }
        return report.refused() ? REFUSED : OK;
    }

    /** Returns the status as the HTTP API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the status that the HTTP API spells this way. */
    static RunStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Reports whether the run has yet to end. */
    public boolean isPending() {
        return this == QUEUED || this == FAILING || this == RUNNING;
    }
}
