package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.NamedKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lists the ids of everything of a kind, by name. */
record NamedIds(JobsApi api) {

    /** Reads to the last page. Ids of what shares a name are in one list. */
    Map<String, List<String>> of(NamedKind kind) {
        NameListing listing = NameListing.of(kind);
        Map<String, List<String>> ids = new HashMap<>();
        Set<JsonNode> pages = new HashSet<>();
        int read = 0;
        Optional<String> path = Optional.of(listing.path());
        while (path.isPresent()) {
            JsonNode page = api.make(Call.get(path.get()));
            JsonNode elements = elements(page, listing);
            elements.forEach(element -> add(element, listing, ids));
            if (!pages.add(page)) {
                throw malformed(listing, "leads back to a page that was read before");
            }
            read += elements.size();
            path = next(page, listing, read, elements.isEmpty());
        }
        return ids;
    }

    private static JsonNode elements(JsonNode page, NameListing listing) {
        JsonNode elements = page.path(listing.list());
        if (!elements.isArray() && !elements.isMissingNode()) {
            throw malformed(listing, "has " + listing.list() + " that are no list");
        }
        return elements;
    }

    private static WorkspaceException malformed(NameListing listing, String what) {
        return DatabricksWorkspace.malformed("GET " + listing.path(), what, false);
    }

    private static void add(JsonNode element, NameListing listing, Map<String, List<String>> ids) {
        String id = element.path(listing.id()).asText("");
        boolean meant = !element.path("cluster_source").asText().equals(NameListing.JOB_CLUSTER);
        if (!id.isEmpty() && meant) {
            ids.computeIfAbsent(element.path(listing.name()).asText(""), name -> new ArrayList<>())
                    .add(id);
        }
    }

    /** SCIM counts its results from 1; the others hand out a token as long as there is more. */
    private static Optional<String> next(JsonNode page, NameListing listing, int read, boolean wasEmpty) {
        String token = page.path("next_page_token").asText("");
        if (!token.isEmpty()) {
            return Optional.of(listing.next("page_token", URLEncoder.encode(token, StandardCharsets.UTF_8)));
        }
        return page.path("totalResults").asInt() > read && !wasEmpty
                ? Optional.of(listing.next("startIndex", Integer.toString(read + 1)))
                : Optional.empty();
    }
}
