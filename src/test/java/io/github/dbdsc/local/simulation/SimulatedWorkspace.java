package io.github.dbdsc.local.simulation;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
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

    /** With {@link SimulationOptions#defaults()}. */
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

    /** The jobs, to look at and to change behind the clients' backs. */
    public SimulatedJobs jobs() {
        return new SimulatedJobs(server.table());
    }

    /** What else there is, to be listed by name. */
    public NamedThings named() {
        return server.named();
    }

    /** What was asked so far. */
    public CallLog calls() {
        return calls;
    }

    /** What is to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** From now on this caller may call, too. */
    public void accept(Caller caller) {
        server.callers().accept(caller);
    }

    /** From now on calls with this token are answered 401, as when a token's time is over. */
    public void expire(String token) {
        server.callers().expire(token);
    }

    /** From now on jobs are shown with these quirks and no others. */
    public void setQuirks(Quirk... quirks) {
        showWith(Stream.of(quirks));
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
