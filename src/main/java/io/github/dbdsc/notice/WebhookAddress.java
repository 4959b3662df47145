package io.github.dbdsc.notice;

import java.net.URI;
import java.util.Set;

/** What a webhook's address has to look like. Whoever has it may post, so it must not go over an open line. */
public final class WebhookAddress {

    /** To follow "it should be". */
    public static final String LIKE = "the https address of a webhook";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebhookAddress() {}

    /**
     * The address.
     *
     * @throws IllegalArgumentException when it is none, or neither https nor on this machine; its message does not quote
     *     the text
     */
    public static URI parse(String text) {
        URI address = uri(text.strip());
        String host = address.getHost();
        if (host == null || address.getUserInfo() != null || !isSafe(address.getScheme(), host)) {
            throw new IllegalArgumentException("not " + LIKE);
        }
        return address;
    }

    private static boolean isSafe(String scheme, String host) {
        return "https".equalsIgnoreCase(scheme) || ("http".equalsIgnoreCase(scheme) && LOOPBACK.contains(host));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not " + LIKE);
        }
    }
}
