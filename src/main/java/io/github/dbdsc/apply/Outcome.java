package io.github.dbdsc.apply;

import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.ExternalServiceException;
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
 * @param echo what the workspace showed otherwise than it was asked for; empty when the job was not read back
 * @param unkept whether the workspace did not keep something that it should have
 */
public record Outcome(
        Change change, Result result, OptionalLong jobId, Optional<String> error, Optional<Echo> echo, boolean unkept) {

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
        /** Somebody holds the job, or its definition does. */
        HELD,
        /** Somebody has to apply the plan: runs by themselves bring nothing new. */
        WAITING,
        /** The run was a dry run, stopped before this change, or has to wait for runs of the job to end. */
        NOT_APPLIED
    }

    /** Returns the same outcome of the change with where its values come from. */
    public Outcome traced(Change.Tracing tracing) {
        return new Outcome(change.traced(tracing), result, jobId, error, echo, unkept);
    }

    static Outcome applied(Change change, OptionalLong jobId) {
        return new Outcome(change, Result.APPLIED, jobId, Optional.empty(), Optional.empty(), false);
    }

    static Outcome failed(Change change, String error) {
        return new Outcome(change, Result.FAILED, change.jobId(), Optional.of(error), Optional.empty(), false);
    }

    /** Returns the outcome of a change whose call ended like this: what was never sent is not a failure. */
    static Outcome of(Change change, ExternalServiceException end) {
        return end instanceof WriteWithheldException ? notApplied(change) : failed(change, end.getMessage());
    }

    /** Returns the outcome of a write of which it is not known whether it is done. */
    static Outcome pending(Change change, String why) {
        return new Outcome(change, Result.PENDING, change.jobId(), Optional.of(why), Optional.empty(), false);
    }

    /** Returns the outcome of a change that is postponed. */
    static Outcome postponed(Change change, String why) {
        return new Outcome(change, Result.NOT_APPLIED, change.jobId(), Optional.of(why), Optional.empty(), false);
    }

    /** Returns the outcome of a change that is held. */
    static Outcome held(Change change) {
        return new Outcome(
                change, Result.HELD, change.jobId(), Optional.empty(), Optional.empty(), change.unkept() != null);
    }

    /** Returns the outcome of a change that waits until somebody applies the plan. */
    static Outcome waiting(Change change) {
        return new Outcome(
                change, Result.WAITING, change.jobId(), Optional.empty(), Optional.empty(), change.unkept() != null);
    }

    /** Returns the outcome of a change that must not be carried out. */
    static Outcome refused(Change change, String why) {
        return new Outcome(change, Result.REFUSED, change.jobId(), Optional.of(why), Optional.empty(), false);
    }

    /** Returns the outcome of a change that is not carried out. */
    static Outcome notApplied(Change change) {
        if (change.unkept() != null) {
            return failed(change, change.unkept()).butUnkept(change.unkept());
        }
        Result result =
                switch (change.action()) {
                    case CREATE, UPDATE, ADOPT, DELETE -> Result.NOT_APPLIED;
                    case NONE, ORPHAN -> Result.UNCHANGED;
                    case REFUSED -> Result.REFUSED;
                };
        return new Outcome(change, result, change.jobId(), Optional.empty(), Optional.empty(), false);
    }

    boolean wrote() {
        return result == Result.APPLIED && change.settings().isPresent();
    }

    Outcome butFailed(String why) {
        return new Outcome(change, Result.FAILED, jobId, Optional.of(why), echo, unkept);
    }

    /** Returns this outcome for the elder of two jobs, after the other one was removed or left. */
    Outcome healed(long elder, String how) {
        return new Outcome(change, result, OptionalLong.of(elder), Optional.of(how), echo, unkept);
    }

    /**
     * Returns this outcome with why the job was not read back. What was written stays written; the next run sees it.
     */
    Outcome notReadBack(String why) {
        return new Outcome(change, result, jobId, Optional.of("it was not read back: " + why), echo, unkept);
    }

    /** Returns this outcome for a job that was read back. */
    Outcome showing(Echo shown) {
        return new Outcome(change, result, jobId, error, Optional.of(shown), unkept);
    }

    /** Returns this outcome with something to tell that does not matter. */
    Outcome telling(String note) {
        String told = error.map(earlier -> earlier + "; " + note).orElse(note);
        return new Outcome(change, result, jobId, Optional.of(told), echo, unkept);
    }

    /** Returns this outcome, failed where the job still lacks what the workspace did not keep before. */
    Outcome stillUnkept() {
        return change.unkept() == null || result == Result.FAILED ? this : butUnkept(change.unkept());
    }

    /** Returns this outcome for a job of which the workspace did not keep something that it should have. */
    Outcome butUnkept(String why) {
        return new Outcome(change, Result.FAILED, jobId, Optional.of(why), echo, true);
    }
}
