package io.github.dbdsc.databricks;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What came back from the workspace, or from something in between.
 *
 * @param body as much of it as came
 * @param trouble why the body did not come to its end; null when it did
 */
record ReceivedAnswer(
        int status,
        HttpHeaders headers,
        byte[] body,
        @Nullable IOException trouble) {

    /** The body is larger than the limit. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;

        TooLarge() {
            super("the answer is too large");
        }
    }

    /**
     * Returns the whole body.
     *
     * @throws IOException when it did not come to its end
     */
    byte[] whole() throws IOException {
        if (trouble != null) {
            throw trouble;
        }
        return body;
    }

    /** Returns the body as text, or what came of it. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
