package io.github.dbdsc.local;

import io.github.dbdsc.report.RunStatus;

/** The exit codes of the commands. */
final class ExitCode {

    /** In sync, or everything was applied. */
    static final int OK = 0;

    /** A definition, a job, the settings or a service failed. */
    static final int FAILED = 1;

    /** Safety or ownership refused something. */
    static final int REFUSED = 2;

    /** Where asked for: changes are pending, and nothing is in their way. Then a refusal is {@link #FAILED}. */
    static final int PENDING = 2;

    /** Where asked for: a pending change is risky. */
    static final int RISKY = 3;

    private ExitCode() {}

    static int of(RunStatus status) {
        return switch (status) {
            case OK -> OK;
            case REFUSED -> REFUSED;
            default -> FAILED;
        };
    }

    /** Returns the code of a plan that tells changes from problems. */
    static int detailed(RunStatus status, boolean changesArePending) {
        if (status != RunStatus.OK) {
            return FAILED;
        }
        return changesArePending ? PENDING : OK;
    }
}
