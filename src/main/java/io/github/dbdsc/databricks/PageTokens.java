package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Follows the page tokens of an answer that comes in pages (Jobs API 2.2), and detects when they lead in a circle. */
final class PageTokens {

    private final String first;
    private final Set<String> followed = new HashSet<>();

    /** @param first the path of the first page, with its query */
    PageTokens(String first) {
        this.first = first;
    }

    /**
     * Returns the path of the page that follows this one; empty when this is the last.
     *
     * @throws io.github.dbdsc.apply.WorkspaceException when the page says that there is more but not where, or leads
     *     back to a page that was read before
     */
    Optional<String> next(JsonNode page) {
        JsonNode token = page.path("next_page_token");
        boolean last = token.isMissingNode()
                || token.isNull()
                || (token.isTextual() && token.asText().isEmpty());
        if (last ? page.path("has_more").asBoolean() : !token.isTextual()) {
            throw WorkspaceCall.get(first).malformed("says that there is more, but not where");
        }
        if (!last && !followed.add(token.asText())) {
            throw WorkspaceCall.get(first).malformed("leads back to a page that was read before");
        }
        return last
                ? Optional.empty()
                : Optional.of(first + "&page_token=" + URLEncoder.encode(token.asText(), StandardCharsets.UTF_8));
    }
}
