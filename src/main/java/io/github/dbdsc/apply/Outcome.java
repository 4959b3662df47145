package io.github.dbdsc.apply;

import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.plan.Change;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happened to a change.
 *
 * @param change what was planned
 * @param result what happened to it
 * @param jobId the job that it is about; empty when there is none (yet)
 * @param error why it was not carried out as planned, or may not have been, as a message for the user
 * @param filledIn what the workspace showed beyond what was asked for; empty when the job was not read back
 */
public record Outcome(
        Change change, Result result, OptionalLong jobId, Optional<String> error, Optional<FilledIn> filledIn) {

    /** What can happen to a change. */
    public enum Result {
        /** The workspace confirmed it. */
        APPLIED,
        /** There was nothing to do. */
        UNCHANGED,
        /** The plan, or safety, refused it. */
        REFUSED,
        /** The workspace did not do it, or did not keep it; the next run tries again. */
        FAILED,
        /** It is not known yet whether it is done; the next run looks, and does it if it is still not. */
        PENDING,
        /** The run was a dry run, stopped before this change, or has to wait for runs of the job to end. */
        NOT_APPLIED
    }

    static Outcome applied(Change change, OptionalLong jobId) {
        return new Outcome(change, Result.APPLIED, jobId, Optional.empty(), Optional.empty());
    }

    static Outcome failed(Change change, String error) {
        return new Outcome(change, Result.FAILED, change.jobId(), Optional.of(error), Optional.empty());
    }

    /** Returns the outcome of a change whose call ended like this: what was never sent is not a failure. */
    static Outcome of(Change change, ExternalServiceException end) {
        return end instanceof WriteWithheldException ? notApplied(change) : failed(change, end.getMessage());
    }

    /** Returns the outcome of a write of which it is not known whether it is done. */
    static Outcome pending(Change change, String why) {
        return new Outcome(change, Result.PENDING, change.jobId(), Optional.of(why), Optional.empty());
    }

    /** Returns the outcome of a change that is postponed. */
    static Outcome postponed(Change change, String why) {
        return new Outcome(change, Result.NOT_APPLIED, change.jobId(), Optional.of(why), Optional.empty());
    }

    /** Returns the outcome of a change that must not be carried out. */
    static Outcome refused(Change change, String why) {
        return new Outcome(change, Result.REFUSED, change.jobId(), Optional.of(why), Optional.empty());
    }

    /** Returns the outcome of a change that is not carried out. */
    static Outcome notApplied(Change change) {
        Result result =
                switch (change.action()) {
                    case CREATE, UPDATE, ADOPT, DELETE -> Result.NOT_APPLIED;
                    case NONE, ORPHAN -> Result.UNCHANGED;
                    case REFUSED -> Result.REFUSED;
                };
        return new Outcome(change, result, change.jobId(), Optional.empty(), Optional.empty());
    }

    boolean wrote() {
        return result == Result.APPLIED && change.settings().isPresent();
    }

    Outcome butFailed(String why) {
        return new Outcome(change, Result.FAILED, jobId, Optional.of(why), filledIn);
    }

    /** Returns this outcome for the elder of two jobs, after the other one was removed or left. */
    Outcome healed(long elder, String how) {
        return new Outcome(change, result, OptionalLong.of(elder), Optional.of(how), filledIn);
    }

    /**
     * Returns this outcome with why the job was not read back. What was written stays written; the next run sees it.
     */
    Outcome notReadBack(String why) {
        return new Outcome(change, result, jobId, Optional.of("it was not read back: " + why), filledIn);
    }

    Outcome showing(FilledIn shown) {
        return new Outcome(change, result, jobId, error, Optional.of(shown));
    }
}
