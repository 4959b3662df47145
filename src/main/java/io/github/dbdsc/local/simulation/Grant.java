package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A permission given on one job, an entry of its {@code access_control_list}.
 *
 * @param kind {@code user_name}, {@code group_name} or {@code service_principal_name}
 * @param level {@code CAN_VIEW}, {@code CAN_MANAGE_RUN}, {@code CAN_MANAGE} or {@code IS_OWNER}
 */
public record Grant(String kind, String principal, String level) {

    private static final List<String> KINDS = List.of("user_name", "group_name", "service_principal_name");
    private static final String OWNER = "IS_OWNER";
    private static final Set<String> MANAGING = Set.of("CAN_MANAGE", OWNER);
    private static final Set<String> LEVELS = Set.of("CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", OWNER);

    static Grant ownership(String userName) {
        return new Grant(Principal.kind(userName), userName, OWNER);
    }

    /** @throws ApiError 400 when an entry does not name exactly one principal and a level that jobs have */
    static List<Grant> parse(JsonNode accessControlList) {
        List<Grant> grants = new ArrayList<>();
        for (JsonNode entry : accessControlList) {
            List<String> kinds = KINDS.stream().filter(entry::hasNonNull).toList();
            String level = entry.path("permission_level").asText("");
            if (kinds.size() != 1 || !LEVELS.contains(level)) {
                throw ApiError.invalidParameter(
                        "An access_control_list entry needs one principal and a permission_level of " + LEVELS);
            }
            grants.add(new Grant(kinds.get(0), entry.path(kinds.get(0)).asText(), level));
        }
        return grants;
    }

    /** Permissions API 2.0: {@code all_permissions} holds what was granted here and what comes from above. */
    static ArrayNode response(List<Grant> grants) {
        ArrayNode entries = Json.object().putArray("access_control_list");
        grants.forEach(grant -> grant.addTo(entries).put("inherited", false));
        ObjectNode inherited = new Grant("group_name", "admins", "CAN_MANAGE").addTo(entries);
        inherited.put("inherited", true).putArray("inherited_from_object").add("/jobs/");
        return entries;
    }

    boolean owns() {
        return level.equals(OWNER);
    }

    boolean manages() {
        return MANAGING.contains(level);
    }

    boolean isFor(Caller caller) {
        return !kind.equals("group_name") && principal.equals(caller.userName());
    }

    private ObjectNode addTo(ArrayNode entries) {
        return entries.addObject()
                .put(kind, principal)
                .putArray("all_permissions")
                .addObject()
                .put("permission_level", level);
    }
}
