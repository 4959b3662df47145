package io.github.dbdsc.notice;

import io.github.dbdsc.model.Loopback;
import java.net.URI;

/** Checks the addresses of webhooks. Whoever has one may post there, so it must not be sent in the clear. */
public final class WebhookAddress {

    /** What an address should be, to follow "it should be". */
    public static final String LIKE = "the https address of a webhook";

    private WebhookAddress() {}

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException when the text is not an address, or one that is neither https nor on this machine; the
     *     message does not quote it
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
