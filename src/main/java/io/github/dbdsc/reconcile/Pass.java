package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.definition.SettingSources;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.ActualState;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Plan;
import io.github.dbdsc.plan.Planner;
import io.github.dbdsc.plan.PruneRecord;
import io.github.dbdsc.plan.PruneTerms;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportRetention;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.state.CreationRecord;
import io.github.dbdsc.state.NextState;
import io.github.dbdsc.state.TargetDeletes;
import io.github.dbdsc.state.TargetHolds;
import io.github.dbdsc.state.TargetState;
import io.github.dbdsc.state.VersionedDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of a target, from the container's files to the report: reads state and workspace, plans, applies, writes the
 * state, and reports.
 */
final class Pass {

    static final String NO_POLICY = "nothing is written as long as policy.json can't be used";

    private final Target target;
    private final Installation installation;
    private final Stores stores;
    private final RenderCache renderCache;
    private final Workspace workspace;
    private final Workers workers;
    private final Planner planner;
    private final Applier applier;
    private final JobFields fields;
    private final RunPolicy policy;
    private final Supplier<String> runIds;
    private final Clock clock;
    private final ReportRetention retention;
    private final JobStatusBoard board;
    private final VersionedDocument<Map<JobKey, AppliedJob>> stateDocument;
    private final VersionedDocument<PruneRecord> deletesDocument;
    private final TargetHolds holds;

    Pass(
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
        this.installation = new Installation(target.owner(), planner.source());
        this.stores = stores;
        this.stateDocument =
                TargetState.document(stores.state(), target, planner.source().orElse(null));
        this.deletesDocument = TargetDeletes.document(stores.state(), target);
        this.holds = new TargetHolds(stores.state(), target);
        this.renderCache = renderCache;
        this.workspace = workspace;
        this.workers = workers;
        this.planner = planner;
        this.applier = applier;
        this.fields = fields;
        this.policy = policy;
        this.runIds = runIds;
        this.clock = clock;
        this.retention = new ReportRetention(stores.reports(), policy.reportDays(), clock);
        this.board = new JobStatusBoard(stores.state(), target);
    }

    TargetHolds holds() {
        return holds;
    }

    /** Returns the keys of the jobs that the last run saw. */
    Set<String> keysOnBoard() {
        return new TreeSet<>(board.read().document().path("jobs").findValuesAsText("key"));
    }

    /** When a run began, and what it found in the container. */
    record Beginning(Instant at, long calls, Snapshot files) {}

    Beginning begin(Supplier<Snapshot> files) {
        return new Beginning(clock.instant(), workspace.calls(), files.get());
    }

    /** Forgets what is kept in memory so that work need not be done again. */
    void forget() {
        renderCache.clear();
        stateDocument.forget();
        board.forget();
    }

    /**
     * Makes the run.
     *
     * @param mayWrite asked before each write
     * @param earlierNotes what the report has to tell besides
     * @param watch is told how much is rendered, read and written
     * @throws NoSuchJobException when the request is about one job and there is none
     * @throws io.github.dbdsc.model.ExternalServiceException when the holds or the workspace can't be read
     */
    Report run(
            SyncRequest asked,
            Beginning beginning,
            BooleanSupplier mayWrite,
            List<String> earlierNotes,
            RunWatch watch) {
        Instant startedAt = beginning.at();
        SyncRequest request = asked.prune(asked.prune() || policy.prune()).to(target.name());

        int definitions = beginning.files().definitions().size();
        DesiredState rendered = DesiredStateReader.read(
                beginning.files(), renderCache, done -> watch.at(RunWatch.Stage.RENDERING, done, definitions));
        TargetState state = TargetState.read(stateDocument, installation);
        TargetHolds.Found held = holds.read();
        TargetDeletes deletes = TargetDeletes.read(deletesDocument, state, startedAt);
        PruneTerms terms = new PruneTerms(
                deletes.record(),
                deletes.isKnown(),
                !deletes.isFirst(),
                policy.prune() ? policy.pruneAfter() : Duration.ZERO,
                asked.prune(),
                startedAt);
        RunTime time = new RunTime(workspace, startedAt, policy.patience(request), clock);
        Workspace inTime = workspace.callingWhile(time);
        ActualStateReader.Reading read = new ActualStateReader(inTime, workers, planner, target.owner(), watch)
                .read(rendered, state.jobs(), request, terms);
        ActualState actual = read.actual();
        Planner holding = planner.holding(held.holds());
        Plan decided = holding.plan(rendered, actual, state.jobs(), request, terms);
        SecondLook second = new SecondLook(inTime, workers, fields);
        for (ActualState seen = second.at(decided, actual); !seen.equals(actual); seen = second.at(decided, actual)) {
            actual = seen;
            decided = holding.plan(rendered, actual, state.jobs(), request, terms);
        }
        Plan certain = state.isUnread() ? decided.puttingOffCreates("the state was not read") : decided;
        Plan planned = rendered.hasUsablePolicy() ? certain : certain.puttingOffEverything(NO_POLICY);
        requireKnown(request.scope(), planned);

        List<String> notes = new ArrayList<>(earlierNotes);
        notes.addAll(state.notes());
        notes.addAll(deletes.notes());
        Plan plan = request.dryRun() ? planned : remembered(planned, deletes, notes);
        List<Outcome> outcomes = request.dryRun()
                ? Applier.preview(plan)
                : applied(
                        plan,
                        applier.in(inTime, watch),
                        actual.jobsInAll(state.jobs().size()),
                        state,
                        () -> mayWrite.getAsBoolean() && time.isLeft(),
                        new HoldWatch(holds, held.holds().at(startedAt), startedAt, clock),
                        notes);

        Map<JobKey, AppliedJob> next = new HashMap<>();
        read.note().ifPresent(notes::add);
        notes.addAll(plan.notes());
        if (!request.dryRun()) {
            if (request.scope() instanceof Scope.Everything) {
                retention.tidy().ifPresent(notes::add);
            }
            next.putAll(NextState.after(state.jobs(), rendered, actual, plan, outcomes, installation, fields));
            notes.addAll(state.write(next));
        }
        SettingSources sources = new SettingSources(beginning.files(), renderCache, fields);
        Report report = new Report(
                target,
                request.runId().isEmpty() ? runIds.get() : request.runId(),
                request.dryRun(),
                request.why(),
                plan.fingerprint(),
                outcomes.stream().map(outcome -> outcome.traced(sources::of)).toList(),
                heldBack(plan.desired(), request.scope()),
                Stream.concat(held.fault().stream(), plan.desired().problems().stream())
                        .toList(),
                plan.safety().objections(),
                notes,
                workspace.calls() - beginning.calls(),
                startedAt,
                Duration.between(startedAt, clock.instant()),
                List.of(),
                plan.desired().origins(),
                null,
                request.caller(),
                plan.unmanaged());
        return request.dryRun()
                ? report
                : published(
                        report,
                        request.scope(),
                        plan.desired(),
                        state.jobs(),
                        state.isUnread() ? Optional.empty() : Optional.of(next));
    }

    /** Carries out a plan, and records which jobs it creates before the first of them. */
    private List<Outcome> applied(
            Plan plan,
            Applier inTime,
            int jobs,
            TargetState state,
            BooleanSupplier mayWrite,
            HoldWatch watch,
            List<String> notes) {
        Set<JobKey> creates = plan.changes().stream()
                .filter(change -> change.action() == Action.CREATE && plan.allows(change))
                .map(Change::key)
                .collect(Collectors.toSet());
        Map<JobKey, Duration> inDoubt = new HashMap<>();
        if (!creates.isEmpty()) {
            try {
                inDoubt.putAll(new CreationRecord(stores.state(), target).begin(creates, clock.instant()));
            } catch (StoreException e) {
                notes.add("it was not recorded which jobs are created: " + e.getMessage());
            }
            inDoubt.keySet().removeAll(state.jobs().keySet());
        }
        List<Outcome> outcomes = inTime.apply(plan, jobs, inDoubt, () -> mayWrite.getAsBoolean() && watch.mayWrite());
        watch.note().ifPresent(notes::add);
        return outcomes;
    }

    /**
     * Writes down what the plan is about to delete. A delete that can't be written down is not carried out: the next run
     * would not count it.
     *
     * @param notes gets what went wrong
     */
    private static Plan remembered(Plan plan, TargetDeletes deletes, List<String> notes) {
        Optional<String> problem = deletes.write(plan.remembered(), notes);
        if (problem.isEmpty()) {
            return plan;
        }
        if (plan.counted().isEmpty()) {
            notes.add(problem.get());
            return plan;
        }
        return plan.puttingOffDeletes("no job was deleted, because " + problem.get());
    }

    private void requireKnown(Scope scope, Plan plan) {
        if (scope instanceof Scope.One one
                && plan.changes().isEmpty()
                && !plan.desired().blocked().contains(one.key())) {
            throw plan.desired().elsewhere().contains(one.key())
                    ? new NoSuchJobException(one.key(), target.name())
                    : new NoSuchJobException(one.key());
        }
    }

    private static List<JobKey> heldBack(DesiredState desired, Scope scope) {
        return desired.blocked().stream()
                .filter(key -> !(scope instanceof Scope.One one) || one.key().equals(key))
                .sorted()
                .toList();
    }

    /** Updates the board and stores the report. Where that fails, the returned report has a note. */
    private Report published(
            Report report,
            Scope scope,
            DesiredState desired,
            Map<JobKey, AppliedJob> state,
            Optional<Map<JobKey, AppliedJob>> next) {
        JobStatusBoard.Updated shown = board.update(report, scope, desired, state, next);
        Report complete = report.with(shown.note().stream().toList(), shown.newErrors(), shown.pending());
        try {
            stores.reports().write(ReportSummary.of(complete), ReportJson.toKeep(complete), JobIndex.of(complete));
            return complete;
        } catch (StoreException e) {
            return complete.with(List.of("the report was not written: " + e.getMessage()));
        }
    }
}
