package io.github.dbdsc.local.host;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.dbdsc.model.DaemonThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a port of 127.0.0.1, with a thread for each request. None of its threads keeps the process alive. */
public final class LoopbackServer implements AutoCloseable {

    private static final byte[] ADDRESS = {127, 0, 0, 1};
    private static final int WAITING_CONNECTIONS = 1024;

    private final HttpServer server;
    private final ExecutorService threads;

    private LoopbackServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
        server.setExecutor(threads);
    }

    /**
     * Takes a port; nothing is served before {@link #start}.
     *
     * @param port 0 for any free one
     * @param threadName the name of its threads
     * @throws IOException when the port is taken
     */
    public static LoopbackServer on(int port, String threadName) throws IOException {
        sendSmallAnswersAtOnce();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port);
        return new LoopbackServer(
                HttpServer.create(address, WAITING_CONNECTIONS),
                Executors.newCachedThreadPool(work -> DaemonThread.of(threadName, work)));
    }

    /**
     * The JDK's server writes head and body of an answer separately; without this the second may wait 40 ms for the
     * client to acknowledge the first. Read once, when the first server is made.
     */
    private static void sendSmallAnswersAtOnce() {
        String noDelay = "sun.net.httpserver.nodelay";
        if (System.getProperty(noDelay) == null) {
            System.setProperty(noDelay, "true");
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Has every path below this one answered by the handler. */
    public void handle(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    /** Starts from a daemon thread, since the server's own thread is a daemon only if the one that starts it is. */
    public void start() {
        Thread starter = DaemonThread.of("start-loopback-server", server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops listening and drops every connection. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
