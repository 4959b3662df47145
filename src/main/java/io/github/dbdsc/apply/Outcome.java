package io.github.dbdsc.apply;

import io.github.dbdsc.plan.Change;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a change.
 *
 * @param change what was planned
 * @param result what became of it
 * @param jobId the job it is about; empty when there is none (yet)
 * @param error why it failed, in the user's words
 */
public record Outcome(Change change, Result result, OptionalLong jobId, Optional<String> error) {

    /** What can become of a change. */
    public enum Result {
        /** The workspace confirmed it. */
        APPLIED,
        /** There was nothing to do. */
        UNCHANGED,
        /** The plan refused it. */
        REFUSED,
        /** The workspace did not do it; the next pass tries again. */
        FAILED,
        /** The pass only looked, or stopped before it came to this one. */
        NOT_APPLIED
    }

    static Outcome applied(Change change, long jobId) {
        return new Outcome(change, Result.APPLIED, OptionalLong.of(jobId), Optional.empty());
    }

    static Outcome failed(Change change, String error) {
        return new Outcome(change, Result.FAILED, change.jobId(), Optional.of(error));
    }

    /** The outcome of a change that nobody carries out. */
    public static Outcome notApplied(Change change) {
        Result result = change.action().writes() ? Result.NOT_APPLIED : ofIdle(change);
        return new Outcome(change, result, change.jobId(), Optional.empty());
    }

    private static Result ofIdle(Change change) {
        return switch (change.action()) {
            case REFUSED -> Result.REFUSED;
            case NONE, ORPHAN, CREATE, UPDATE, ADOPT -> Result.UNCHANGED;
        };
    }
}
