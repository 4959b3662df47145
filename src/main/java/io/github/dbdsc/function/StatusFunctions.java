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
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.report.HeldJobs;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.Outage;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RequestQueue.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows how the jobs stand, whether the app is healthy, and what waits in its queue. Calls storage only, unless settings are asked for. */
public final class StatusFunctions {

    private static final String OK = "ok";

    /** Enough digits of a hash to tell two answers apart. */
    private static final int TAG_DIGITS = 32;

    private final Supplier<AppServices> services;
    private final Supplier<List<String>> faults;
    private final HttpAccess access;
    private final RecentLook<Waiting> queue;
    private final RecentLook<Optional<Outage>> outage;

    /**
     * @param failures what knows of failed runs while the services can't be had
     * @param faults looks for what is wrong with the settings
     */
    StatusFunctions(
            Supplier<AppServices> services,
            Supplier<FailedRequests> failures,
            Supplier<List<String>> faults,
            HttpAccess access) {
        this.services = services;
        this.faults = () -> Stream.concat(faults.get().stream(), access.settings().faults().stream())
                .toList();
        this.access = access;
        this.queue = new RecentLook<>(() -> services.get().queue().waiting());
        this.outage = new RecentLook<>(() -> failures(services, failures).outage());
    }

    /**
     * {@code GET /api/jobs}: answers 200 with how every job stood when a run last looked at it, in {@code stale} since when
     * that is out of date because runs fail, and what waits; or 304 to a caller that knows. With {@code key} only this job,
     * and its definition; with {@code settings} besides what the workspace has now, which is its only call of the workspace.
     * With a filter only the jobs that it lets through, page by page, and the counts of all.
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
        return access.guarded(
                entry,
                request,
                context,
                JobsQuery.NAMES,
                AppRole.READ,
                (query, admission) -> jobsAnswer(
                        request,
                        JobsQuery.of(query, admission),
                        held(),
                        queue.read().orElse(null),
                        outage().orElse(null),
                        faults.get()));
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
                return healthAnswer(request, "misconfigured", found, null, null);
            }
            Outage failing = outage().orElse(null);
            return healthAnswer(
                    request, failing == null ? OK : "stale", found, queue.read().orElse(null), failing);
        });
    }

    private JobStatusBoard.Snapshot board(JobsQuery query) {
        AppServices app = services.get();
        JobStatusBoard.Snapshot board = app.board().read();
        return query.key() == null
                ? board
                : new JobDetails(app.reconciler()).of(query.key(), board, query.withSettings());
    }

    private HeldJobs held() {
        Instant now = Clock.systemUTC().instant();
        return new HeldJobs(services.get().reconciler().holds().read().holds().at(now), now);
    }

    private static FailedRequests failures(Supplier<AppServices> services, Supplier<FailedRequests> otherwise) {
        try {
            return services.get().failures();
        } catch (RuntimeException e) {
            return otherwise.get(); // a vault that is down keeps the services from being had, and is an outage itself
        }
    }

    private Optional<Outage> outage() {
        return outage.read().flatMap(found -> found);
    }

    private static HttpResponseMessage healthAnswer(
            HttpRequestMessage<?> request,
            String word,
            List<String> faults,
            @Nullable Waiting waiting,
            @Nullable Outage outage) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", word);
        faults.forEach(body.putArray("settings")::add);
        if (outage != null) {
            stale(body, outage);
        }
        if (waiting != null) {
            counts(body, waiting);
        }
        HttpStatus status = word.equals(OK) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return HttpAnswer.json(request, status, body).build();
    }

    private HttpResponseMessage jobsAnswer(
            HttpRequestMessage<?> request,
            JobsQuery query,
            HeldJobs held,
            @Nullable Waiting waiting,
            @Nullable Outage outage,
            List<String> faults) {
        JobStatusBoard.Snapshot board = board(query);
        ObjectNode document = held.in(board.document());
        String tag = tag(String.join(
                " ",
                board.version(),
                held.listed(document).toString(),
                waiting + " " + outage + " " + faults + " " + query.written()));
        if (isKnown(request, tag)) {
            return request.createResponseBuilder(HttpStatus.NOT_MODIFIED)
                    .header("ETag", tag)
                    .build();
        }
        query.filtered(document);
        if (!faults.isEmpty()) {
            faults.forEach(document.putArray("settings")::add);
        }
        if (outage != null) {
            stale(document, outage).put("reason", outage.reason()).put("runId", outage.runId());
        }
        if (waiting != null) {
            waiting.reasons().forEach(counts(document, waiting).putArray("reasons")::add);
        }
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .body(document.toString())
                .build();
    }

    /** Says since when and how often, but not why: that may name what is not for strangers. */
    private static ObjectNode stale(ObjectNode document, Outage outage) {
        return document.putObject("stale")
                .put("since", outage.since().toString())
                .put("lastFailure", outage.last().toString())
                .put("tries", outage.tries());
    }

    private static ObjectNode counts(ObjectNode document, Waiting waiting) {
        ObjectNode queue = document.putObject("queue")
                .put("waiting", waiting.requests())
                .put("poison", waiting.givenUp())
                .put("lostEvents", waiting.lostEvents());
        return waiting.oldest() == null
                ? queue
                : queue.put("oldest", waiting.oldest().toString());
    }

    private static String tag(String version) {
        String hash = Sha256.hex(version.getBytes(StandardCharsets.UTF_8));
        return "\"" + hash.substring(0, TAG_DIGITS) + "\"";
    }

    /** Compares tags without regard to the mark of weak ones (RFC 9110), which proxies that compress add. */
    private static boolean isKnown(HttpRequestMessage<?> request, String tag) {
        return HttpAnswer.header(request, "If-None-Match").stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(known -> known.strip().replaceFirst("^W/", ""))
                .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }
}
