package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.PermissionReading;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.EarlyComparison;
import io.github.dbdsc.plan.FieldRules;
import io.github.dbdsc.plan.PermissionReview;
import io.github.dbdsc.plan.Plan;
import io.github.dbdsc.plan.Planner;
import io.github.dbdsc.plan.Safety;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the jobs of one target match their definitions, one pass at a time. */
public final class Reconciler {

    /** Writing stops by then, so that the pass can still report before the host's 30 minutes are over. */
    private static final Duration BUDGET = Duration.ofMinutes(25);

    private final Target target;
    private final Stores stores;
    private final CoverageRecord coverage;
    private final RenderCache renderers;
    private final Workspace workspace;
    private final Planner planner;
    private final Applier applier;
    private final FieldRules rules;
    private final PassPolicy policy;
    private final Supplier<String> runIds;
    private final Clock clock;
    private final ReportRetention retention;
    private final JobStatusBoard board;
    private final LastState lastState = new LastState();

    /** Takes the ports; {@code runIds} gives each pass a name of its own. */
    public Reconciler(
            Target target,
            Stores stores,
            RenderCache renderers,
            Workspace workspace,
            Planner planner,
            Applier applier,
            FieldRules rules,
            PassPolicy policy,
            Supplier<String> runIds,
            Clock clock) {
        this.target = target;
        this.stores = stores;
        this.coverage = new CoverageRecord(stores.state(), target);
        this.renderers = renderers;
        this.workspace = workspace;
        this.planner = planner;
        this.applier = applier;
        this.rules = rules;
        this.policy = policy;
        this.runIds = runIds;
        this.clock = clock;
        this.retention = new ReportRetention(stores.reports(), policy.reportDays(), clock);
        this.board = new JobStatusBoard(stores.state(), target);
    }

    /**
     * One pass: snapshot, render, validate, list, plan, permissions, safety, apply, report. A read that fails ends it
     * before anything is written, except that of one job's permissions, which then stay as they are.
     *
     * @throws BusyException when another pass holds the lock; a dry run needs none
     * @throws NoSuchJobException when the request is about one job and there is none
     * @throws io.github.dbdsc.model.OutsideException when the container or the workspace can't be read
     */
    public Report pass(PassRequest request) {
        if (request.dryRun()) {
            return pass(request, stores.definitions()::read, () -> false);
        }
        try (RunLock.Lease lease = acquire()) {
            Report report = pass(request, stores.definitions()::read, lease::held);
            if (!report.stoppedEarly() && report.objections().isEmpty()) {
                lease.since()
                        .ifPresent(start -> coverage.add(request.scope(), new Coverage.Look(start, report.runId())));
            }
            return report;
        }
    }

    /** What earlier passes have looked at. */
    Coverage coverage() {
        return coverage.read();
    }

    /**
     * A dry run over all jobs as if the container had been edited.
     *
     * @param edit takes the container's files and gives those to plan with; nothing is stored
     * @throws io.github.dbdsc.model.OutsideException when the container or the workspace can't be read
     */
    public Report plan(UnaryOperator<Snapshot> edit) {
        return pass(PassRequest.PLAN, () -> edit.apply(stores.definitions().read()), () -> false);
    }

    private RunLock.Lease acquire() {
        return stores.lock().tryAcquire().orElseThrow(() -> new BusyException(target));
    }

    private Report pass(PassRequest request, Supplier<Snapshot> files, BooleanSupplier mayWrite) {
        Instant startedAt = clock.instant();
        long callsBefore = workspace.calls();
        List<String> notes = new ArrayList<>();

        DesiredState rendered = DesiredStateReader.read(files.get(), renderers);
        TargetState state = TargetState.read(stores.state(), lastState, target, notes);
        Map<JobKey, AppliedJob> known = state.jobs();
        boolean prune = policy.prune() || request.prune();
        Selection selection = Selection.of(request.scope(), rendered, known, prune);
        DesiredState desired = NameLookup.resolved(rendered, selection, workspace);
        EarlyComparison early = planner.early(desired, known);
        Survey survey = Survey.of(selection, desired, known, target.owner(), workspace, applier, early);
        Plan settings = selection.of(
                planner(desired, survey.jobs()).plan(desired, survey.jobs(), known, prune, early), known.size());
        requireKnown(request.scope(), settings, desired);
        PermissionReview review = PermissionReview.of(
                settings, desired, known, selection.isEverything() ? PermissionReview.READS_A_PASS : 0);
        PermissionReading permissions = applier.permissions(review.jobIds());
        review.note().ifPresent(notes::add);
        Plan plan = review.complete(settings, permissions.granted());
        Safety safety = Safety.review(plan, request.approved(), policy.pruneLimit(), request.dryRun());
        List<Outcome> outcomes = carryOut(
                plan,
                safety,
                request,
                survey.jobsInAll(known.size()),
                () -> mayWrite.getAsBoolean() && isInTime(startedAt));

        if (!request.dryRun() && selection.isEverything()) {
            retention.tidy(notes);
        }
        if (!request.dryRun()) {
            state.write(review.remember(
                    Memory.after(known, outcomes, target.owner(), desired, fingerprints(rendered), survey, rules)));
        }
        Report report = new Report(
                target,
                request.runId().orElseGet(runIds),
                request.dryRun(),
                request.why(),
                plan.fingerprint(),
                permissions.failing(outcomes),
                heldBack(desired, request.scope()),
                desired.problems(),
                Stream.of(safety.objection(), safety.deletesWithheld())
                        .flatMap(Optional::stream)
                        .toList(),
                notes,
                workspace.calls() - callsBefore,
                startedAt,
                Duration.between(startedAt, clock.instant()));
        if (request.dryRun()) {
            return report;
        }
        List<String> late = new ArrayList<>();
        board.update(report, selection.isEverything(), desired, known, late);
        return written(report.with(late));
    }

    /** Who we are is asked of the workspace only where it matters: a pass that finds nothing to do costs no call more. */
    private Planner planner(DesiredState desired, List<ActualJob> actual) {
        return planner.needsIdentity(desired, actual) ? planner.as(workspace.ourName()) : planner;
    }

    private static List<JobKey> heldBack(DesiredState desired, Scope scope) {
        return desired.blocked().stream()
                .filter(key -> !(scope instanceof Scope.One one) || one.key().equals(key))
                .sorted()
                .toList();
    }

    private boolean isInTime(Instant startedAt) {
        return clock.instant().isBefore(startedAt.plus(BUDGET));
    }

    private List<Outcome> carryOut(Plan plan, Safety safety, PassRequest request, int jobs, BooleanSupplier mayWrite) {
        Map<Boolean, List<Change>> withheld = plan.changes().stream()
                .collect(Collectors.partitioningBy(
                        change -> safety.deletesWithheld().isPresent() && change.action() == Action.DELETE));
        List<Change> allowed = withheld.getOrDefault(false, List.of());
        List<Outcome> outcomes = new ArrayList<>(
                request.dryRun() || safety.objection().isPresent()
                        ? allowed.stream().map(Outcome::notApplied).toList()
                        : applier.apply(allowed, jobs, mayWrite));
        withheld.getOrDefault(true, List.of())
                .forEach(change -> outcomes.add(Outcome.refused(change, "too many deletes in one pass")));
        outcomes.sort(Comparator.comparing(outcome -> outcome.change().key()));
        return outcomes;
    }

    private static void requireKnown(Scope scope, Plan plan, DesiredState desired) {
        if (scope instanceof Scope.One one
                && plan.changes().isEmpty()
                && !desired.blocked().contains(one.key())) {
            throw new NoSuchJobException(one.key());
        }
    }

    private static Map<JobKey, String> fingerprints(DesiredState rendered) {
        return rendered.jobs().stream().collect(Collectors.toMap(DesiredJob::key, DesiredJob::fingerprint));
    }

    private Report written(Report report) {
        try {
            stores.reports().write(ReportSummary.of(report), ReportJson.toKeep(report));
            return report;
        } catch (StoreException e) {
            return report.with(List.of("the report was not written: " + e.getMessage()));
        }
    }
}
