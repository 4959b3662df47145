package io.github.dbdsc.plan;

import io.github.dbdsc.model.DesiredState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one run does, decided in full: carrying it out only writes.
 *
 * @param changes one for each job, in order of their keys
 * @param desired what the container asks for, with ids in place of names
 * @param safety which of the changes may be carried out
 * @param turns which jobs' permissions the run reads
 * @param unreadPermissions why permissions could not be read, by job, as messages for the user
 * @param strangers which jobs have our tags and are not ours, as messages for the user
 */
public record Plan(
        List<Change> changes,
        DesiredState desired,
        Safety safety,
        PermissionTurns turns,
        Map<Long, String> unreadPermissions,
        List<String> strangers) {

    public Plan {
        changes = List.copyOf(changes);
        unreadPermissions = Map.copyOf(unreadPermissions);
        strangers = List.copyOf(strangers);
    }

    /** Returns a fingerprint that is the same for plans that do the same. */
    public String fingerprint() {
        return Fingerprint.of(changes);
    }

    /** Reports whether safety lets the change be carried out. */
    public boolean allows(Change change) {
        return safety.allows(change);
    }

    /** Returns what to know besides the changes: strangers with our tags, and what is left for a later run. */
    public List<String> notes() {
        return Stream.concat(strangers.stream(), turns.note().stream()).toList();
    }
}
