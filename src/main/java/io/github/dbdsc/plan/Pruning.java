package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which jobs without a definition are deleted. None is unless pruning is on, every definition loaded and there
 * is at least one: a container that looks empty is more often a mistake than intended.
 *
 * @param whyNone why this run deletes no job; null when it may
 */
record Pruning(@Nullable String whyNone) {

    static Pruning of(boolean on, DesiredState desired) {
        if (!on) {
            return keeping("the job is kept (pruning is off)");
        }
        if (desired.problems().stream().anyMatch(Problem::isError)) {
            return keeping("the job is kept while definitions have errors");
        }
        if (desired.jobs().isEmpty()) {
            return keeping("the job is kept because there is no definition at all");
        }
        return new Pruning(null);
    }

    private static Pruning keeping(String why) {
        return new Pruning(why);
    }

    /**
     * Decides what to do with a job of ours whose definition is gone.
     *
     * @param claimants the definitions that the job may belong to now
     * @param doubt why it may not be ours to delete; null when it is
     */
    Change decide(JobKey key, ActualJob job, List<JobKey> claimants, @Nullable String doubt) {
        if (!job.isReadable()) {
            return Change.refused(key, job.name(), job, Match.Unreadable.reason(job));
        }
        if (!claimants.isEmpty()) {
            return Change.orphan(
                    key,
                    job,
                    "the job is kept because it may be that of "
                            + claimants.stream().map(JobKey::path).collect(Collectors.joining(", ")));
        }
        if (whyNone != null) {
            return Change.orphan(key, job, whyNone);
        }
        if (Ownership.isProtected(job.settings())) {
            return Change.orphan(
                    key,
                    job,
                    "the job is kept because it is protected; delete it by hand, or take its tag "
                            + Ownership.PROTECT_TAG + " away");
        }
        return doubt == null ? Change.delete(key, job) : Change.orphan(key, job, "the job is kept because " + doubt);
    }
}
