package io.github.dbdsc.notice;

import io.github.dbdsc.model.Loopback;
import java.net.URI;

/** What a webhook's address has to look like. Whoever has it may post, so it must not go over an open line. */
public final class WebhookAddress {

    /** To follow "it should be". */
    public static final String LIKE = "the https address of a webhook";

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
        return "https".equalsIgnoreCase(scheme) || ("http".equalsIgnoreCase(scheme) && Loopback.isHost(host));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not " + LIKE);
        }
    }
}
