package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Permissions API 2.0's answers to GET and PUT: {@code access_control_list[]}, each entry with a principal
 * and {@code all_permissions[]}, each with a level and whether it is inherited. An entry that can't be understood leaves
 * the others, and is told apart from one that is not there: PUT replaces the whole list, and would take it away. What is
 * inherited stays whatever is put.
 */
final class PermissionsAnswer {

    private final Map<Principal, String> own = new TreeMap<>();
    private final Map<Principal, String> inherited = new TreeMap<>();
    private @Nullable String unclear;

    private PermissionsAnswer() {}

    /**
     * Reads the answer of a call.
     *
     * @throws WorkspaceException when it has no list: that must never be taken for "nothing is granted", since a later
     *     PUT would then remove permissions
     */
    static GrantedAccess read(WorkspaceCall call, JsonNode answer) {
        JsonNode list = answer.path(AccessControl.FIELD);
        if (!list.isArray()) {
            throw call.malformed("has no list of permissions");
        }
        PermissionsAnswer read = new PermissionsAnswer();
        list.forEach(read::entry);
        return new GrantedAccess(
                new AccessControl(read.own), new AccessControl(read.inherited), Optional.ofNullable(read.unclear));
    }

    private void entry(JsonNode entry) {
        List<Principal> principals = Principal.namedIn(entry);
        JsonNode permissions = entry.path("all_permissions");
        if (!permissions.isArray()) {
            unclear = "an entry without all_permissions";
            return;
        }
        for (JsonNode permission : permissions) {
            JsonNode level = permission.path(AccessControl.LEVEL);
            boolean fromAbove = permission.path("inherited").asBoolean();
            if (principals.size() == 1 && level.isTextual()) {
                keep(fromAbove ? inherited : own, principals.get(0), level.textValue());
            } else if (!fromAbove) {
                unclear = principals.size() == 1
                        ? "an entry of " + principals.get(0) + " without a level"
                        : "an entry " + (principals.isEmpty() ? "without a principal" : "with several principals");
            }
        }
    }

    /** Keeps the highest level. A level that is not known is kept as it is, and then goes with the list that is put. */
    private void keep(Map<Principal, String> levels, Principal principal, String level) {
        String other = levels.putIfAbsent(principal, level);
        if (other == null || other.equals(level)) {
            return;
        }
        if (AccessControl.isKnown(level) && AccessControl.isKnown(other)) {
            levels.put(principal, AccessControl.includes(level, other) ? level : other);
        } else if (levels == own) {
            unclear = "an entry of " + principal + " with the levels " + other + " and " + level;
        }
    }
}
