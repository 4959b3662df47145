package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.JobKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for a pass. Every trigger sends one and says no more than "look": what is to be done is found out by the pass.
 *
 * @param runId names the pass that this asks for
 * @param why what happened, in a few words: {@code jobs/a.json landed}
 * @param scope which jobs to look at
 * @param prune delete jobs whose definition is gone, even where the installation does not do so by itself
 * @param approved carry the plan out only if it has this fingerprint
 * @param queuedAt when the queue took it first, by the queue's clock; empty before that
 * @param attempt how often a pass for it has failed, 1,000 at most
 * @param watched whether somebody waits for it, and is to be told how far it has come
 */
public record SyncRequest(
        String runId,
        String why,
        Scope scope,
        boolean prune,
        Optional<String> approved,
        Optional<Instant> queuedAt,
        int attempt,
        boolean watched) {

    /** More than any request gets, and few enough to be counted on. */
    private static final int MOST_ATTEMPTS = 1_000;

    public SyncRequest {
        attempt = Math.min(MOST_ATTEMPTS, Math.max(0, attempt));
    }

    /** Asks for a pass over what has changed. */
    public static SyncRequest changes(String runId, String why) {
        return new SyncRequest(runId, why, Scope.CHANGES, false, Optional.empty(), Optional.empty(), 0, false);
    }

    /** Asks for a pass over everything. */
    public static SyncRequest everything(String runId, String why) {
        return new SyncRequest(runId, why, Scope.EVERYTHING, false, Optional.empty(), Optional.empty(), 0, false);
    }

    /** Asks for what a caller of the HTTP API asked for, who waits for it. */
    public static SyncRequest of(String runId, String why, PassRequest request) {
        return new SyncRequest(
                runId, why, request.scope(), request.prune(), request.approved(), Optional.empty(), 0, true);
    }

    /** The pass that is asked for. */
    PassRequest pass() {
        return PassRequest.SYNC
                .over(scope)
                .prune(prune)
                .approved(approved)
                .as(runId)
                .because(why);
    }

    /** Whether another pass can do what this asks for: not where it asks for more than a look. */
    boolean canBeCovered() {
        return !prune && approved.isEmpty() && !(scope instanceof Scope.One);
    }

    /** The same, taken by the queue at this time; the first time counts. */
    SyncRequest queuedAt(Instant time) {
        return new SyncRequest(
                runId, why, scope, prune, approved, Optional.of(queuedAt.orElse(time)), attempt, watched);
    }

    /** The same, after one more pass has failed. */
    SyncRequest afterFailure() {
        return new SyncRequest(runId, why, scope, prune, approved, queuedAt, attempt + 1, watched);
    }

    /** The job that it is about, if it is about one. */
    Optional<JobKey> key() {
        return scope instanceof Scope.One one ? Optional.of(one.key()) : Optional.empty();
    }
}
