package io.github.dbdsc.databricks;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came back from the workspace, or from something in between. */
final class ReceivedAnswer {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final @Nullable IOException trouble;

    /**
     * @param body as much of it as came
     * @param trouble why the body did not come to its end; null when it did
     */
    ReceivedAnswer(int status, HttpHeaders headers, byte[] body, @Nullable IOException trouble) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.trouble = trouble;
    }

    /** The body is larger than the limit. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;

        TooLarge() {
            super("the answer is too large");
        }
    }

    int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    /** Returns why the body did not come to its end; null when it did. */
    @Nullable
    IOException trouble() {
        return trouble;
    }

    /** Reports whether the status says that the call was carried out. */
    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Reports whether this is a page for people, as a proxy or a sign-in shows, and not an answer of the workspace. */
    boolean isWebPage() {
        boolean saysSo = headers.firstValue("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).contains("html"))
                .isPresent();
        return saysSo || text().stripLeading().startsWith("<");
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
