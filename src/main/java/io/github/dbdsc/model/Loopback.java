package io.github.dbdsc.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells addresses of this machine, which may be called without TLS, from all others. */
public final class Loopback {

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private Loopback() {}

    /** Returns whether this host, as {@link java.net.URI#getHost} gives it, is this machine by its name or address. */
    public static boolean isHost(@Nullable String host) {
        return host != null && HOSTS.contains(host);
    }
}
