package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.dbdsc.access.AppRole;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Safety;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.PendingRun;
import io.github.dbdsc.sync.RunLookup;
import io.github.dbdsc.sync.UndoableRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Syncs and plans for callers that wait for the report. */
public final class SyncFunctions {

    private static final String WHY = "POST /api/sync";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final List<String> OF_PLAN = List.of(TargetChoice.PARAMETER);

    private final TargetServices targets;
    private final TargetChoice choice;
    private final HttpAccess access;
    private final Clock clock;
    private final Pause pause;

    /** @param services asked for with each request; whoever calls is let in and not known */
    public SyncFunctions(Supplier<AppServices> services) {
        this(TargetServices.ofOne(services), HttpAccess.open());
    }

    /** @param access lets callers in */
    SyncFunctions(TargetServices targets, HttpAccess access) {
        this(targets, access, Clock.systemUTC(), Pause.SLEEPING);
    }

    /** @param pause how to wait between two looks for a run's report, by the clock */
    SyncFunctions(TargetServices targets, HttpAccess access, Clock clock, Pause pause) {
        this.targets = targets;
        this.choice = new TargetChoice(targets);
        this.access = access;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * {@code POST /api/sync}: answers with the report when the run ends in time, and otherwise with where it will be. The
     * query may have {@code dryRun}, {@code prune}, {@code allowOlder}, {@code key}, {@code plan} and {@code wait}. A dry run writes nothing, so
     * it is made at once; every other run goes through the queue, like those of the other triggers, so that it survives
     * this process and takes its turn. The status says what came of it, see {@link HttpAnswer#judged}.
     */
    @FunctionName("Sync")
    public HttpResponseMessage sync(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "sync")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return syncBy(HttpEntry.KEY, request, context);
    }

    /** Does so for whoever comes by this way. */
    HttpResponseMessage syncBy(
            HttpEntry entry, HttpRequestMessage<Optional<String>> request, ExecutionContext context) {
        return access.guarded(entry, request, context, SyncQuery.NAMES, SyncQuery::need, (given, admission) -> {
            refuseBody(request);
            SyncQuery query = SyncQuery.of(given, admission);
            if (choice.asksForAll(given)) {
                return syncOfAll(query, request, context);
            }
            AppServices app = targets.toWork(choice.one(given));
            return query.request().dryRun()
                    ? HttpAnswer.ofRun(request, context, () -> app.reconciler().run(query.request()))
                    : queued(query, app, request, admission);
        });
    }

    /**
     * {@code GET /api/plan}: answers with the report of what a sync would do now. {@code POST /api/plan}: with what it would
     * do if the files in the body were in the container, as a pull request would put them there; they are not stored. The
     * status is 422 where definitions have errors or jobs would be refused.
     */
    @FunctionName("Plan")
    public HttpResponseMessage plan(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "plan")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return planBy(HttpEntry.KEY, request, context);
    }

    /** Does so for whoever comes by this way. */
    HttpResponseMessage planBy(
            HttpEntry entry, HttpRequestMessage<Optional<String>> request, ExecutionContext context) {
        return access.guarded(entry, request, context, OF_PLAN, AppRole.PLAN, (given, admission) -> {
            SyncRequest asked = SyncRequest.PLAN.by(admission.caller());
            return choice.isForAll(given)
                    ? new PlansAnswer(request, context).of(targets.names(), target -> planned(target, asked, request))
                    : HttpAnswer.ofRun(request, context, () -> planned(choice.one(given), asked, request));
        });
    }

    /**
     * {@code POST /api/runs/{id}/undo}: answers with the plan of what would be put back of what that run replaced, and with
     * {@code plan=<fingerprint>} carries exactly that out, as {@code POST /api/sync} does. The jobs are held from then on.
     */
    @FunctionName("Undo")
    public HttpResponseMessage undo(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "runs/{id}/undo")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            ExecutionContext context) {
        return undoBy(HttpEntry.KEY, request, id, context);
    }

    /** Does so for whoever comes by this way. */
    HttpResponseMessage undoBy(
            HttpEntry entry, HttpRequestMessage<Optional<String>> request, String id, ExecutionContext context) {
        return access.guarded(entry, request, context, SyncQuery.OF_UNDO, SyncQuery::needOfUndo, (given, admission) -> {
            List<String> among = choice.all(given);
            AppServices app = targets.toWork(new KnownRuns(targets)
                    .find(id, among)
                    .map(KnownRuns.Found::target)
                    .orElse(among.get(0))); // which says of a run that is unknown what is to be said
            SyncQuery query = SyncQuery.ofUndo(given, toUndo(id, app), admission);
            return query.request().dryRun()
                    ? HttpAnswer.ofRun(request, context, () -> app.reconciler().run(query.request()))
                    : queued(query, app, request, admission);
        });
    }

    private static String toUndo(String id, AppServices app) {
        try {
            return UndoableRun.find(app.reports(), id);
        } catch (UndoableRun.NotUndoableException e) {
            String why = String.valueOf(e.getMessage());
            throw e.isUnknown() ? HttpProblem.notFound("There is no such run", why) : HttpProblem.conflict(why);
        }
    }

    /**
     * Refuses a body that says something: whoever writes {@code dryRun} there wants no sync. An empty object says nothing, and
     * some callers can't leave it out.
     */
    private static void refuseBody(HttpRequestMessage<Optional<String>> request) {
        String body = Objects.requireNonNullElse(request.getBody(), Optional.<String>empty())
                .orElse("")
                .replaceAll("\\s", "");
        if (!body.isEmpty() && !body.equals("{}")) {
            throw HttpProblem.notUnderstood(
                    "the call takes no body; write what it is to do into the address, like ?dryRun=true");
        }
    }

    /** Plans for a target, with the files in the body of a POST. */
    private Report planned(String target, SyncRequest asked, HttpRequestMessage<Optional<String>> request) {
        Reconciler reconciler = targets.toWork(target).reconciler();
        return request.getHttpMethod() == HttpMethod.POST
                ? reconciler.plan(asked, CandidateFiles.in(request))
                : reconciler.run(asked);
    }

    /** Asks for a run of each target, and answers with all of them at once: together they may take long. */
    private HttpResponseMessage syncOfAll(SyncQuery query, HttpRequestMessage<?> request, ExecutionContext context) {
        SyncRequest asked = query.request();
        if (asked.approved().isPresent() || asked.key().isPresent()) {
            throw HttpProblem.notUnderstood(
                    "a plan and a key are those of one target; say which with target=<name> in place of target=*");
        }
        if (asked.dryRun()) {
            return new PlansAnswer(request, context).of(targets.names(), target -> targets.toWork(target)
                    .reconciler()
                    .run(asked));
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode runs = document.putArray("runs");
        List<RuntimeException> failures = new ArrayList<>();
        for (String target : targets.names()) {
            ObjectNode run = TargetChoice.named(target, runs.addObject());
            try {
                run.put("runId", send(asked, targets.of(target))).put("status", RunStatus.QUEUED.word());
            } catch (SettingsException | ExternalServiceException e) {
                run.put("error", e.getMessage());
                failures.add(e);
            }
        }
        if (failures.size() == targets.names().size()) {
            throw failures.get(0); // nothing was accepted
        }
        return HttpAnswer.json(request, HttpStatus.ACCEPTED, document).build();
    }

    private HttpResponseMessage queued(
            SyncQuery query, AppServices app, HttpRequestMessage<?> request, Admission admission) {
        if (query.request().scope() instanceof Scope.One one) {
            requireKnown(one.key(), app);
        }
        String runId = send(query.request(), app);
        RunLookup.Found found = await(runId, query.patience(), app.reports());
        if (found.pending()) {
            TargetChoice.named(app.target(), found.document());
            return HttpAnswer.pending(request, found)
                    .header("Location", admission.address("/runs/") + runId)
                    .build();
        }
        if (found.isReport()) {
            requireDeletes(found.document(), admission);
            return HttpAnswer.judged(request, found.document());
        }
        throw endedWithoutReport(found.document());
    }

    /**
     * Checks that nothing was refused for want of a role: what a plan deletes is known once it is made.
     *
     * @throws HttpProblem when the caller may not delete, and the plan that they approved does
     */
    private static void requireDeletes(ObjectNode report, Admission admission) {
        for (JsonNode objection : report.path("objections")) {
            if (objection.asText().startsWith(Safety.MAY_NOT_DELETE)) {
                admission.require(AppRole.PRUNE);
            }
        }
    }

    /**
     * Checks that there is something to do for a key, before there is a run: a key that is mistyped leaves none.
     *
     * @throws HttpProblem when no run has seen such a job and there is no such definition
     */
    private static void requireKnown(JobKey key, AppServices app) {
        if (app.board().read().has(key)) {
            return;
        }
        Set<String> known = app.reconciler().keys();
        if (!known.contains(key.value())) {
            throw HttpProblem.notFound(
                    "There is no such job",
                    "there is no " + key.path() + ", and no job with this key" + DidYouMean.ending(key.value(), known));
        }
    }

    /**
     * Sends the request to the queue, after the run was noted down as queued.
     *
     * @return the id of the run that there will be
     * @throws StoreException when it could not be noted down, or the queue did not take it; then there will be no run
     */
    private String send(SyncRequest request, AppServices app) {
        String runId = app.runIds().get();
        Instant now = clock.instant();
        String why = request.why().isEmpty() ? WHY : request.why();
        PendingRun.queued(runId, now, why).by(request.caller()).writeTo(app.reports());
        try {
            app.queue().send(request.as(runId).because(why).watched(true), Duration.ZERO);
        } catch (StoreException e) {
            PendingRun.failed(runId, now, why, e.getMessage())
                    .by(request.caller())
                    .writeTo(app.reports());
            throw e;
        }
        return runId;
    }

    /**
     * Looks for the run, again and again, until it has ended or the time is over.
     *
     * @throws StoreException when it can't be looked for
     */
    private RunLookup.Found await(String runId, Duration patience, ReportStore reports) {
        Instant end = clock.instant().plus(patience);
        Duration next = FIRST_PAUSE;
        RunLookup.Found found = find(runId, reports);
        while (found.pending()
                && clock.instant().plus(next).isBefore(end)
                && !Thread.currentThread().isInterrupted()) {
            pause.of(next);
            next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
            found = find(runId, reports);
        }
        return found;
    }

    private static RunLookup.Found find(String runId, ReportStore reports) {
        return RunLookup.find(reports, runId)
                .orElseThrow(() -> new StoreException("What is known of run " + runId
                        + " is gone from the state container. Ask GET /api/jobs how the jobs stand."));
    }

    private static HttpProblem endedWithoutReport(ObjectNode failed) {
        String error = failed.path("error").asText();
        return failed.has(PendingRun.NO_SUCH_JOB)
                ? HttpProblem.notFound("There is no such job", error)
                : HttpProblem.outside(error);
    }
}
