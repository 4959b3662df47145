package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Reads the ids of everything of a kind, by name. */
record NamedIds(JobsApi api) {

    /** The source of clusters that exist for one run of a job: no definition means them by name. */
    private static final String JOB_CLUSTER = "JOB";

    /**
     * How the workspace lists one kind.
     *
     * @param path of the list call, with the query that asks for the largest pages
     * @param list the answer's field with the list
     * @param id the field of an element with its id
     * @param name the field of an element with its name
     */
    private record Listing(String path, String list, String id, String name) {

        /**
         * Cluster Policies API 2.0, Instance Pools API 2.0, SQL Warehouses API 2.0, Pipelines API 2.0, SCIM API 2.0,
         * Clusters API 2.1.
         */
        static Listing of(NamedKind kind) {
            return switch (kind) {
                case CLUSTER_POLICY -> new Listing("/api/2.0/policies/clusters/list", "policies", "policy_id", "name");
                case INSTANCE_POOL ->
                    new Listing(
                            "/api/2.0/instance-pools/list", "instance_pools", "instance_pool_id", "instance_pool_name");
                case WAREHOUSE -> new Listing("/api/2.0/sql/warehouses?page_size=100", "warehouses", "id", "name");
                case PIPELINE -> new Listing("/api/2.0/pipelines?max_results=100", "statuses", "pipeline_id", "name");
                case SERVICE_PRINCIPAL ->
                    new Listing(
                            "/api/2.0/preview/scim/v2/ServicePrincipals?attributes=applicationId,displayName&count=100",
                            "Resources",
                            "applicationId",
                            "displayName");
                case CLUSTER ->
                    new Listing("/api/2.1/clusters/list?page_size=100", "clusters", "cluster_id", "cluster_name");
            };
        }

        String with(String parameter, String value) {
            return path + (path.contains("?") ? "&" : "?") + parameter + "=" + value;
        }
    }

    /** Reads to the last page. Things that share a name share a list. */
    Map<String, List<String>> of(NamedKind kind) {
        Listing listing = Listing.of(kind);
        Map<String, List<String>> ids = new HashMap<>();
        Set<JsonNode> pages = new HashSet<>();
        int read = 0;
        Optional<String> path = Optional.of(listing.path());
        while (path.isPresent()) {
            JsonNode page = api.make(WorkspaceCall.get(path.get()));
            JsonNode elements = elements(page, listing);
            elements.forEach(element -> add(element, listing, ids));
            if (!pages.add(page)) {
                throw WorkspaceCall.get(listing.path()).malformed("leads back to a page that was read before");
            }
            read += elements.size();
            path = next(page, listing, read, elements.isEmpty());
        }
        return ids;
    }

    private static JsonNode elements(JsonNode page, Listing listing) {
        JsonNode elements = page.path(listing.list());
        if (!elements.isArray() && !elements.isMissingNode()) {
            throw WorkspaceCall.get(listing.path()).malformed("has " + listing.list() + " that are no list");
        }
        return elements;
    }

    private static void add(JsonNode element, Listing listing, Map<String, List<String>> ids) {
        String id = element.path(listing.id()).asText("");
        boolean meant = !element.path("cluster_source").asText().equals(JOB_CLUSTER);
        if (!id.isEmpty() && meant) {
            ids.computeIfAbsent(element.path(listing.name()).asText(""), name -> new ArrayList<>())
                    .add(id);
        }
    }

    /**
     * Returns the path of the next page. SCIM counts its results from 1; the others return a token while there is more.
     */
    private static Optional<String> next(JsonNode page, Listing listing, int read, boolean wasEmpty) {
        String token = page.path("next_page_token").asText("");
        if (!token.isEmpty()) {
            return Optional.of(listing.with("page_token", URLEncoder.encode(token, StandardCharsets.UTF_8)));
        }
        return page.path("totalResults").asInt() > read && !wasEmpty
                ? Optional.of(listing.with("startIndex", Integer.toString(read + 1)))
                : Optional.empty();
    }
}
