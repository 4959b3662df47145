package io.github.dbdsc.local.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A request's body, or the fact that it is too large. Jobs API 2.2: the limit is 10 MB. */
record RequestBody(String text, boolean tooLarge) {

    private static final int LIMIT = 10 * 1024 * 1024;

    /** Reads to the end even what is too much: a client that is still sending would not see the answer. */
    static RequestBody read(InputStream stream) throws IOException {
        String text = new String(stream.readNBytes(LIMIT), StandardCharsets.UTF_8);
        long excess = stream.transferTo(OutputStream.nullOutputStream());
        return new RequestBody(text, excess > 0);
    }

    /** @throws ApiError 400 when it is too large */
    String accepted() {
        if (tooLarge) {
            throw ApiError.invalidParameter("The request body is larger than 10 MB.");
        }
        return text;
    }
}
