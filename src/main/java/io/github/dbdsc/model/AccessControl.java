package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is given what with a job. What the workspace shows is {@link GrantedAccess}.
 *
 * @param levels the permission level of each principal; the known ones are {@code CAN_VIEW}, {@code CAN_MANAGE_RUN},
 *     {@code CAN_MANAGE} and {@code IS_OWNER}
 */
public record AccessControl(Map<Principal, String> levels) {

    /** The field of a job's settings that holds it. Jobs API 2.2: jobs/create takes it, jobs/reset and jobs/get do not. */
    public static final String FIELD = "access_control_list";

    /** The field of an entry that says what its principal may do. */
    public static final String LEVEL = "permission_level";

    /** Permissions API 2.0: exactly one user or service principal has this level, never a group. */
    public static final String OWNER = "IS_OWNER";

    /** The highest level below that of the owner. */
    public static final String MANAGER = "CAN_MANAGE";

    /** From lowest to highest; each includes those before it. */
    private static final List<String> ORDER = List.of("CAN_VIEW", "CAN_MANAGE_RUN", MANAGER, OWNER);

    /** No permissions for anybody. */
    public static final AccessControl NONE = new AccessControl(Map.of());

    public AccessControl {
        levels = Collections.unmodifiableMap(new TreeMap<>(levels));
    }

    /** Returns what settings ask for; {@link #NONE} when they have no list. Skips entries without a principal or a level. */
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

    /** Reports whether it is known how the level compares with others. */
    public static boolean isKnown(String level) {
        return ORDER.contains(level);
    }

    /** Reports whether whoever has a level may do everything that another level allows. False where one is not known. */
    public static boolean includes(String level, String other) {
        return isKnown(level) && isKnown(other) && ORDER.indexOf(level) >= ORDER.indexOf(other);
    }

    /** Returns what the principal may do, if anything. */
    public Optional<String> level(Principal principal) {
        return Optional.ofNullable(levels.get(principal));
    }

    /** Returns these levels and the others. A principal in both has the level that it has here. */
    public AccessControl and(AccessControl others) {
        Map<Principal, String> all = new TreeMap<>(others.levels);
        all.putAll(levels);
        return new AccessControl(all);
    }

    /** Returns whether the principal is the owner. */
    public boolean isOwner(Principal principal) {
        return OWNER.equals(levels.get(principal));
    }

    /** Returns whether anybody is the owner. */
    public boolean hasOwner() {
        return levels.containsValue(OWNER);
    }

    /** Returns the entries as calls and definitions have them, ordered by principal. */
    public JsonNode list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        levels.forEach((principal, level) ->
                list.addObject().put(principal.kind().field(), principal.name()).put(LEVEL, level));
        return list;
    }
}
