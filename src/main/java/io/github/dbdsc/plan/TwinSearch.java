package io.github.dbdsc.plan;

import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the definitions that have twins: jobs that our identity made and that still are what was sent, which is what the
 * definition asks for or what the state holds.
 */
record TwinSearch(OwnershipPolicy policy, Map<JobKey, AppliedJob> state, JobFields fields) {

    Map<JobKey, Twins> among(List<DesiredJob> desired, Collection<ActualJob> actual) {
        Map<Ownership, List<ActualJob>> byTags = new HashMap<>();
        actual.stream().filter(policy::made).forEach(job -> job.ownership()
                .filter(this::isOurs)
                .ifPresent(tags ->
                        byTags.computeIfAbsent(tags, key -> new ArrayList<>()).add(job)));
        Map<JobKey, Twins> found = new HashMap<>();
        if (byTags.values().stream().allMatch(jobs -> jobs.size() == 1)) {
            return found;
        }
        for (DesiredJob job : desired) {
            List<ActualJob> jobs = byTags.getOrDefault(
                    policy.of(job.key()), byTags.getOrDefault(new Ownership(policy.owner(), job.key()), List.of()));
            if (jobs.size() > 1) {
                Twins twins = Twins.among(jobs);
                if (!twins.younger().isEmpty() && isAsSent(twins.elder(), job)) {
                    found.put(job.key(), twins);
                }
            }
        }
        return found;
    }

    private boolean isOurs(Ownership tags) {
        return tags.owner().equals(policy.owner())
                && (tags.source().isEmpty() || tags.source().equals(policy.source()));
    }

    private boolean isAsSent(ActualJob actual, DesiredJob job) {
        AppliedJob applied = state.get(job.key());
        IgnoredFields ignored = IgnoredFields.of(job.ignored(), fields);
        JobSettings shown = ignored.without(actual.settings());
        return isAs(ignored.without(policy.stampedWithoutPermissions(job)), shown)
                || (applied != null
                        && isAs(
                                policy.of(job.key())
                                        .stamp(ignored.without(applied).settings(), job.protect()),
                                shown));
    }

    /** What refers to other jobs is compared without ids: which ones these were is not known any more. */
    private boolean isAs(JobSettings sent, JobSettings actual) {
        return sent.name().equals(actual.name())
                && (!sent.references().isEmpty()
                        || Comparison.of(sent.without(AccessControl.FIELD), actual, null, JobIds.NONE, fields)
                                .differences()
                                .isEmpty());
    }
}
