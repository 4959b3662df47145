package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.apply.PermissionReading;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.Renderers;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
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

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    /** Writing stops by then, so that the pass can still report before the host's 30 minutes are over. */
    private static final Duration BUDGET = Duration.ofMinutes(25);

    private final Target target;
    private final Stores stores;
    private final Renderers renderers;
    private final Workspace workspace;
    private final Planner planner;
    private final Applier applier;
    private final FieldRules rules;
    private final PassPolicy policy;
    private final Supplier<String> runIds;
    private final Clock clock;
    private final Pause pause;
    private final ReportRetention retention;
    private final JobStatusBoard board;

    /** Takes the ports; {@code runIds} gives each pass a name of its own. */
    public Reconciler(
            Target target,
            Stores stores,
            Renderers renderers,
            Workspace workspace,
            Planner planner,
            Applier applier,
            FieldRules rules,
            PassPolicy policy,
            Supplier<String> runIds,
            Clock clock,
            Pause pause) {
        this.target = target;
        this.stores = stores;
        this.renderers = renderers;
        this.workspace = workspace;
        this.planner = planner;
        this.applier = applier;
        this.rules = rules;
        this.policy = policy;
        this.runIds = runIds;
        this.clock = clock;
        this.pause = pause;
        this.retention = new ReportRetention(stores.reports(), policy.reportDays(), clock);
        this.board = new JobStatusBoard(stores.state(), target);
    }

    /**
     * One pass: snapshot, render, validate, list, plan, permissions, safety, apply, report. A read that fails ends it
     * before anything is written, except that of one job's permissions, which then stay as they are.
     *
     * @throws BusyException when another pass holds the lock for longer than the request's patience; a dry run never
     *     has to wait
     * @throws NoSuchJobException when the request is about one job and there is none
     * @throws io.github.dbdsc.model.OutsideException when the container or the workspace can't be read
     */
    public Report pass(PassRequest request) {
        if (request.dryRun()) {
            return pass(request, stores.definitions()::read, () -> false);
        }
        try (RunLock.Lease lease = acquire(request.patience())) {
            return pass(request, stores.definitions()::read, lease::held);
        }
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

    private Report pass(PassRequest request, Supplier<Snapshot> files, BooleanSupplier mayWrite) {
        Instant startedAt = clock.instant();
        long callsBefore = workspace.calls();
        List<String> notes = new ArrayList<>();

        DesiredState desired =
                NameLookup.resolved(DesiredStateReader.read(files.get(), renderers), request.only(), workspace);
        TargetState state = TargetState.read(stores.state(), target, notes);
        Map<JobKey, AppliedJob> known = state.jobs();
        Survey survey = request.only()
                .map(key -> Survey.of(key, desired, known, target.owner(), workspace))
                .orElseGet(() -> Survey.ofAll(workspace));
        Plan whole = planner.plan(desired, survey.jobs(), known, policy.prune() || request.prune());
        Plan settings = request.only().map(key -> part(whole, key, desired)).orElse(whole);
        PermissionReview review = PermissionReview.of(
                settings, desired, known, request.only().isPresent() ? 0 : PermissionReview.READS_A_PASS);
        PermissionReading permissions = applier.permissions(review.jobIds());
        review.note().ifPresent(notes::add);
        Plan plan = review.complete(settings, permissions.granted());
        Safety safety = Safety.review(plan, request.approved(), policy.pruneLimit(), request.dryRun());
        List<Outcome> outcomes = carryOut(
                plan, safety, request, survey.jobs().size(), () -> mayWrite.getAsBoolean() && isInTime(startedAt));

        if (!request.dryRun() && request.only().isEmpty()) {
            retention.tidy(notes);
        }
        if (!request.dryRun()) {
            state.write(review.remember(Memory.after(known, outcomes, target.owner(), desired, survey, rules)));
        }
        Report report = new Report(
                target,
                runIds.get(),
                request.dryRun(),
                request.why(),
                plan.fingerprint(),
                permissions.failing(outcomes),
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
        board.update(report, request.only().isEmpty(), desired, known, late);
        return written(report.with(late));
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

    private static Plan part(Plan whole, JobKey key, DesiredState desired) {
        Plan part = whole.only(key);
        if (part.changes().isEmpty() && !desired.blocked().contains(key)) {
            throw new NoSuchJobException(key);
        }
        return part;
    }

    private Report written(Report report) {
        try {
            stores.reports()
                    .write(ReportSummary.of(report), ReportJson.toKeep(report).toString());
            return report;
        } catch (StoreException e) {
            return report.with(List.of("the report was not written: " + e.getMessage()));
        }
    }
}
