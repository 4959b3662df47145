package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import io.github.dbdsc.report.Outage;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.RequestQueue.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows how the jobs stand, whether the app is healthy, and what waits in its queue. Calls storage only, unless settings are asked for. */
public final class StatusFunctions {

    private static final String OK = "ok";

    private final TargetServices targets;
    private final Supplier<List<String>> faults;
    private final HttpAccess access;
    private final RecentLook<Waiting> queue;
    private final Outages outages;
    private final JobsAnswer jobs;

    /** @param faults looks for what is wrong with the settings */
    StatusFunctions(TargetServices targets, Supplier<List<String>> faults, HttpAccess access) {
        this.targets = targets;
        this.faults = () -> Stream.concat(faults.get().stream(), access.settings().faults().stream())
                .toList();
        this.access = access;
        this.queue = new RecentLook<>(this::waiting);
        this.outages = new Outages(targets);
        this.jobs = new JobsAnswer(targets, outages, queue, this.faults);
    }

    /** All targets share the queue: any of them that can be had will do. */
    private Waiting waiting() {
        RuntimeException failure = null;
        for (String target : targets.names()) {
            try {
                return targets.of(target).queue().waiting();
            } catch (SettingsException | CredentialException e) {
                failure = e;
            }
        }
        throw Objects.requireNonNull(failure);
    }

    /**
     * {@code GET /api/jobs}: answers 200 with how every job stood when a run last looked at it, in {@code stale} since when
     * that is out of date because runs fail, and what waits; or 304 to a caller that knows. With {@code key} only this job,
     * and its definition; with {@code settings} besides what the workspace has now, which is its only call of the workspace.
     * With a filter only the jobs that it lets through, page by page, and the counts of all. With {@code unmanaged} the jobs of
     * the workspace that are nobody's, in place of those of the target.
     */
    @FunctionName("Jobs")
    public HttpResponseMessage jobs(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "jobs")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return jobsBy(HttpEntry.KEY, request, context);
    }

    /** Does so for whoever comes by this way. */
    HttpResponseMessage jobsBy(
            HttpEntry entry, HttpRequestMessage<Optional<String>> request, ExecutionContext context) {
        return access.guarded(entry, request, context, JobsQuery.NAMES, AppRole.READ, (query, admission) -> {
            JobsQuery asked = JobsQuery.of(query, admission);
            TargetChoice choice = new TargetChoice(targets);
            return asked.key() == null && choice.isForAll(query)
                    ? jobs.ofAll(request, asked)
                    : jobs.ofOne(request, choice.one(query), asked);
        });
    }

    /**
     * {@code GET /api/health}: answers 200 with {@code {"status":"ok"}} and how many requests wait or were given up, or 503
     * with what is misconfigured, or with {@code "stale"} and since when while runs fail and none succeeds. Open to anyone, so it names settings and never values, counts requests and never quotes
     * them, and looks at the queue seldom however often it is called.
     */
    @FunctionName("Health")
    public HttpResponseMessage health(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "health")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswer.guarded(request, context, () -> {
            List<String> found = faults.get();
            if (!found.isEmpty()) {
                return healthAnswer(request, "misconfigured", found, null, Map.of());
            }
            Map<String, Outage> failing = outages.all();
            return healthAnswer(
                    request,
                    failing.isEmpty() ? OK : "stale",
                    found,
                    queue.read().orElse(null),
                    failing);
        });
    }

    private static HttpResponseMessage healthAnswer(
            HttpRequestMessage<?> request,
            String word,
            List<String> faults,
            @Nullable Waiting waiting,
            Map<String, Outage> failing) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", word);
        faults.forEach(body.putArray("settings")::add);
        Outages.put(failing, body);
        if (waiting != null) {
            JobsAnswer.counts(body, waiting);
        }
        HttpStatus status = word.equals(OK) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return HttpAnswer.json(request, status, body).build();
    }
}
