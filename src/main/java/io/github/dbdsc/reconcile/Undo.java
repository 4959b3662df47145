package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Plan;
import io.github.dbdsc.plan.Replaced;
import io.github.dbdsc.plan.Undoing;
import io.github.dbdsc.plan.Undoing.Decision;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.ReplacedJobs;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.report.RunIds;
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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Puts back what a run has replaced, from its report, as held jobs: so that no run does it again before the definitions are
 * put right. The state goes on to say what the definitions last asked for, but not that they are applied: where only
 * people apply plans, what was undone waits for them once its hold has ended.
 *
 * @param us who manages the jobs
 * @param runIds gives each run its id
 */
record Undo(
        Target target,
        Installation us,
        Stores stores,
        RenderCache renderCache,
        Workspace workspace,
        Workers workers,
        Applier applier,
        JobFields fields,
        RunPolicy policy,
        Supplier<String> runIds,
        Clock clock,
        VersionedDocument<Map<JobKey, AppliedJob>> stateDocument) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int NAMED = 5;

    /** Forgets what is kept in memory so that work need not be done again. */
    void forget() {
        stateDocument.forget();
    }

    /**
     * Plans the undo, or carries it out.
     *
     * @param mayWrite asked before each write
     * @throws StoreException when the report is gone, the policy can't be used, or the jobs could not be held; nothing is
     *     written then
     * @throws io.github.dbdsc.model.ExternalServiceException when the container or the workspace can't be read
     */
    Report run(SyncRequest request, Scope.Undo undo, BooleanSupplier mayWrite, RunWatch watch) {
        Instant startedAt = clock.instant();
        long calls = workspace.calls();
        RunTime time = new RunTime(workspace, startedAt, policy.patience(request), clock);
        Workspace inTime = workspace.callingWhile(time);
        ReplacedJobs replaced = replaced(undo.runId());
        DesiredState desired = DesiredStateReader.read(stores.definitions().read(), renderCache);
        requireUsablePolicy(desired);
        TargetState state = TargetState.read(stateDocument, us);
        List<Decision> decisions = new JobsToUndo(inTime, workers, new Undoing(undo.runId(), fields))
                .decisions(replaced.carriedOut(), desired, state.jobs());
        Plan plan = Undoing.plan(decisions, desired, request.approved().orElse(null), request.mayDelete());
        List<String> notes = new ArrayList<>(watch.notes());
        notes.addAll(notes(undo.runId(), replaced));
        overHolds(undo, Undoing.undone(decisions)).ifPresent(notes::add);
        List<Outcome> outcomes = Applier.preview(plan);
        if (!request.dryRun() && plan.safety().objections().isEmpty()) {
            hold(undo, Undoing.undone(decisions));
            outcomes = applier.in(inTime, watch)
                    .apply(plan, state.jobs().size(), Map.of(), () -> mayWrite.getAsBoolean() && time.isLeft());
            notes.addAll(state.write(without(outcomes, replaced.carriedOut(), state.jobs())));
        }
        Report report = new Report(
                target,
                request.runId().isEmpty() ? runIds.get() : request.runId(),
                request.dryRun(),
                request.why(),
                plan.fingerprint(),
                outcomes,
                List.of(),
                List.of(),
                plan.safety().objections(),
                notes,
                workspace.calls() - calls,
                startedAt,
                Duration.between(startedAt, clock.instant()),
                List.of(),
                Map.of(),
                null,
                request.caller(),
                null);
        return request.dryRun() ? report : published(report);
    }

    private static void requireUsablePolicy(DesiredState desired) {
        if (!desired.hasUsablePolicy()) {
            throw new StoreException(Pass.NO_POLICY + ": "
                    + desired.problems().stream()
                            .filter(problem ->
                                    problem.isError() && problem.file().equals(Snapshot.POLICY))
                            .map(problem -> problem.place() + ": " + problem.message())
                            .collect(Collectors.joining("; ")));
        }
    }

    private ReplacedJobs replaced(String runId) {
        String report = stores.reports()
                .read(runId)
                .orElseThrow(() -> new StoreException(
                        "the report of run " + runId + " is gone, so nobody knows what it replaced"));
        try {
            return ReplacedJobs.of(JSON.readTree(report));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new StoreException("the report of run " + runId
                    + " can't be understood, so nobody knows what it replaced; look at it in the state container");
        }
    }

    private List<String> notes(String runId, ReplacedJobs replaced) {
        List<String> notes = new ArrayList<>();
        if (!replaced.doubtful().isEmpty()) {
            notes.add(
                    "run " + runId + " failed with some jobs, and its report does not have what they were like before,"
                            + " so they stay as they are: "
                            + replaced.doubtful().stream().limit(NAMED).collect(Collectors.joining(", "))
                            + (replaced.doubtful().size() > NAMED
                                    ? " and " + (replaced.doubtful().size() - NAMED) + " more"
                                    : ""));
        }
        String next = RunIds.following(runId);
        if (stores.reports().read(next).isPresent()) {
            notes.add("run " + next + " went on with what run " + runId + " left to do; undo that one as well");
        }
        return notes;
    }

    /** Names the jobs that somebody holds and that are written all the same; empty when there are none. */
    private Optional<String> overHolds(Scope.Undo undo, Set<JobKey> undone) {
        Holds holds = new TargetHolds(stores.state(), target).read().holds().at(clock.instant());
        List<String> held = undone.stream()
                .sorted()
                .flatMap(key -> holds
                        .of(key)
                        .filter(hold -> !hold.reason().equals(reason(undo)))
                        .map(hold -> key.value() + " (" + hold.sentence() + ")")
                        .stream())
                .toList();
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of("an undo puts back held jobs, too, and holds them until somebody ends that: "
                        + held.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (held.size() > NAMED ? " and " + (held.size() - NAMED) + " more" : ""));
    }

    private static String reason(Scope.Undo undo) {
        return "undone: run " + undo.runId();
    }

    /** Holds the jobs before the first of them is written: a process that ends in between leaves a hold, and no redo. */
    private void hold(Scope.Undo undo, Set<JobKey> keys) {
        if (!keys.isEmpty()) {
            Instant now = clock.instant();
            Hold hold = new Hold(Hold.From.PERSON, undo.by(), reason(undo), now, null);
            new TargetHolds(stores.state(), target).holdEach(keys, hold, now);
        }
    }

    /**
     * Returns the state without jobs that are gone, or are not ours any more, and without the fingerprints of the others.
     * An earlier try may have written a job and not the state, so it does not matter which of them did.
     */
    private static Map<JobKey, AppliedJob> without(
            List<Outcome> outcomes, List<Replaced> replaced, Map<JobKey, AppliedJob> state) {
        Set<JobKey> adopted = replaced.stream()
                .filter(was -> was.action() == Action.ADOPT)
                .map(Replaced::key)
                .collect(Collectors.toSet());
        Map<JobKey, AppliedJob> left = new HashMap<>(state);
        for (Outcome outcome : outcomes) {
            Change change = outcome.change();
            AppliedJob known = state.get(change.key());
            if (change.action() == Action.REFUSED
                    || known == null
                    || known.jobId() != change.jobId().orElse(ActualJob.NO_ID)) {
                continue;
            }
            boolean isGone = change.action() == Action.DELETE || adopted.contains(change.key());
            boolean isDone = outcome.result() == Outcome.Result.APPLIED || change.action() == Action.NONE;
            if (isGone && isDone) {
                left.remove(change.key());
            } else {
                left.put(change.key(), known.undone());
            }
        }
        return left;
    }

    /** Updates the board and stores the report. Where that fails, the returned report has a note. */
    private Report published(Report report) {
        Report complete = report.with(new JobStatusBoard(stores.state(), target)
                .undone(report).stream().toList());
        try {
            stores.reports().write(ReportSummary.of(complete), ReportJson.toKeep(complete), JobIndex.of(complete));
            return complete;
        } catch (StoreException e) {
            return complete.with(List.of("the report was not written: " + e.getMessage()));
        }
    }
}
