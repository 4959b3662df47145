package io.github.dbdsc.sync;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.SingleChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is left of a plan that somebody approved, after the run that carried it out was stopped: those of its changes that
 * were not reached and are still the same. Nothing else was approved.
 */
final class ApprovedRest {

    private final Reconciler reconciler;
    private final ReportStore reports;

    ApprovedRest(Reconciler reconciler, ReportStore reports) {
        this.reconciler = reconciler;
        this.reports = reports;
    }

    /** Reports whether a request is about such a rest. */
    static boolean isOf(SyncRequest request) {
        return request.stoppedRun().isPresent() && request.approved().isPresent();
    }

    /**
     * Returns the request, bound to the plan as it is now where that holds nothing but what is left; and else as it was,
     * bound to a plan that is no more, so that its run writes nothing and says so.
     *
     * @throws io.github.dbdsc.model.ExternalServiceException when the plan can't be made, or the stopped run's report read
     */
    SyncRequest bound(SyncRequest request) {
        Report now = planned(request);
        return left(request).containsAll(SingleChange.planned(now)) ? request.approving(now.fingerprint()) : request;
    }

    /**
     * Returns requests for what is left, where there is something else besides: each for one job, and bound to its change.
     *
     * @throws io.github.dbdsc.model.ExternalServiceException when the plan can't be made, or the stopped run's report read
     */
    List<SyncRequest> oneByOne(SyncRequest request) {
        Set<SingleChange> left = left(request);
        Map<String, List<SingleChange>> byKey =
                SingleChange.planned(planned(request)).stream().collect(Collectors.groupingBy(SingleChange::key));
        return byKey.values().stream()
                .filter(changes -> changes.size() == 1 && left.containsAll(changes))
                .map(changes -> changes.get(0))
                .map(change -> SyncRequest.SYNC
                        .only(new JobKey(change.key()))
                        .prune(request.prune())
                        .approving(change.fingerprint())
                        .because(request.why())
                        .by(request.caller())
                        .mayDelete(request.mayDelete())
                        .allowOlder(request.allowOlder()))
                .toList();
    }

    private Report planned(SyncRequest request) {
        return reconciler.run(request.approving(null).dryRun(true));
    }

    private Set<SingleChange> left(SyncRequest request) {
        return request.stoppedRun()
                .flatMap(run -> RunLookup.find(reports, run))
                .map(stopped -> SingleChange.left(stopped.document()))
                .orElse(Set.of());
    }
}
