package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.dbdsc.access.AppRole;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.HeldJobs;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds jobs, ends holds and lists them. Calls storage only, and asks for no run. */
public final class HoldFunctions {
    private final TargetServices targets;
    private final TargetChoice choice;
    private final HttpAccess access;
    private final Clock clock;

    HoldFunctions(TargetServices targets, HttpAccess access, Clock clock) {
        this.targets = targets;
        this.choice = new TargetChoice(targets);
        this.access = access;
        this.clock = clock;
    }

    /**
     * {@code POST /api/hold}: holds the job of {@code key}, or with {@code all=true} every job, for some {@code hours} or until
     * somebody ends it. {@code DELETE /api/hold}: ends that. {@code GET /api/hold}: lists what is held. Each answers with what
     * is held from then on.
     */
    @FunctionName("Hold")
    public HttpResponseMessage hold(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.DELETE},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "hold")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return holdBy(HttpEntry.KEY, request, context);
    }

    /** Does so for whoever comes by this way. */
    HttpResponseMessage holdBy(
            HttpEntry entry, HttpRequestMessage<Optional<String>> request, ExecutionContext context) {
        return switch (request.getHttpMethod()) {
            case POST ->
                access.guarded(entry, request, context, HoldQuery.TO_HOLD, AppRole.APPLY, (given, admission) -> {
                    String target = choice.one(given);
                    AppServices app = targets.of(target);
                    return answer(request, app, held(target, app, HoldQuery.of(given), admission, context));
                });
            case DELETE ->
                access.guarded(entry, request, context, HoldQuery.TO_END, AppRole.APPLY, (given, admission) -> {
                    String target = choice.one(given);
                    AppServices app = targets.of(target);
                    return answer(request, app, ended(target, app, HoldQuery.of(given), admission, context));
                });
            default ->
                access.guarded(
                        entry, request, context, List.of(TargetChoice.PARAMETER), AppRole.READ, (given, admission) -> {
                            AppServices app = targets.of(choice.one(given));
                            return answer(
                                    request,
                                    app,
                                    app.reconciler().holds().read().holds());
                        });
        };
    }

    private HttpResponseMessage answer(HttpRequestMessage<?> request, AppServices app, Holds holds) {
        Instant now = clock.instant();
        ObjectNode listed = new HeldJobs(holds.at(now), now).listed(statuses(app));
        return HttpAnswer.json(request, HttpStatus.OK, TargetChoice.named(app.target(), listed))
                .build();
    }

    private static JsonNode statuses(AppServices app) {
        return app.board().read().document();
    }

    private Holds held(String target, AppServices app, HoldQuery query, Admission admission, ExecutionContext context) {
        if (query.key() != null) {
            requireKnown(app, query.key());
        }
        Instant now = clock.instant();
        Hold hold = query.hold(admission.name(), now);
        Holds after = app.reconciler().holds().hold(query.key(), hold, now);
        context.getLogger()
                .info(RunLog.about(target) + VisibleText.escaped(subject(query.key()) + ": " + hold.sentence()));
        return after;
    }

    /** Whoever mistypes a key in the night must not believe that the job is held. */
    private static void requireKnown(AppServices app, JobKey key) {
        Set<String> keys = app.reconciler().keys();
        if (!keys.contains(key.value())) {
            throw HttpProblem.notFound(
                    "There is no such job",
                    "there is neither a definition " + key.path() + " nor a job that was made from it"
                            + "; one that is yet to be defined is held by \"$hold\" in its definition"
                            + DidYouMean.ending(key.value(), keys));
        }
    }

    private Holds ended(
            String target, AppServices app, HoldQuery query, Admission admission, ExecutionContext context) {
        JobKey key = query.key();
        Holds after = app.reconciler()
                .holds()
                .end(key, clock.instant())
                .orElseThrow(() -> HttpProblem.notFound("There is no such hold", whyNone(key)));
        context.getLogger()
                .info(RunLog.about(target)
                        + VisibleText.escaped(subject(key) + ": the hold was ended"
                                + admission.name().map(name -> " by " + name).orElse("")));
        return after;
    }

    private static String whyNone(@Nullable JobKey key) {
        return key == null
                ? "nobody holds all jobs; GET /api/hold lists what is held"
                : "nobody holds " + key.value()
                        + " by itself; GET /api/hold lists what is held. A hold of all jobs ends with"
                        + " all=true, and that of a definition when \"$hold\" is taken out of " + key.path();
    }

    private static String subject(@Nullable JobKey key) {
        return key == null ? "all jobs" : key.value();
    }
}
