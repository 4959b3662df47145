package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.NamedKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the ids of everything of a kind, by name. */
record NamedIds(JobsApi api) {

    /** The source of clusters that exist for one run of a job: no definition means them by name. */
    private static final String JOB_CLUSTER = "JOB";

    /** The state of what is not in the trash, where a kind has a trash. */
    private static final String ACTIVE = "ACTIVE";

    /**
     * One of the lists in which the workspace has a kind.
     *
     * @param path of the list call, with the query that asks for the largest pages
     * @param list the answer's field with the list
     * @param id the field of an element with its id
     * @param name the field of an element with its name
     */
    private record Listing(String path, String list, String id, String name) {

        /** Alerts (legacy) API 2.0: what {@code sql_task.alert} refers to; {@code alert_task} has those of the new one. */
        private static final Listing LEGACY_ALERTS =
                new Listing("/api/2.0/sql/alerts?page_size=100", "results", "id", "display_name");

        /**
         * Cluster Policies API 2.0, Instance Pools API 2.0, SQL Warehouses API 2.0, Pipelines API 2.0, SCIM API 2.0,
         * Clusters API 2.1, Notification Destinations API 2.0, Queries API 2.0, Lakeview API 2.0.
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
                case NOTIFICATION_DESTINATION ->
                    new Listing("/api/2.0/notification-destinations?page_size=100", "results", "id", "display_name");
                case QUERY -> new Listing("/api/2.0/sql/queries?page_size=100", "results", "id", "display_name");
                case ALERT -> new Listing("/api/2.0/alerts?page_size=100", "alerts", "id", "display_name");
                case DASHBOARD ->
                    new Listing(
                            "/api/2.0/lakeview/dashboards?page_size=100", "dashboards", "dashboard_id", "display_name");
                case JOB -> throw new IllegalArgumentException("Jobs are in the listing of jobs");
            };
        }

        /** Returns the lists that have a kind: alerts of the API that tasks of SQL files use are in one of their own. */
        static List<Listing> allOf(NamedKind kind) {
            return kind == NamedKind.ALERT ? List.of(of(kind), LEGACY_ALERTS) : List.of(of(kind));
        }

        String with(String parameter, String value) {
            return path + (path.contains("?") ? "&" : "?") + parameter + "=" + value;
        }
    }

    /**
     * Reads to the last page. Things that share a name share a list.
     *
     * @throws IllegalArgumentException for jobs, which are in the listing of jobs
     */
    Map<String, List<String>> of(NamedKind kind) {
        Map<String, Set<String>> ids = new HashMap<>();
        Listing.allOf(kind).forEach(listing -> read(listing, ids));
        Map<String, List<String>> lists = new HashMap<>();
        ids.forEach((name, all) -> lists.put(name, List.copyOf(all)));
        return lists;
    }

    private void read(Listing listing, Map<String, Set<String>> ids) {
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
    }

    private static JsonNode elements(JsonNode page, Listing listing) {
        JsonNode elements = page.path(listing.list());
        if (!elements.isArray() && !elements.isMissingNode()) {
            throw WorkspaceCall.get(listing.path()).malformed("has " + listing.list() + " that are no list");
        }
        return elements;
    }

    private static void add(JsonNode element, Listing listing, Map<String, Set<String>> ids) {
        String id = element.path(listing.id()).asText("");
        if (!id.isEmpty() && isMeant(element)) {
            ids.computeIfAbsent(element.path(listing.name()).asText(""), name -> new LinkedHashSet<>())
                    .add(id);
        }
    }

    private static boolean isMeant(JsonNode element) {
        return !element.path("cluster_source").asText().equals(JOB_CLUSTER)
                && element.path("lifecycle_state").asText(ACTIVE).equals(ACTIVE);
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
