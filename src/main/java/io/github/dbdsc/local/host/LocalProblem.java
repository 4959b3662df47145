package io.github.dbdsc.local.host;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.azure.functions.HttpStatus;
import java.util.Map;

/** Problem documents (RFC 9457) of the local host itself. */
final class LocalProblem {

    private LocalProblem() {}

    static HostResponse forbidden(String detail) {
        return problem(HttpStatus.FORBIDDEN, "Not for other sites", detail);
    }

    static HostResponse tooLarge() {
        return problem(
                HttpStatus.PAYLOAD_TOO_LARGE, "Too large", "the body has more than 5 MB; send only what is needed");
    }

    private static HostResponse problem(HttpStatus status, String title, String detail) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status.value())
                .put("detail", detail)
                .toPrettyString();
        return new HostResponse(status, Map.of("Content-Type", "application/problem+json"), body);
    }
}
