package io.github.dbdsc.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a run. Every trigger sends one and says no more than "look": the run finds out what is to be done.
 *
 * @param runId names the run that this asks for; {@code ""} lets the run name itself
 * @param why what happened, in a few words: {@code jobs/a.json landed}; {@code ""} when that is not known
 * @param scope which jobs to look at
 * @param dryRun only look: plan, but write nothing anywhere
 * @param prune delete jobs whose definition is gone now, even where the installation does not do so by itself, or
 *     only after some time
 * @param plan carry the plan out only if it has this fingerprint
 * @param queued when the queue took it first, by the queue's clock
 * @param attempt how many runs for it have failed, 1,000 at most
 * @param watched whether somebody waits for it, and is to be told how far it has come
 * @param continues the run of the same request that was stopped before it had written everything; null when there is none
 * @param caller who asked for it over HTTP; null where nobody did, or nobody tells
 * @param mayDelete whether a plan that the caller has approved may delete jobs; what the installation deletes by itself
 *     is not the caller's
 * @param allowOlder go back to files that are older than those last applied
 */
public record SyncRequest(
        String runId,
        String why,
        Scope scope,
        boolean dryRun,
        boolean prune,
        @Nullable String plan,
        @Nullable Instant queued,
        int attempt,
        boolean watched,
        @Nullable String continues,
        @Nullable Caller caller,
        boolean mayDelete,
        boolean allowOlder) {

    /** More than any request gets, and few enough to be counted on. */
    private static final int MOST_ATTEMPTS = 1_000;

    private static final String GOES_ON = ", goes on with ";

    /** Compares and carries out everything. */
    public static final SyncRequest SYNC =
            new SyncRequest("", "", Scope.EVERYTHING, false, false, null, null, 0, false, null, null, true, false);

    /** Compares everything, writes nothing. */
    public static final SyncRequest PLAN = SYNC.dryRun(true);

    /** Compares and carries out what has changed. */
    public static final SyncRequest CHANGES = SYNC.over(Scope.CHANGES);

    public SyncRequest {
        attempt = Math.min(MOST_ATTEMPTS, Math.max(0, attempt));
    }

    /** Returns the fingerprint that the plan must have to be carried out; empty when any will do. */
    public Optional<String> approved() {
        return Optional.ofNullable(plan);
    }

    /** Returns when the queue took the request first; empty before that. */
    public Optional<Instant> queuedAt() {
        return Optional.ofNullable(queued);
    }

    /** Returns the run that was stopped and that this goes on with; empty where it goes on with none. */
    public Optional<String> stoppedRun() {
        return Optional.ofNullable(continues);
    }

    /** Returns the job that the request is about, if it is about one. */
    public Optional<JobKey> key() {
        return scope instanceof Scope.One one ? Optional.of(one.key()) : Optional.empty();
    }

    /** Reports whether another run can do what this asks for: not where it asks for more than a look. */
    public boolean canBeCovered() {
        return !prune && !allowOlder && plan == null && !(scope instanceof Scope.One) && !(scope instanceof Scope.Undo);
    }

    /** Returns the same request, only looking or not. */
    public SyncRequest dryRun(boolean newDryRun) {
        return new SyncRequest(
                runId,
                why,
                scope,
                newDryRun,
                prune,
                plan,
                queued,
                attempt,
                watched,
                continues,
                caller,
                mayDelete,
                allowOlder);
    }

    /** Returns the same request, deleting or not. */
    public SyncRequest prune(boolean newPrune) {
        return new SyncRequest(
                runId,
                why,
                scope,
                dryRun,
                newPrune,
                plan,
                queued,
                attempt,
                watched,
                continues,
                caller,
                mayDelete,
                allowOlder);
    }

    /** Returns the same request for other jobs. */
    public SyncRequest over(Scope newScope) {
        return new SyncRequest(
                runId,
                why,
                newScope,
                dryRun,
                prune,
                plan,
                queued,
                attempt,
                watched,
                continues,
                caller,
                mayDelete,
                allowOlder);
    }

    /** Returns the same request for one job; for all when there is no key. */
    public SyncRequest only(@Nullable JobKey key) {
        return over(key == null ? Scope.EVERYTHING : new Scope.One(key));
    }

    /** Returns the same request, bound to the plan of this fingerprint; to none when there is no fingerprint. */
    public SyncRequest approving(@Nullable String fingerprint) {
        return new SyncRequest(
                runId,
                why,
                scope,
                dryRun,
                prune,
                fingerprint,
                queued,
                attempt,
                watched,
                continues,
                caller,
                mayDelete,
                allowOlder);
    }

    /** Returns the same request for a run of this name. */
    public SyncRequest as(String newRunId) {
        return new SyncRequest(
                newRunId,
                why,
                scope,
                dryRun,
                prune,
                plan,
                queued,
                attempt,
                watched,
                continues,
                caller,
                mayDelete,
                allowOlder);
    }

    /** Returns the same request, made for this reason. */
    public SyncRequest because(String reason) {
        return new SyncRequest(
                runId,
                reason,
                scope,
                dryRun,
                prune,
                plan,
                queued,
                attempt,
                watched,
                continues,
                caller,
                mayDelete,
                allowOlder);
    }

    /** Returns the same request, asked for by this caller; null where nobody tells. */
    public SyncRequest by(@Nullable Caller who) {
        return new SyncRequest(
                runId,
                why,
                scope,
                dryRun,
                prune,
                plan,
                queued,
                attempt,
                watched,
                continues,
                who,
                mayDelete,
                allowOlder);
    }

    /** Returns the same request of a caller who may have jobs deleted, or may not. */
    public SyncRequest mayDelete(boolean may) {
        return new SyncRequest(
                runId, why, scope, dryRun, prune, plan, queued, attempt, watched, continues, caller, may, allowOlder);
    }

    /** Returns the same request, going back to older files or not. */
    public SyncRequest allowOlder(boolean allow) {
        return new SyncRequest(
                runId, why, scope, dryRun, prune, plan, queued, attempt, watched, continues, caller, mayDelete, allow);
    }

    /** Returns who asked for the run; empty where nobody did over HTTP, or nobody tells. */
    public Optional<Caller> askedBy() {
        return Optional.ofNullable(caller);
    }

    /** Returns the same request, waited for. */
    public SyncRequest watchedBySomebody() {
        return new SyncRequest(
                runId,
                why,
                scope,
                dryRun,
                prune,
                plan,
                queued,
                attempt,
                true,
                continues,
                caller,
                mayDelete,
                allowOlder);
    }

    /** Returns the same request as the queue took it; the first time counts. */
    public SyncRequest queuedAt(Instant time) {
        return new SyncRequest(
                runId,
                why,
                scope,
                dryRun,
                prune,
                plan,
                queued == null ? time : queued,
                attempt,
                watched,
                continues,
                caller,
                mayDelete,
                allowOlder);
    }

    /** Returns the same request after one more failed run. */
    public SyncRequest afterFailure() {
        return attempt(attempt + 1);
    }

    /** Returns the same request after so many failed runs. */
    public SyncRequest attempt(int failedRuns) {
        return new SyncRequest(
                runId,
                why,
                scope,
                dryRun,
                prune,
                plan,
                queued,
                failedRuns,
                watched,
                continues,
                caller,
                mayDelete,
                allowOlder);
    }

    /** Returns the same request for a run of this name, which goes on with the run of this request that was stopped. */
    public SyncRequest goingOnAs(String newRunId) {
        String reason = why.replaceFirst(GOES_ON + "\\S+$", "");
        return new SyncRequest(
                newRunId,
                reason + GOES_ON + runId,
                scope,
                dryRun,
                prune,
                plan,
                queued,
                attempt,
                watched,
                runId,
                caller,
                mayDelete,
                allowOlder);
    }
}
