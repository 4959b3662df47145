package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who may do what with a job, without what is inherited from the workspace.
 *
 * @param levels the permission level of each principal: {@code CAN_VIEW}, {@code CAN_MANAGE_RUN}, {@code CAN_MANAGE} or
 *     {@code IS_OWNER} as far as is known
 */
public record AccessControl(Map<Principal, String> levels) {

    /** The field of a job's settings that holds it. Jobs API 2.2: create takes it, reset and get do not. */
    public static final String FIELD = "access_control_list";

    /** The field of an entry that says what its principal may do. */
    public static final String LEVEL = "permission_level";

    /** Permissions API 2.0: exactly one user or service principal has this level, never a group. */
    public static final String OWNER = "IS_OWNER";

    /** The highest level below that of the owner. */
    public static final String MANAGER = "CAN_MANAGE";

    /** Nobody may do anything. */
    public static final AccessControl NONE = new AccessControl(Map.of());

    public AccessControl {
        levels = Collections.unmodifiableMap(new TreeMap<>(levels));
    }

    /** What settings ask for; nothing where they have no list. Entries that name no principal or no level are passed over. */
    public static AccessControl in(JobSettings settings) {
        if (settings.field(FIELD).isEmpty()) {
            return NONE;
        }
        Map<Principal, String> levels = new TreeMap<>();
        settings.field(FIELD)
                .ifPresent(list -> list.forEach(
                        entry -> Optional.ofNullable(entry.path(LEVEL).textValue())
                                .ifPresent(level ->
                                        Principal.namedIn(entry).forEach(principal -> levels.put(principal, level)))));
        return new AccessControl(levels);
    }

    public boolean isEmpty() {
        return levels.isEmpty();
    }

    /** What the principal may do, if anything. */
    public Optional<String> level(Principal principal) {
        return Optional.ofNullable(levels.get(principal));
    }

    /** These and the others; whom both name has the level that these say. */
    public AccessControl and(AccessControl others) {
        Map<Principal, String> all = new TreeMap<>(others.levels);
        all.putAll(levels);
        return new AccessControl(all);
    }

    /** Whether the principal is the owner. */
    public boolean isOwner(Principal principal) {
        return OWNER.equals(levels.get(principal));
    }

    /** Whether anybody is the owner. */
    public boolean hasOwner() {
        return levels.containsValue(OWNER);
    }

    /** The entries as calls and definitions have them, ordered by principal. */
    public JsonNode list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        levels.forEach((principal, level) ->
                list.addObject().put(principal.kind().field(), principal.name()).put(LEVEL, level));
        return list;
    }
}
