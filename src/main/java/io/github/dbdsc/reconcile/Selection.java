package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The jobs that a pass is about.
 *
 * @param keys empty when it is about all of them
 */
record Selection(Optional<Set<JobKey>> keys) {

    /**
     * Selects what a scope means.
     *
     * @param prune whether jobs whose definition is gone are looked at
     * @throws NoSuchJobException when the scope is one job that nothing is known of
     */
    static Selection of(Scope scope, DesiredState desired, Map<JobKey, AppliedJob> known, boolean prune) {
        if (scope instanceof Scope.One one) {
            return new Selection(Optional.of(Set.of(one.key())));
        }
        return scope instanceof Scope.Changes
                ? new Selection(Optional.of(changed(desired, known, prune)))
                : new Selection(Optional.empty());
    }

    /** What is rendered differently from when it was last settled, or was never settled; and what is gone. */
    private static Set<JobKey> changed(DesiredState desired, Map<JobKey, AppliedJob> known, boolean prune) {
        Set<JobKey> changed = new TreeSet<>();
        Set<JobKey> gone = new TreeSet<>(known.keySet());
        gone.removeAll(desired.blocked());
        for (DesiredJob job : desired.jobs()) {
            gone.remove(job.key());
            AppliedJob last = known.get(job.key());
            if (last == null || !last.fingerprint().equals(Optional.of(job.fingerprint()))) {
                changed.add(job.key());
            }
        }
        if (prune) {
            changed.addAll(gone);
        }
        return changed;
    }

    boolean isEverything() {
        return keys.isEmpty();
    }

    boolean has(JobKey key) {
        return keys.isEmpty() || keys.get().contains(key);
    }

    /** The part of a plan that is about the selected jobs. */
    Plan of(Plan whole, int owned) {
        return keys.isEmpty() ? whole : whole.only(keys.get(), owned);
    }
}
