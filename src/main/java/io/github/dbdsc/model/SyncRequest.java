package io.github.dbdsc.model;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a run. Every trigger sends one and says no more than "look": the run finds out what is to be done.
 *
 * @param target the name of the target whose jobs are meant; {@code ""} where targets have none
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
        String target,
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
            new SyncRequest("", "", "", Scope.EVERYTHING, false, false, null, null, 0, false, null, null, true, false);

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

    /** Returns who asked for the run; empty where nobody did over HTTP, or nobody tells. */
    public Optional<Caller> askedBy() {
        return Optional.ofNullable(caller);
    }

    /** Returns the same request for the jobs of another target. */
    public SyncRequest to(String newTarget) {
        return with(draft -> draft.target = newTarget);
    }

    /** Returns the same request, only looking or not. */
    public SyncRequest dryRun(boolean newDryRun) {
        return with(draft -> draft.dryRun = newDryRun);
    }

    /** Returns the same request, deleting or not. */
    public SyncRequest prune(boolean newPrune) {
        return with(draft -> draft.prune = newPrune);
    }

    /** Returns the same request for other jobs. */
    public SyncRequest over(Scope newScope) {
        return with(draft -> draft.scope = newScope);
    }

    /** Returns the same request for one job; for all when there is no key. */
    public SyncRequest only(@Nullable JobKey key) {
        return over(key == null ? Scope.EVERYTHING : new Scope.One(key));
    }

    /** Returns the same request, bound to the plan of this fingerprint; to none when there is no fingerprint. */
    public SyncRequest approving(@Nullable String fingerprint) {
        return with(draft -> draft.plan = fingerprint);
    }

    /** Returns the same request for a run of this name. */
    public SyncRequest as(String newRunId) {
        return with(draft -> draft.runId = newRunId);
    }

    /** Returns the same request, made for this reason. */
    public SyncRequest because(String reason) {
        return with(draft -> draft.why = reason);
    }

    /** Returns the same request, asked for by this caller; null where nobody tells. */
    public SyncRequest by(@Nullable Caller who) {
        return with(draft -> draft.caller = who);
    }

    /** Returns the same request of a caller who may have jobs deleted, or may not. */
    public SyncRequest mayDelete(boolean may) {
        return with(draft -> draft.mayDelete = may);
    }

    /** Returns the same request, going back to older files or not. */
    public SyncRequest allowOlder(boolean allow) {
        return with(draft -> draft.allowOlder = allow);
    }

    /** Returns the same request, waited for by somebody or not. */
    public SyncRequest watched(boolean isWatched) {
        return with(draft -> draft.watched = isWatched);
    }

    /** Returns the same request as the queue took it; the first time counts. Null leaves it as it is. */
    public SyncRequest queuedAt(@Nullable Instant time) {
        return with(draft -> draft.queued = queued == null ? time : queued);
    }

    /** Returns the same request after one more failed run. */
    public SyncRequest afterFailure() {
        return attempt(attempt + 1);
    }

    /** Returns the same request after so many failed runs. */
    public SyncRequest attempt(int failedRuns) {
        return with(draft -> draft.attempt = failedRuns);
    }

    /** Returns the same request, going on with this run, which was stopped; with none when there is no run. */
    public SyncRequest continuing(@Nullable String run) {
        return with(draft -> draft.continues = run);
    }

    /** Returns the same request for a run of this name, which goes on with the run of this request that was stopped. */
    public SyncRequest goingOnAs(String newRunId) {
        String reason = why.replaceFirst(GOES_ON + "\\S+$", "");
        return as(newRunId).because(reason + GOES_ON + runId).continuing(runId);
    }

    private SyncRequest with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.request();
    }

    /** A request in the making, in which one thing is changed: the only place that names all of them in order. */
    private static final class Draft {

        private String target;
        private String runId;
        private String why;
        private Scope scope;
        private boolean dryRun;
        private boolean prune;
        private @Nullable String plan;
        private @Nullable Instant queued;
        private int attempt;
        private boolean watched;
        private @Nullable String continues;
        private @Nullable Caller caller;
        private boolean mayDelete;
        private boolean allowOlder;

        Draft(SyncRequest like) {
            target = like.target;
            runId = like.runId;
            why = like.why;
            scope = like.scope;
            dryRun = like.dryRun;
            prune = like.prune;
            plan = like.plan;
            queued = like.queued;
            attempt = like.attempt;
            watched = like.watched;
            continues = like.continues;
            caller = like.caller;
            mayDelete = like.mayDelete;
            allowOlder = like.allowOlder;
        }

        SyncRequest request() {
            return new SyncRequest(
                    target,
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
                    caller,
                    mayDelete,
                    allowOlder);
        }
    }
}
