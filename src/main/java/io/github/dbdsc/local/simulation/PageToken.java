package io.github.dbdsc.local.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Marks where the next page starts; means nothing to a client. */
final class PageToken {

    private PageToken() {}

    static String of(long position) {
        byte[] text = Long.toString(position).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** @throws ApiError 400 when it is none that this service handed out */
    static long position(String token) {
        try {
            return Long.parseLong(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw ApiError.invalidParameter("Invalid page token: " + token);
        }
    }
}
