package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the Permissions API 2.0's answers to GET and PUT: {@code access_control_list[]}, each entry with a principal
 * and {@code all_permissions[]}. Inherited permissions are left out, since a job's definition does not set them.
 */
final class PermissionsAnswer {

    /** From lowest to highest; each includes those before it. */
    private static final List<String> LEVELS =
            List.of("CAN_VIEW", "CAN_MANAGE_RUN", AccessControl.MANAGER, AccessControl.OWNER);

    private PermissionsAnswer() {}

    /**
     * Reads the answer of a call.
     *
     * @throws WorkspaceException when it can't be understood: that must never be taken for "nothing is granted", since a
     *     later PUT would then remove permissions
     */
    static AccessControl read(WorkspaceCall call, JsonNode answer) {
        Map<Principal, String> levels = new TreeMap<>();
        for (JsonNode entry : list(call, answer, AccessControl.FIELD)) {
            List<Principal> principals = Principal.namedIn(entry);
            for (JsonNode permission : list(call, entry, "all_permissions")) {
                String level = permission.path(AccessControl.LEVEL).asText("");
                if (principals.size() != 1 || level.isEmpty()) {
                    throw call.malformed("has permissions that are not understood");
                }
                if (!permission.path("inherited").asBoolean()) {
                    levels.merge(principals.get(0), level, PermissionsAnswer::higher);
                }
            }
        }
        return new AccessControl(levels);
    }

    private static JsonNode list(WorkspaceCall call, JsonNode owner, String field) {
        JsonNode list = owner.path(field);
        if (!list.isArray()) {
            throw call.malformed("has permissions that are not understood");
        }
        return list;
    }

    private static String higher(String one, String other) {
        return LEVELS.indexOf(one) < LEVELS.indexOf(other) ? other : one;
    }
}
