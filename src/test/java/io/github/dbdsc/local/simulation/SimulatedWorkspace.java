package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A {@link WorkspaceServer} for tests, which also look at its {@link #jobs()} and its {@link #calls()} and script its
 * {@link #faults()}. Safe for use by many threads.
 */
public final class SimulatedWorkspace implements AutoCloseable {

    private final CallLog calls = new CallLog();
    private final Faults faults = new Faults();
    private final WorkspaceServer server;

    private SimulatedWorkspace(SimulationOptions options) {
        server = WorkspaceServer.start(
                options.setup(new ScriptedCalls(calls, faults, options.latency(), options.pause())));
        showWith(options.quirks().stream());
    }

    /** Starts one with {@link SimulationOptions#defaults()}. */
    public static SimulatedWorkspace start() {
        return start(SimulationOptions.defaults());
    }

    /**
     * Starts it; it listens when this returns.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static SimulatedWorkspace start(SimulationOptions options) {
        return new SimulatedWorkspace(options);
    }

    /** Where it listens, for example {@code http://127.0.0.1:49152}. */
    public URI uri() {
        return server.uri();
    }

    /** The jobs, to be looked at and changed behind the clients' backs. */
    public SimulatedJobs jobs() {
        return new SimulatedJobs(server.table());
    }

    /** What the workspace has beside jobs, listed by name. */
    public NamedThings named() {
        return server.named();
    }

    /** The calls so far. */
    public CallLog calls() {
        return calls;
    }

    /** The faults to come. */
    public Faults faults() {
        return faults;
    }

    /** Lets this caller call from now on. */
    public void accept(Caller caller) {
        server.callers().accept(caller);
    }

    /** Has calls with this token answered 401 from now on, as if it had expired. */
    public void expire(String token) {
        server.callers().expire(token);
    }

    /** Shows jobs with these quirks and no others from now on. */
    public void setQuirks(Quirk... quirks) {
        showWith(Stream.of(quirks));
    }

    /** Says from now on in these places whom a job runs as. */
    public void showRunAs(RunAsShown places) {
        server.showRunAs(places);
    }

    /** Shows the permissions of jobs from now on with this change to each answer, and no other. */
    public void showPermissionsWith(Consumer<ObjectNode> change) {
        server.showPermissionsWith(change);
    }

    /** Shows jobs from now on with this change to each, and no quirks. */
    public void showJobsWith(Consumer<ObjectNode> change) {
        server.showJobsWith(change);
    }

    private void showWith(Stream<Quirk> quirks) {
        List<Quirk> inOrder = quirks.sorted().distinct().toList();
        server.showJobsWith(settings -> inOrder.forEach(quirk -> quirk.show(settings)));
    }

    /** Stops listening and drops every connection; the jobs can still be looked at. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
