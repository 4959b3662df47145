package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A permission given on one job, an entry of its {@code access_control_list}.
 *
 * @param kind {@code user_name}, {@code group_name} or {@code service_principal_name}
 * @param level {@code CAN_VIEW}, {@code CAN_MANAGE_RUN}, {@code CAN_MANAGE} or {@code IS_OWNER}
 */
public record Grant(String kind, String principal, String level) {

    private static final List<String> KINDS = List.of("user_name", "group_name", "service_principal_name");
    private static final String GROUP = "group_name";
    private static final String OWNER = "IS_OWNER";
    private static final Pattern APPLICATION_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Grant INHERITED = new Grant(GROUP, "admins", "CAN_MANAGE");
    private static final Set<String> MANAGING = Set.of("CAN_MANAGE", OWNER);
    private static final Set<String> LEVELS = Set.of("CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", OWNER);

    /** The field that names this user or, told by its application id, service principal. */
    static String kindOf(String userName) {
        return APPLICATION_ID.matcher(userName).matches() ? "service_principal_name" : "user_name";
    }

    static Grant ownership(String userName) {
        return new Grant(kindOf(userName), userName, OWNER);
    }

    /**
     * Reads a request's list. The names of users and service principals are kept in lower case.
     *
     * @throws ApiError 400 when an entry does not name exactly one principal and a level that jobs have, or makes a
     *     group or a second principal the owner
     */
    static List<Grant> parse(JsonNode accessControlList) {
        List<Grant> grants = new ArrayList<>();
        for (JsonNode entry : accessControlList) {
            List<String> kinds = KINDS.stream().filter(entry::hasNonNull).toList();
            String level = entry.path("permission_level").asText("");
            if (kinds.size() != 1 || !LEVELS.contains(level)) {
                throw ApiError.invalidParameter(
                        "An access_control_list entry needs one principal and a permission_level of " + LEVELS);
            }
            grants.add(of(kinds.get(0), entry.path(kinds.get(0)).asText(), level));
        }
        List<Grant> owners = grants.stream().filter(Grant::owns).toList();
        if (owners.size() > 1) {
            throw ApiError.invalidParameter("The job must have exactly one owner.");
        }
        if (owners.stream().anyMatch(Grant::isForGroup)) {
            throw ApiError.invalidParameter("Groups can't own jobs.");
        }
        return grants;
    }

    private static Grant of(String kind, String principal, String level) {
        return new Grant(kind, kind.equals(GROUP) ? principal : principal.toLowerCase(Locale.ROOT), level);
    }

    /** What is granted on a new job: what was asked for, and to its creator to own it unless somebody else does. */
    static List<Grant> onCreate(List<Grant> asked, String creator) {
        if (asked.stream().anyMatch(Grant::owns)) {
            return asked;
        }
        Grant ownership = ownership(creator);
        List<Grant> grants = new ArrayList<>(asked.stream()
                .filter(grant -> !grant.isSamePrincipal(ownership))
                .toList());
        grants.add(ownership);
        return grants;
    }

    /**
     * Permissions API 2.0: an entry for each principal; its {@code all_permissions} holds what was granted here and what
     * comes from above.
     */
    static ArrayNode response(List<Grant> grants) {
        Map<String, ObjectNode> entries = new LinkedHashMap<>();
        grants.forEach(grant -> grant.addTo(entries).put("inherited", false));
        ObjectNode inherited = INHERITED.addTo(entries);
        inherited.put("inherited", true).putArray("inherited_from_object").add("/jobs/");
        return ApiJson.object().putArray("access_control_list").addAll(entries.values());
    }

    boolean owns() {
        return level.equals(OWNER);
    }

    boolean manages() {
        return MANAGING.contains(level);
    }

    boolean isFor(Caller caller) {
        return !kind.equals(GROUP) && principal.equals(caller.userName());
    }

    private boolean isForGroup() {
        return kind.equals(GROUP);
    }

    private boolean isSamePrincipal(Grant other) {
        return kind.equals(other.kind) && principal.equals(other.principal);
    }

    private ObjectNode addTo(Map<String, ObjectNode> entries) {
        ObjectNode entry = entries.computeIfAbsent(
                kind + " " + principal,
                key -> ApiJson.object().put(kind, principal).put("display_name", principal));
        return entry.withArray("/all_permissions").addObject().put("permission_level", level);
    }
}
