package io.github.dbdsc.local.host;

import com.sun.net.httpserver.Headers;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps web pages of other sites from using a host that asks for no keys. A browser sends what any page asks it to send,
 * also to this machine: with the page's origin, or to a name of the page's own that was made to lead here.
 */
final class BrowserOrigin {

    private static final Pattern THIS_MACHINE = Pattern.compile("(?i)(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d+)?");

    private BrowserOrigin() {}

    /** Why a request with these headers is not served; empty when it comes from a program or from our own page. */
    static Optional<String> refusal(Headers headers) {
        String host = Objects.requireNonNullElse(headers.getFirst("Host"), "");
        if (!THIS_MACHINE.matcher(host).matches()) {
            return Optional.of("this host is for this machine only; call it as localhost, 127.0.0.1 or [::1]");
        }
        String origin = headers.getFirst("Origin");
        return origin == null || origin.equalsIgnoreCase("http://" + host)
                ? Optional.empty()
                : Optional.of("a web page of " + origin + " may not call this host; only its own page may");
    }
}
