package io.github.dbdsc.local;

import io.github.dbdsc.report.Report;

/** The exit codes of the commands. */
final class ExitCode {

    /** In sync, or everything was applied. */
    static final int OK = 0;

    /** A definition, a job, the settings or a service failed. */
    static final int FAILED = 1;

    /** Safety or ownership refused something, or (where asked for) changes are pending. */
    static final int REFUSED = 2;

    private ExitCode() {}

    static int of(Report report) {
        if (report.failed() || report.stoppedEarly()) {
            return FAILED;
        }
        return report.refused() ? REFUSED : OK;
    }
}
