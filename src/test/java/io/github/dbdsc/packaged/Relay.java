package io.github.dbdsc.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stands between a process and an HTTP server on this machine, and records when each request passed and when its answer
 * ended. It changes nothing, so that signed requests stay valid.
 */
final class Relay implements AutoCloseable {

    private static final int LONGEST_LINE = 200;

    private final int server;
    private final ServerSocket listener;
    private final List<Exchange> exchanges = new ArrayList<>();

    /** Listens on a free port for requests to the server on this one. */
    Relay(int server) {
        this.server = server;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /**
     * A request and its answer; times in milliseconds since 1970.
     *
     * @param line the request's first line
     * @param answered 0 until the answer begins
     */
    record Exchange(String line, long sent, long answered) {}

    int port() {
        return listener.getLocalPort();
    }

    /** Returns the exchanges since the last call of this method. */
    List<Exchange> takeExchanges() {
        synchronized (exchanges) {
            List<Exchange> taken = List.copyOf(exchanges);
            exchanges.clear();
            return taken;
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Connection connection = new Connection(client, new Socket(listener.getInetAddress(), server));
                start(connection::requests);
                start(connection::answers);
            } catch (IOException e) {
                // this relay was closed, or the server is gone, which the process sees as well
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection, on which each request is sent when the previous one is answered. */
    private final class Connection {
        private final Socket client;
        private final Socket server;
        private int current = -1;

        private Connection(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        private void requests() {
            copy(client, server, this::sent);
        }

        private void answers() {
            copy(server, client, any -> answered());
        }

        private void sent(String line) {
            synchronized (exchanges) {
                boolean open = isNoted() && exchanges.get(current).answered() == 0;
                if (!open) {
                    current = exchanges.size();
                    exchanges.add(new Exchange(line, System.currentTimeMillis(), 0));
                }
            }
        }

        private void answered() {
            synchronized (exchanges) {
                if (isNoted()) {
                    Exchange exchange = exchanges.get(current);
                    exchanges.set(current, new Exchange(exchange.line(), exchange.sent(), System.currentTimeMillis()));
                }
            }
        }

        private boolean isNoted() {
            return current >= 0 && current < exchanges.size();
        }
    }

    private static void copy(Socket from, Socket to, Consumer<String> note) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                note.accept(firstLine(buffer, length));
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // either side closed the connection
        }
    }

    private static String firstLine(byte[] buffer, int length) {
        return new String(buffer, 0, Math.min(length, LONGEST_LINE), StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
