package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.github.dbdsc.report.JobStatusBoard;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Tells others the id of a job: those who run it and know its key only. Calls storage only. */
public final class JobFunctions {

    private static final List<String> NAMES = List.of(TargetChoice.PARAMETER);

    private final TargetServices targets;
    private final HttpAccess access;

    JobFunctions(TargetServices targets, HttpAccess access) {
        this.targets = targets;
        this.access = access;
    }

    /**
     * {@code GET /api/jobs/{key}}, with the key as it is or with {@code %2F} for its slashes: answers 200 with one job as
     * {@code GET /api/jobs} lists it, and it has a {@code jobId}; 404 when no run has seen such a job or it is yet to be
     * made; 409 while it is not clear which job it is.
     */
    @FunctionName("Job")
    public HttpResponseMessage job(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.FUNCTION,
                            // without a shortest length, the host might take the path of all jobs for that of one
                            route = "jobs/{*key:minlength(1)}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("key") String key,
            ExecutionContext context) {
        return jobBy(HttpEntry.KEY, request, key, context);
    }

    /** Does so for whoever comes by this way. */
    HttpResponseMessage jobBy(
            HttpEntry entry, HttpRequestMessage<Optional<String>> request, String key, ExecutionContext context) {
        return access.guarded(entry, request, context, NAMES, AppRole.READ, (query, admission) -> {
            String target = new TargetChoice(targets).one(query);
            ObjectNode job = found(target, JobKey.ofKeyOrPath(key.replaceAll("(?i)%2f", "/")));
            return HttpAnswer.json(request, HttpStatus.OK, TargetChoice.named(target, job))
                    .build();
        });
    }

    private ObjectNode found(String target, JobKey key) {
        JobStatusBoard board = targets.of(target).board();
        JsonNode all = board.read().document().path("jobs");
        List<ObjectNode> jobs = StreamSupport.stream(all.spliterator(), false)
                .filter(job -> job.path("key").asText().equals(key.value()))
                .map(ObjectNode.class::cast)
                .toList();
        if (jobs.isEmpty()) {
            throw HttpProblem.notFound(
                    "There is no such job",
                    "no run has seen a job of " + key.path()
                            + DidYouMean.ending(key.value(), all.findValuesAsText("key")));
        }
        ObjectNode job = jobs.get(0);
        String reason = job.path("reason").asText();
        boolean isRefused = job.path("status").asText().equals("refused");
        // a change that is refused leaves the job as it is, and the id that others were told
        if (jobs.size() > 1
                || (isRefused && !board.hasPublished(key, job.path("jobId").asLong()))) {
            throw HttpProblem.unclear("it is not clear which job " + key.path() + " means: " + reason);
        }
        if (!job.has("jobId")) {
            throw HttpProblem.notFound(
                    "There is no job yet", "the job of " + key.path() + " is yet to be made: " + reason);
        }
        return job;
    }
}
