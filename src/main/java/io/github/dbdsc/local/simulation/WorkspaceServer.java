package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.dbdsc.local.host.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A simulated Databricks workspace on 127.0.0.1, which clients call over HTTP as they do a real one. Jobs are kept in
 * memory and never run. Safe for use by many threads.
 */
public final class WorkspaceServer implements AutoCloseable {

    private final Setup setup;
    private final JobTable table;
    private final JobEcho.Cache echoes;
    private final Callers callers;
    private final NamedThings named = new NamedThings();
    private volatile Consumer<ObjectNode> permissionsShown = answer -> {};
    private final LoopbackServer server;

    /**
     * How the workspace behaves.
     *
     * @param port 0 takes a free one
     * @param callers who may call
     * @param clock tells when jobs are created
     * @param savedJobs how many jobs the workspace holds; Jobs API 2.2: 10,000, in one cloud 12,000
     * @param missingJobStatus 400 or 404, the answer to a call for a job that does not exist; the service has used both
     * @param policies what each cluster policy puts into clusters that name it, by policy id
     * @param filter what becomes of calls and answers on their way
     * @param admission throws {@link ApiError} 429 for a call that comes too early
     */
    record Setup(
            int port,
            List<Caller> callers,
            InstantSource clock,
            int savedJobs,
            int missingJobStatus,
            Map<String, ObjectNode> policies,
            CallFilter filter,
            Consumer<Operation> admission) {

        static final Setup DEMO = new Setup(
                0,
                List.of(Caller.DEMO),
                InstantSource.system(),
                10_000,
                400,
                Map.of(),
                CallFilter.NONE,
                operation -> {});
    }

    /** Stands between the network and the service. Tests put faults, delays and a log of the calls here. */
    @FunctionalInterface
    interface CallFilter {

        /** Every call reaches the service, and every answer the client. */
        CallFilter NONE = (call, body, service, exchange) -> service.get().send(exchange);

        /**
         * Answers a call.
         *
         * @param service carries the call out
         */
        void handle(ApiCall call, String body, Supplier<Answer> service, HttpExchange exchange) throws IOException;
    }

    private WorkspaceServer(Setup setup) throws IOException {
        this.setup = setup;
        this.table = new JobTable(setup.clock(), setup.savedJobs());
        this.echoes = new JobEcho.Cache(new ReadBack(setup.policies(), settings -> {}, RunAsShown.BOTH_PLACES));
        this.callers = new Callers(setup.callers());
        this.server = LoopbackServer.on(setup.port(), "simulated-workspace");
    }

    /** Starts one on a free port, with {@link Caller#DEMO}; it listens when this returns. */
    public static WorkspaceServer start() {
        return start(Setup.DEMO);
    }

    /** @throws UncheckedIOException when the port is taken */
    static WorkspaceServer start(Setup setup) {
        try {
            WorkspaceServer workspace = new WorkspaceServer(setup);
            workspace.listen();
            return workspace;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The simulated workspace can't listen on port " + setup.port() + ". Choose another port.", e);
        }
    }

    /** Where it listens, for example {@code http://127.0.0.1:49152}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    JobTable table() {
        return table;
    }

    NamedThings named() {
        return named;
    }

    Callers callers() {
        return callers;
    }

    /** Shows jobs from now on with this change to their complete settings, and no other. */
    void showJobsWith(Consumer<ObjectNode> lastChange) {
        echoes.show(readBack -> readBack.with(lastChange));
    }

    /** Says from now on in these places whom a job runs as. */
    void showRunAs(RunAsShown places) {
        echoes.show(readBack -> readBack.with(places));
    }

    /** Shows the permissions of jobs from now on with this change to each answer, and no other. */
    void showPermissionsWith(Consumer<ObjectNode> lastChange) {
        permissionsShown = lastChange;
    }

    /** Stops listening and drops every connection; the jobs can still be looked at. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "simulated workspace at " + uri();
    }

    private void listen() {
        JobAccess access = new JobAccess(table, setup.missingJobStatus());
        ApiHandler api = new ApiHandler(
                setup.filter(),
                callers,
                setup.admission(),
                new JobsEndpoints(table, access, echoes),
                new RunsEndpoint(table, access),
                new PermissionsEndpoints(table, access, answer -> permissionsShown.accept(answer)),
                named);
        server.handle("/api/", api);
        server.handle("/", new SimulationPages(table, echoes));
        server.start();
    }
}
