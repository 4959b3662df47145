package io.github.dbdsc.plan;

import io.github.dbdsc.model.DesiredState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one run does, decided in full: carrying it out only writes.
 *
 * @param changes one for each job, in order of their keys
 * @param desired what the container asks for, with ids in place of names
 * @param safety which of the changes may be carried out
 * @param turns which jobs' permissions the run reads
 * @param unreadPermissions why permissions could not be read, by job, as messages for the user
 * @param ids the ids that definitions may refer to
 * @param remarks what to know of jobs besides the changes, as messages for the user
 * @param counted the ids of the jobs whose delete has to be written down before it is carried out
 * @param remembered what to write down before any of this is carried out
 */
public record Plan(
        List<Change> changes,
        DesiredState desired,
        Safety safety,
        PermissionTurns turns,
        Map<Long, String> unreadPermissions,
        JobIds ids,
        List<String> remarks,
        Set<Long> counted,
        PruneRecord remembered) {

    public Plan {
        changes = List.copyOf(changes);
        unreadPermissions = Map.copyOf(unreadPermissions);
        remarks = List.copyOf(remarks);
        counted = Set.copyOf(counted);
    }

    /** Returns a fingerprint that is the same for plans that do the same. */
    public String fingerprint() {
        return Fingerprint.of(changes);
    }

    /** Reports whether safety lets the change be carried out. */
    public boolean allows(Change change) {
        return safety.allows(change);
    }

    /**
     * Returns what to know besides the changes: remarks on jobs, what is left for a later run, and permissions that can't
     * be changed.
     */
    public List<String> notes() {
        return Stream.of(
                        remarks.stream(),
                        turns.note().stream(),
                        turns.obstacles(changes).stream(),
                        safety.notes().stream())
                .flatMap(notes -> notes)
                .toList();
    }

    /** Returns this plan without the deletes that have to be written down first, because that failed. */
    public Plan puttingOffDeletes(String why) {
        Withheld deletes =
                new Withheld(why, "it could not be counted; a later run deletes it", counted, Set.of(), true);
        return new Plan(
                changes, desired, safety.and(deletes), turns, unreadPermissions, ids, remarks, Set.of(), remembered);
    }
}
