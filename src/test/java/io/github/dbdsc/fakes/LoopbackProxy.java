package io.github.dbdsc.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy to a service on this machine that can be taken down: then connections break, and new ones end at once. */
public final class LoopbackProxy implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final URI service;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean down;

    private LoopbackProxy(URI service) throws IOException {
        this.service = service;
        this.server = new ServerSocket(0, 256, InetAddress.getByAddress(LOOPBACK));
    }

    /** Starts a proxy to the service at this address. */
    public static LoopbackProxy to(URI service) {
        try {
            LoopbackProxy proxy = new LoopbackProxy(service);
            daemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the service's address through this proxy. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + service.getPath());
    }

    /** Takes the proxy down: the service can't be reached from now on. */
    public void down() {
        down = true;
        open.forEach(LoopbackProxy::end);
    }

    /** Brings the proxy up again. */
    public void up() {
        down = false;
    }

    /** Returns how many connections were attempted while it was down. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        down();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                join(server.accept());
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void join(Socket client) {
        if (down) {
            refused.incrementAndGet();
            end(client);
            return;
        }
        try {
            Socket target = new Socket();
            open.add(client);
            open.add(target);
            target.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), service.getPort()));
            daemon(() -> copy(client, target));
            daemon(() -> copy(target, client));
            if (down) {
                down(); // it was closed meanwhile
            }
        } catch (IOException e) {
            end(client);
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            from.setTcpNoDelay(true);
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of them has ended
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    /** Ends a connection with a reset, which no client takes for the end of an answer. */
    private static void end(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it has ended already
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "loopback-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
