package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.NamedKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the workspace has beside jobs: policies, pools, warehouses and so on, each with an id and a name. Each kind is
 * listed in the form and with the paging of its own API.
 */
public final class NamedThings {

    private record Thing(String id, String name) {}

    private final Map<NamedKind, List<Thing>> things = new EnumMap<>(NamedKind.class);
    private final List<Thing> legacyAlerts = new ArrayList<>();

    /** Adds an alert of before the new API for alerts. */
    public synchronized void addLegacyAlert(String id, String name) {
        legacyAlerts.add(new Thing(id, name));
    }

    /** Adds one; names need not differ. */
    public synchronized void add(NamedKind kind, String id, String name) {
        things.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Thing(id, name));
    }

    /** Removes the one with an id; does nothing when there is none. */
    public synchronized void remove(NamedKind kind, String id) {
        things.computeIfAbsent(kind, k -> new ArrayList<>())
                .removeIf(thing -> thing.id().equals(id));
    }

    /** Cluster Policies API 2.0: all on one page. */
    Answer policies() {
        return whole(NamedKind.CLUSTER_POLICY, "policies", "policy_id", "name");
    }

    /** Instance Pools API 2.0: all on one page. */
    Answer pools() {
        return whole(NamedKind.INSTANCE_POOL, "instance_pools", "instance_pool_id", "instance_pool_name");
    }

    /** SQL Warehouses API 2.0: {@code page_size} at most 100. */
    Answer warehouses(Request request) {
        return paged(request, "page_size", NamedKind.WAREHOUSE, "warehouses", "id", "name");
    }

    /** Pipelines API 2.0: {@code max_results} at most 100. */
    Answer pipelines(Request request) {
        return paged(request, "max_results", NamedKind.PIPELINE, "statuses", "pipeline_id", "name");
    }

    /** Clusters API 2.1: {@code page_size} at most 100. */
    Answer clusters(Request request) {
        return paged(request, "page_size", NamedKind.CLUSTER, "clusters", "cluster_id", "cluster_name");
    }

    /** Notification Destinations API 2.0. */
    Answer notificationDestinations(Request request) {
        return paged(request, "page_size", NamedKind.NOTIFICATION_DESTINATION, "results", "id", "display_name");
    }

    /** Queries API 2.0. */
    Answer queries(Request request) {
        return paged(request, "page_size", NamedKind.QUERY, "results", "id", "display_name");
    }

    /** Alerts API 2.0. */
    Answer alerts(Request request) {
        return paged(request, "page_size", NamedKind.ALERT, "alerts", "id", "display_name");
    }

    /** Alerts (legacy) API 2.0: those of before the new API, which a workspace may have as well. */
    Answer legacyAlerts(Request request) {
        return paged(request, "page_size", olderAlerts(), "results", "id", "display_name");
    }

    /** Lakeview API 2.0. */
    Answer dashboards(Request request) {
        return paged(request, "page_size", NamedKind.DASHBOARD, "dashboards", "dashboard_id", "display_name");
    }

    /** SCIM 2.0: counted from 1 by {@code startIndex}, {@code count} at most 100. */
    Answer servicePrincipals(Request request) {
        List<Thing> all = of(NamedKind.SERVICE_PRINCIPAL);
        int start = (int) request.number("startIndex", 1);
        int count = (int) Math.min(request.number("count", 100), 100);
        ObjectNode answer = ApiJson.object().put("totalResults", all.size()).put("startIndex", start);
        List<Thing> page = page(all, start - 1, count);
        answer.put("itemsPerPage", page.size());
        add(answer.putArray("Resources"), page, "applicationId", "displayName");
        return Answer.ok(ApiJson.text(answer));
    }

    private Answer whole(NamedKind kind, String list, String id, String name) {
        ObjectNode answer = ApiJson.object();
        add(answer.putArray(list), of(kind), id, name);
        return Answer.ok(ApiJson.text(answer));
    }

    private Answer paged(Request request, String sizeParameter, NamedKind kind, String list, String id, String name) {
        return paged(request, sizeParameter, of(kind), list, id, name);
    }

    private static Answer paged(
            Request request, String sizeParameter, List<Thing> all, String list, String id, String name) {
        int start = (int) request.position(0);
        List<Thing> page = page(all, start, (int) Math.min(request.number(sizeParameter, 25), 100));
        ObjectNode answer = ApiJson.object();
        add(answer.putArray(list), page, id, name);
        if (start + page.size() < all.size()) {
            answer.put("next_page_token", Request.pageToken(start + page.size()));
        }
        return Answer.ok(ApiJson.text(answer));
    }

    private static List<Thing> page(List<Thing> all, int start, int size) {
        int from = Math.min(Math.max(start, 0), all.size());
        return all.subList(from, Math.min(from + size, all.size()));
    }

    private static void add(ArrayNode list, List<Thing> page, String id, String name) {
        page.forEach(thing -> list.addObject().put(id, thing.id()).put(name, thing.name()));
    }

    private synchronized List<Thing> olderAlerts() {
        return List.copyOf(legacyAlerts);
    }

    private synchronized List<Thing> of(NamedKind kind) {
        return List.copyOf(things.getOrDefault(kind, List.of()));
    }
}
