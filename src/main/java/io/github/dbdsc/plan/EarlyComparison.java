package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.RememberedJobs;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compares jobs as a listing brings them, while the rest of it is still on its way, so that little is left to do once the
 * last one is there. Only jobs that carry the tags of a definition which needs no other job's id: nothing that is listed
 * later can change what is found then.
 */
public final class EarlyComparison {

    private final OwnershipPolicy policy;
    private final FieldRules rules;
    private final RememberedJobs remembered;
    private final Map<JobKey, DesiredJob> desired = new HashMap<>();
    private final IdentityHashMap<ActualJob, Comparison> asDefined = new IdentityHashMap<>();

    EarlyComparison(OwnershipPolicy policy, FieldRules rules, DesiredState desired, Map<JobKey, AppliedJob> applied) {
        this.policy = policy;
        this.rules = rules;
        this.remembered = new RememberedJobs(applied);
        desired.jobs().stream()
                .filter(job -> job.settings().references().isEmpty())
                .forEach(job -> this.desired.put(job.key(), job));
    }

    /** Takes a look at a job that has just been listed. */
    public void listed(ActualJob actual) {
        actual.ownership()
                .filter(ownership -> ownership.owner().equals(policy.owner()))
                .map(ownership -> desired.get(ownership.key()))
                .map(job -> comparison(job, actual))
                .filter(comparison -> comparison.differences().isEmpty())
                .ifPresent(comparison -> asDefined.put(actual, comparison));
    }

    /** That nothing is to be done, where the job that a definition means was seen to be as defined. */
    Optional<Change> asDefined(Matched matched) {
        JobKey key = matched.job().key();
        return matched.match() instanceof Match.Ours ours
                        && ours.job()
                                .ownership()
                                .map(Ownership::key)
                                .filter(key::equals)
                                .isPresent()
                ? Optional.ofNullable(asDefined.get(ours.job())).map(found -> Change.none(key, ours.job(), found))
                : Optional.empty();
    }

    private Comparison comparison(DesiredJob job, ActualJob actual) {
        return Comparison.of(
                policy.stampedWithoutPermissions(job),
                actual.settings(),
                remembered.of(job.key(), actual.id()),
                JobIds.NONE,
                rules);
    }
}
