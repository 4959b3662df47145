package io.github.dbdsc.local;

import io.github.dbdsc.function.Health;
import io.github.dbdsc.function.Installation;
import io.github.dbdsc.function.Jobs;
import io.github.dbdsc.function.OnDefinitionLanded;
import io.github.dbdsc.function.OpenApi;
import io.github.dbdsc.function.Plan;
import io.github.dbdsc.function.QueueLength;
import io.github.dbdsc.function.Run;
import io.github.dbdsc.function.Runs;
import io.github.dbdsc.function.Sync;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.reconcile.Reconciler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** The function app on a local port, until it is ended. */
final class LocalService implements AutoCloseable {

    /** That of the Functions core tools. */
    static final int DEFAULT_PORT = 7071;

    private final LocalHost host;
    private final Terminal terminal;

    private LocalService(LocalHost host, Terminal terminal) {
        this.host = host;
        this.terminal = terminal;
    }

    /**
     * Starts the functions on the given installation.
     *
     * @throws UsageException when the port is taken
     */
    static LocalService start(int port, Installation installation, Terminal terminal) {
        Supplier<Reconciler> wired = installation::reconciler;
        try {
            return new LocalService(
                    LocalHost.start(
                            port,
                            List.of(
                                    new OnDefinitionLanded(wired),
                                    new Sync(wired),
                                    new Plan(wired),
                                    new Runs(installation::reports),
                                    new Run(installation::reports),
                                    new Jobs(installation::board, () -> QueueLength.NONE),
                                    new OpenApi(),
                                    new Health(() -> {})),
                            terminal.out()::println),
                    terminal);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(
                    "port " + port + " can't be had (" + e.getMessage() + "); choose another with --port");
        }
    }

    void announce() {
        terminal.out().println("Serving, for this machine only:");
        host.addresses().forEach(address -> terminal.out().println("  " + address));
    }

    /** Waits until the process is told to end, by Ctrl-C for example. */
    void awaitEnd() {
        terminal.out().println("Ctrl-C ends it.");
        terminal.out().flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
