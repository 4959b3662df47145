package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.Planner;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.state.Coverage;
import io.github.dbdsc.state.CoverageRecord;
import io.github.dbdsc.state.TargetHolds;
import io.github.dbdsc.state.TargetState;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Makes the jobs of one target match their definitions, one run at a time. */
public final class Reconciler {

    private final Target target;
    private final Stores stores;
    private final CoverageRecord coverage;
    private final Workspace workspace;
    private final Pass pass;
    private final Undo undo;
    private final Clock clock;

    /**
     * Creates a reconciler for one target.
     *
     * @param workers sets how much is read at once
     * @param runIds gives each run a unique id
     */
    public Reconciler(
            Target target,
            Stores stores,
            RenderCache renderCache,
            Workspace workspace,
            Workers workers,
            Planner planner,
            Applier applier,
            JobFields fields,
            RunPolicy policy,
            Supplier<String> runIds,
            Clock clock) {
        this.target = target;
        this.stores = stores;
        this.coverage = new CoverageRecord(stores.state(), target);
        this.workspace = workspace;
        this.pass = new Pass(
                target, stores, renderCache, workspace, workers, planner, applier, fields, policy, runIds, clock);
        Installation us = new Installation(target.owner(), planner.source());
        this.undo = new Undo(
                target,
                us,
                stores,
                renderCache,
                workspace,
                workers,
                applier,
                fields,
                policy,
                runIds,
                clock,
                TargetState.document(stores.state(), target, us.source().orElse(null)));
        this.clock = clock;
    }

    /** Forgets what is kept in memory to save work, so that the next run reads everything again. */
    public void forget() {
        stores.definitions().forget();
        pass.forget();
        undo.forget();
    }

    /** Does the same as {@link #run(SyncRequest, RunWatch)} where nobody watches. */
    public Report run(SyncRequest request) {
        return run(request, RunWatch.NONE);
    }

    /**
     * Makes one run: reads files, state and workspace, plans, applies, writes the state, and reports. A failed read
     * ends the run before anything is written; only where one job's permissions can't be read does it go on, and leaves
     * these as they are. After 25 minutes no call of the workspace is begun: a run that still reads fails, one that
     * writes reports what it has done.
     *
     * @param watch is told how far it is; of a dry run, how far its reading is
     * @throws BusyException when another run holds the lock; a dry run needs none
     * @throws NoSuchJobException when the request is about one job and there is none
     * @throws io.github.dbdsc.model.ExternalServiceException when the container or the workspace can't be read
     */
    public Report run(SyncRequest request, RunWatch watch) {
        if (request.scope() instanceof Scope.Undo what) {
            return undone(request, what, watch);
        }
        if (request.dryRun()) {
            return pass.run(request, pass.begin(stores.definitions()::read), () -> false, List.of(), watch);
        }
        try (RunLock.Lease lease = acquire()) {
            watch.began();
            CoverageRecord.Found covered = coverage.open(clock.instant());
            Pass.Beginning beginning = pass.begin(stores.definitions()::read);
            Report report = pass.run(
                    request,
                    beginning,
                    lease::held,
                    Stream.concat(covered.notes().stream(), watch.notes().stream())
                            .toList(),
                    watch);
            cover(covered, request, report, lease, beginning.files());
            return report;
        }
    }

    private Report undone(SyncRequest request, Scope.Undo what, RunWatch watch) {
        if (request.dryRun()) {
            return undo.run(request, what, () -> false, watch);
        }
        try (RunLock.Lease lease = acquire()) {
            watch.began();
            return undo.run(request, what, lease::held, watch);
        }
    }

    /**
     * Records what a run covers. One that was stopped, or whose approval no longer fits, covers nothing; what else safety
     * withholds, and what is pending, it has not done and yet seen to.
     */
    private void cover(
            CoverageRecord.Found before, SyncRequest request, Report report, RunLock.Lease lease, Snapshot files) {
        boolean isWhole = report.objections().isEmpty();
        if (report.stoppedEarly() || (request.approved().isPresent() && !isWhole)) {
            return;
        }
        lease.since()
                .ifPresent(start -> coverage.add(
                        before,
                        request.scope(),
                        isWhole ? new Coverage.CoveringRun(start, report.runId()) : null,
                        files.etags()));
    }

    /**
     * Makes a dry run as if the container had been edited.
     *
     * @param request asks for a dry run
     * @param edit turns the container's files into those to plan with; nothing is stored
     * @throws io.github.dbdsc.model.ExternalServiceException when the container or the workspace can't be read
     */
    public Report plan(SyncRequest request, UnaryOperator<Snapshot> edit) {
        return pass.run(
                request.dryRun(true),
                pass.begin(() -> edit.apply(stores.definitions().read())),
                () -> false,
                List.of(),
                RunWatch.NONE);
    }

    /**
     * Reports whether a file has been added, removed or changed since the last run over changes or everything. Lists the
     * container and reads one document; calls no workspace and takes no lock.
     *
     * @throws StoreException when the container can't be listed
     */
    public boolean hasNewSources() {
        SortedMap<String, String> etags = stores.definitions().etags();
        return !coverage.read().isOf(etags);
    }

    /**
     * Returns the definition of a job as it is now; empty when there is none.
     *
     * @throws StoreException when it can't be read
     */
    public Optional<SourceFile> definition(JobKey key) {
        return stores.definitions().file(key.path());
    }

    /**
     * Returns a job as the workspace has it now, with one call; empty when it is not there.
     *
     * @throws io.github.dbdsc.model.ExternalServiceException when the workspace can't be read
     */
    public Optional<ActualJob> job(long jobId) {
        return workspace.get(jobId);
    }

    /** Returns which jobs are held. */
    public TargetHolds holds() {
        return pass.holds();
    }

    /**
     * Returns the keys of all definitions, right or wrong, and of jobs that have lost theirs. Calls no workspace.
     *
     * @throws StoreException when the container can't be listed
     */
    public Set<String> keys() {
        Set<String> keys = pass.keysOnBoard();
        stores.definitions().etags().keySet().stream()
                .filter(JobKey::isDefinition)
                .map(path -> JobKey.ofPath(path).value())
                .forEach(keys::add);
        return keys;
    }

    /** Returns what earlier runs have covered. */
    public Coverage coverage() {
        return coverage.read();
    }

    private RunLock.Lease acquire() {
        return stores.lock().tryAcquire().orElseThrow(() -> new BusyException(target));
    }
}
