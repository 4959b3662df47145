package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.plan.Plan;
import io.github.dbdsc.plan.Planner;
import io.github.dbdsc.plan.Safety;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Makes the jobs of one target match their definitions, one pass at a time. */
public final class Reconciler {

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final Target target;
    private final Stores stores;
    private final Workspace workspace;
    private final Planner planner;
    private final Applier applier;
    private final Supplier<String> runIds;
    private final Clock clock;
    private final Pause pause;

    /** Takes the ports; {@code runIds} gives each pass a name of its own. */
    public Reconciler(
            Target target,
            Stores stores,
            Workspace workspace,
            Planner planner,
            Applier applier,
            Supplier<String> runIds,
            Clock clock,
            Pause pause) {
        this.target = target;
        this.stores = stores;
        this.workspace = workspace;
        this.planner = planner;
        this.applier = applier;
        this.runIds = runIds;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * One pass: snapshot, render, validate, list, plan, safety, apply, report. A read that fails ends it before anything
     * is written.
     *
     * @throws BusyException when another pass holds the lock for longer than the request's patience; a dry run never
     *     has to wait
     * @throws NoSuchJobException when the request is about one job and there is none
     * @throws io.github.dbdsc.model.OutsideException when the container or the workspace can't be read
     */
    public Report pass(PassRequest request) {
        if (request.dryRun()) {
            return pass(request, () -> false);
        }
        try (RunLock.Lease lease = acquire(request.patience())) {
            return pass(request, lease::held);
        }
    }

    private RunLock.Lease acquire(Duration patience) {
        Instant end = clock.instant().plus(patience);
        Optional<RunLock.Lease> lease = stores.lock().tryAcquire();
        while (lease.isEmpty()
                && clock.instant().isBefore(end)
                && !Thread.currentThread().isInterrupted()) {
            pause.of(BETWEEN_TRIES);
            lease = stores.lock().tryAcquire();
        }
        return lease.orElseThrow(() -> new BusyException(target));
    }

    private Report pass(PassRequest request, BooleanSupplier mayWrite) {
        Instant startedAt = clock.instant();
        long callsBefore = workspace.calls();
        List<String> notes = new ArrayList<>();

        DesiredState desired = DesiredStateReader.read(stores.definitions().read());
        List<ActualJob> actual = workspace.list();
        Map<JobKey, AppliedJob> known = readState(notes);
        Plan whole = planner.plan(desired, actual, known);
        Plan plan = request.only().map(key -> part(whole, key, desired)).orElse(whole);
        List<String> objections = Safety.objections(plan, request.approved());
        List<Outcome> outcomes = request.dryRun() || !objections.isEmpty()
                ? plan.changes().stream().map(Outcome::notApplied).toList()
                : applier.apply(plan, mayWrite);

        if (!request.dryRun()) {
            writeState(known, Memory.after(known, outcomes, desired, actual), notes);
        }
        Report report = new Report(
                target,
                runIds.get(),
                request.dryRun(),
                plan.fingerprint(),
                outcomes,
                desired.problems(),
                objections,
                notes,
                workspace.calls() - callsBefore,
                startedAt,
                Duration.between(startedAt, clock.instant()));
        return request.dryRun() ? report : written(report);
    }

    private static Plan part(Plan whole, JobKey key, DesiredState desired) {
        Plan part = whole.only(key);
        if (part.changes().isEmpty() && !desired.blocked().contains(key)) {
            throw new NoSuchJobException(key);
        }
        return part;
    }

    /** The state only saves work, so a pass goes on without it. */
    private Map<JobKey, AppliedJob> readState(List<String> notes) {
        try {
            return stores.state().read(target.id());
        } catch (StoreException e) {
            notes.add("the state was not read, so removed fields may not be noticed: " + e.getMessage());
            return Map.of();
        }
    }

    private void writeState(Map<JobKey, AppliedJob> before, Map<JobKey, AppliedJob> after, List<String> notes) {
        if (after.equals(before)) {
            return;
        }
        try {
            stores.state().write(target.id(), after);
        } catch (StoreException e) {
            notes.add("the state was not written; the next pass works without it: " + e.getMessage());
        }
    }

    private Report written(Report report) {
        try {
            stores.reports()
                    .write(ReportJson.path(report), ReportJson.of(report).toPrettyString());
            return report;
        } catch (StoreException e) {
            return report.with("the report was not written: " + e.getMessage());
        }
    }
}
