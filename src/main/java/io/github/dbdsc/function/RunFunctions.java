package io.github.dbdsc.function;

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
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.report.JobHistory;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.RunIds;
import io.github.dbdsc.sync.RunLookup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows what runs did, from their reports. */
public final class RunFunctions {

    private static final List<String> PARAMETERS = List.of(TargetChoice.PARAMETER, "limit", "before", "key");

    private static final List<String> OF_ONE = List.of(TargetChoice.PARAMETER, "key");
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    private final TargetServices targets;
    private final TargetChoice choice;
    private final HttpAccess access;

    RunFunctions(TargetServices targets, HttpAccess access) {
        this.targets = targets;
        this.choice = new TargetChoice(targets);
        this.access = access;
    }

    /**
     * {@code GET /api/runs}: answers with {@code runs}, the newest first, and, if there are more, {@code next}: the address
     * of the next page. With {@code key} only runs that had to do with this job, each with what happened to it in {@code
     * job}; a page may have fewer than asked for, and more follow.
     */
    @FunctionName("Runs")
    public HttpResponseMessage list(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "runs")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return listBy(HttpEntry.KEY, request, context);
    }

    /** Does so for whoever comes by this way. */
    HttpResponseMessage listBy(
            HttpEntry entry, HttpRequestMessage<Optional<String>> request, ExecutionContext context) {
        return access.guarded(entry, request, context, PARAMETERS, AppRole.READ, (query, admission) -> HttpAnswer.json(
                        request, HttpStatus.OK, page(query, admission))
                .build());
    }

    /**
     * {@code GET /api/runs/{id}}: answers 200 with the report, 202 while the run waits or works, or 404. With {@code key} the
     * report has the changes of this job only; its counts are those of all.
     */
    @FunctionName("Run")
    public HttpResponseMessage get(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "runs/{id}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            ExecutionContext context) {
        return getBy(HttpEntry.KEY, request, id, context);
    }

    /** Does so for whoever comes by this way. */
    HttpResponseMessage getBy(
            HttpEntry entry, HttpRequestMessage<Optional<String>> request, String id, ExecutionContext context) {
        return access.guarded(entry, request, context, OF_ONE, AppRole.READ, (query, admission) -> {
            KnownRuns.Found known = new KnownRuns(targets)
                    .find(id, choice.all(query))
                    .orElseThrow(() -> HttpProblem.notFound(
                            "There is no such run",
                            "nothing is known of the run '" + id
                                    + "'; GET /api/runs lists those whose reports are still kept"));
            RunLookup.Found found = known.run();
            TargetChoice.named(known.target(), found.document());
            if (found.pending()) {
                return HttpAnswer.pending(request, found).build();
            }
            return found.isReport()
                    ? HttpAnswer.report(
                            request,
                            HttpStatus.OK,
                            query.key()
                                    .map(key -> about(key, found.document(), known.target()))
                                    .orElse(found.document()))
                    : HttpAnswer.json(request, HttpStatus.OK, found.document()).build();
        });
    }

    /** Returns what a report says of one job: nothing of one that was as defined, and 404 for a mistyped key. */
    private ObjectNode about(JobKey key, ObjectNode report, String target) {
        ObjectNode only = ReportJson.only(key, report);
        if (only.path("changes").isEmpty() && only.path("blocked").isEmpty()) {
            Set<String> keys = targets.of(target).reconciler().keys();
            if (!keys.contains(key.value())) {
                throw HttpProblem.notFound(
                        "There is no such job",
                        "the run has nothing to tell of " + key.value() + ", and there is neither a definition "
                                + key.path() + " nor a job that was made from it"
                                + DidYouMean.ending(key.value(), keys));
            }
        }
        return only;
    }

    private ObjectNode page(HttpQuery query, Admission admission) {
        int limit = query.value("limit").map(RunFunctions::limit).orElse(DEFAULT_LIMIT);
        @Nullable String before = query.value("before").map(RunFunctions::runId).orElse(null);
        Optional<JobKey> key = query.key();
        if (key.isPresent()) {
            return history(key.get(), choice.one(query), before, limit, admission);
        }
        String target = query.value(TargetChoice.PARAMETER)
                .map(name -> TargetChoice.PARAMETER + "=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&")
                .orElse("");
        return new KnownRuns(targets).list(choice.all(query), before, limit, admission.address("/runs?") + target);
    }

    private ObjectNode history(JobKey key, String target, @Nullable String before, int limit, Admission admission) {
        JobHistory found = targets.of(target).reports().history(key, before, limit);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode runs = page.putArray("runs");
        found.entries()
                .forEach(
                        entry -> runs.add(TargetChoice.named(target, entry.run().json())
                                .set("job", entry.job().json())));
        if (found.before() != null) {
            String encoded =
                    URLEncoder.encode(key.value(), StandardCharsets.UTF_8).replace("+", "%20");
            page.put(
                    "next",
                    admission.address("/runs?") + (target.isEmpty() ? "" : TargetChoice.PARAMETER + "=" + target + "&")
                            + "key=" + encoded + "&limit=" + limit + "&before=" + found.before());
        }
        return page;
    }

    private static int limit(String value) {
        if (value.matches("\\d{1,3}")) {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        }
        throw HttpProblem.notUnderstood("the query parameter limit must be a number from 1 to " + HIGHEST_LIMIT);
    }

    private static String runId(String value) {
        if (RunIds.isRunId(value)) {
            return value;
        }
        throw HttpProblem.notUnderstood("the query parameter before must be a run id, like 20261122T154200Z-3fa94c");
    }
}
