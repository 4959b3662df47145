package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;

/**
 * The functions that answer with data, once more, for callers with a token of Microsoft Entra. The Functions host lets
 * everybody through to these, so that this is all that is open to anyone beside health and documents; each hands the call to
 * the function that also answers it with a key, by {@link HttpEntry#TOKEN}, where {@link HttpAccess} asks for mode, token and
 * role.
 */
public final class EntraFunctions {

    private final SyncFunctions syncs;
    private final RunFunctions runs;
    private final StatusFunctions statuses;
    private final JobFunctions jobs;
    private final HoldFunctions holds;

    EntraFunctions(
            SyncFunctions syncs, RunFunctions runs, StatusFunctions statuses, JobFunctions jobs, HoldFunctions holds) {
        this.syncs = syncs;
        this.runs = runs;
        this.statuses = statuses;
        this.jobs = jobs;
        this.holds = holds;
    }

    /** {@code POST /api/entra/sync}, see {@link SyncFunctions#sync}. */
    @FunctionName("EntraSync")
    public HttpResponseMessage sync(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "entra/sync")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return syncs.syncBy(HttpEntry.TOKEN, request, context);
    }

    /** {@code GET} and {@code POST /api/entra/plan}, see {@link SyncFunctions#plan}. */
    @FunctionName("EntraPlan")
    public HttpResponseMessage plan(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "entra/plan")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return syncs.planBy(HttpEntry.TOKEN, request, context);
    }

    /** {@code POST /api/entra/runs/{id}/undo}, see {@link SyncFunctions#undo}. */
    @FunctionName("EntraUndo")
    public HttpResponseMessage undo(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "entra/runs/{id}/undo")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            ExecutionContext context) {
        return syncs.undoBy(HttpEntry.TOKEN, request, id, context);
    }

    /** {@code GET /api/entra/runs}, see {@link RunFunctions#list}. */
    @FunctionName("EntraRuns")
    public HttpResponseMessage runs(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "entra/runs")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return runs.listBy(HttpEntry.TOKEN, request, context);
    }

    /** {@code GET /api/entra/runs/{id}}, see {@link RunFunctions#get}. */
    @FunctionName("EntraRun")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "entra/runs/{id}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            ExecutionContext context) {
        return runs.getBy(HttpEntry.TOKEN, request, id, context);
    }

    /** {@code GET /api/entra/jobs}, see {@link StatusFunctions#jobs}. */
    @FunctionName("EntraJobs")
    public HttpResponseMessage jobs(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "entra/jobs")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return statuses.jobsBy(HttpEntry.TOKEN, request, context);
    }

    /** {@code GET /api/entra/jobs/{key}}, see {@link JobFunctions#job}. */
    @FunctionName("EntraJob")
    public HttpResponseMessage job(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "entra/jobs/{*key:minlength(1)}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("key") String key,
            ExecutionContext context) {
        return jobs.jobBy(HttpEntry.TOKEN, request, key, context);
    }

    /** {@code GET}, {@code POST} and {@code DELETE /api/entra/hold}, see {@link HoldFunctions#hold}. */
    @FunctionName("EntraHold")
    public HttpResponseMessage hold(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.DELETE},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "entra/hold")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return holds.holdBy(HttpEntry.TOKEN, request, context);
    }
}
