package io.github.dbdsc.local.simulation;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A simulated Databricks workspace on 127.0.0.1. Clients talk to it over HTTP as they do to a real one; tests also look
 * at its {@link #jobs()} and its {@link #calls()} and script its {@link #faults()}. Safe for use by many threads.
 */
public final class SimulatedWorkspace implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int WAITING_CONNECTIONS = 1024;

    private final SimulationOptions options;
    private final JobTable table;
    private final JobEchoes echoes;
    private final Callers callers;
    private final NamedThings named = new NamedThings();
    private final CallLog calls = new CallLog();
    private final Faults faults = new Faults();
    private final ExecutorService threads = Executors.newCachedThreadPool(SimulatedWorkspace::daemon);
    private final HttpServer server;

    private SimulatedWorkspace(SimulationOptions options) throws IOException {
        this.options = options;
        this.table = new JobTable(options.clock(), options.savedJobs());
        this.echoes = new JobEchoes(new ReadBack(options.policies(), options.quirks()));
        this.callers = new Callers(options.callers());
        this.server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), options.port()), WAITING_CONNECTIONS);
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
        sendSmallAnswersAtOnce();
        try {
            SimulatedWorkspace workspace = new SimulatedWorkspace(options);
            workspace.listen();
            return workspace;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The simulated workspace can't listen on port " + options.port() + ". Choose another port.", e);
        }
    }

    /** Where it listens, for example {@code http://127.0.0.1:49152}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The jobs, to look at and to change behind the clients' backs. */
    public SimulatedJobs jobs() {
        return new SimulatedJobs(table);
    }

    /** What else there is, to be listed by name. */
    public NamedThings named() {
        return named;
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
        callers.accept(caller);
    }

    /** From now on calls with this token are answered 401, as when a token's time is over. */
    public void expire(String token) {
        callers.expire(token);
    }

    /** From now on jobs are shown with these quirks and no others. */
    public void setQuirks(Quirk... quirks) {
        echoes.showWith(new ReadBack(options.policies(), Set.of(quirks)));
    }

    /** Stops listening and drops every connection; the jobs can still be looked at. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return "simulated workspace at " + uri();
    }

    private void listen() {
        JobAccess access = new JobAccess(table, options.missingJobStatus());
        Service service = new Service(
                callers,
                new Throttle(options.limits(), options.clock()),
                new JobsEndpoints(table, access, echoes),
                new RunsEndpoint(table, access),
                new PermissionsEndpoints(table, access),
                new NamesEndpoints(named));
        server.createContext("/api/", new ApiHandler(service, calls, faults, options.latency(), options.pause()));
        server.createContext("/", new SimulationPages(table, echoes));
        server.setExecutor(threads);
        startFromDaemonThread();
    }

    /** The server's own thread takes after the thread that starts it, and must not keep the process alive. */
    private void startFromDaemonThread() {
        Thread starter = daemon(server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The JDK's server writes head and body of an answer separately; without this the second may wait 40 ms for the
     * client to acknowledge the first.
     */
    private static void sendSmallAnswersAtOnce() {
        String noDelay = "sun.net.httpserver.nodelay";
        if (System.getProperty(noDelay) == null) {
            System.setProperty(noDelay, "true");
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "simulated-workspace");
        thread.setDaemon(true);
        return thread;
    }
}
