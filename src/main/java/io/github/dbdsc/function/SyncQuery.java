package io.github.dbdsc.function;

import io.github.dbdsc.access.AppRole;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The query of {@code POST /api/sync} or of an undo.
 *
 * @param request what is asked for
 * @param patience how long the caller waits for the report
 */
record SyncQuery(SyncRequest request, Duration patience) {

    static final List<String> NAMES =
            List.of(TargetChoice.PARAMETER, "dryRun", "prune", "allowOlder", "key", "plan", "wait");

    static final List<String> OF_UNDO = List.of(TargetChoice.PARAMETER, "plan", "by", "wait");

    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(25);

    /** In seconds: an HTTP answer of a function app must begin within 230 seconds. */
    private static final int LONGEST_WAIT = 200;

    /**
     * Reads the query; {@code dryRun}, {@code prune} and {@code allowOlder} are on by their names alone.
     *
     * @throws HttpProblem when a parameter is not understood
     */
    static SyncQuery of(HttpQuery query, Admission admission) {
        SyncRequest request = by(admission)
                .dryRun(query.isOn("dryRun"))
                .prune(query.isOn("prune"))
                .allowOlder(query.isOn("allowOlder"))
                .only(query.key().orElse(null))
                .approving(query.value("plan").map(SyncQuery::fingerprint).orElse(null));
        return new SyncQuery(
                request, query.value("wait").map(SyncQuery::seconds).orElse(DEFAULT_WAIT));
    }

    /**
     * Reads the query of an undo, which only plans without a fingerprint.
     *
     * @param run the run to undo
     * @throws HttpProblem when a parameter is not understood
     */
    static SyncQuery ofUndo(HttpQuery query, String run, Admission admission) {
        String named = HoldQuery.text(query, "by", Hold.LONGEST_NAME);
        Scope.Undo undo = new Scope.Undo(run, admission.name().orElse(named));
        Optional<String> plan = query.value("plan").map(SyncQuery::fingerprint);
        SyncRequest request = by(admission)
                .over(undo)
                .because(undo.why())
                .dryRun(plan.isEmpty())
                .approving(plan.orElse(null));
        return new SyncQuery(
                request, query.value("wait").map(SyncQuery::seconds).orElse(DEFAULT_WAIT));
    }

    private static SyncRequest by(Admission admission) {
        return SyncRequest.SYNC.by(admission.caller()).mayDelete(admission.has(AppRole.PRUNE));
    }

    /** Returns the role that a call with this query needs; what a plan that it approves deletes is known later. */
    static AppRole need(HttpQuery query) {
        if (query.isOn("dryRun")) {
            return AppRole.PLAN;
        }
        return query.isOn("prune") ? AppRole.PRUNE : AppRole.APPLY;
    }

    /** Returns the role that an undo with this query needs; what it deletes is known later. */
    static AppRole needOfUndo(HttpQuery query) {
        return query.value("plan").isPresent() ? AppRole.APPLY : AppRole.PLAN;
    }

    private static Duration seconds(String value) {
        if (value.matches("[0-9]{1,3}") && Integer.parseInt(value) <= LONGEST_WAIT) {
            return Duration.ofSeconds(Integer.parseInt(value));
        }
        throw HttpProblem.notUnderstood(
                "the query parameter wait must be a number of seconds from 0 to " + LONGEST_WAIT);
    }

    private static String fingerprint(String value) {
        if (!value.matches("[0-9a-f]{64}")) {
            throw HttpProblem.notUnderstood(
                    "the query parameter plan must be a plan's fingerprint, 64 hexadecimal digits");
        }
        return value;
    }
}
