package io.github.dbdsc.plan;

import io.github.dbdsc.model.DesiredState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run is going to do, decided once and for all: carrying it out only writes.
 *
 * @param changes one for each job, in order of their keys
 * @param desired what the container asks for, ids in place of names
 * @param safety what of the changes may be carried out
 * @param turns whose permissions the run looked at
 * @param unreadPermissions why the permissions of jobs could not be read, by job, in the user's words
 */
public record Plan(
        List<Change> changes,
        DesiredState desired,
        Safety safety,
        PermissionTurns turns,
        Map<Long, String> unreadPermissions) {

    public Plan {
        changes = List.copyOf(changes);
        unreadPermissions = Map.copyOf(unreadPermissions);
    }

    /** Identifies what the plan does: the same for plans that do the same. */
    public String fingerprint() {
        return Fingerprint.of(changes);
    }

    /** Reports whether safety lets the change be carried out. */
    public boolean allows(Change change) {
        return safety.allows(change);
    }

    /** Names what the plan has to leave for a later run; empty when there is nothing. */
    public Optional<String> note() {
        return turns.note();
    }
}
