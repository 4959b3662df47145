package io.github.dbdsc.plan;

import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one run does, decided in full: carrying it out only writes.
 *
 * @param changes one for each job, in order of their keys
 * @param fingerprint the same for plans that do the same; where only people apply plans, of what they may approve
 * @param desired what the container asks for, with ids in place of names
 * @param safety which of the changes may be carried out
 * @param turns which jobs' permissions the run reads
 * @param unreadPermissions why permissions could not be read, by job, as messages for the user
 * @param ids the ids that definitions may refer to
 * @param remarks what to know of jobs besides the changes, as messages for the user
 * @param counted the ids of the jobs whose delete has to be written down before it is carried out
 * @param remembered what to write down before any of this is carried out
 * @param unmanaged the jobs of the workspace that are nobody's; null where not all jobs were listed. No part of the
 *     fingerprint
 */
public record Plan(
        List<Change> changes,
        String fingerprint,
        DesiredState desired,
        Safety safety,
        PermissionTurns turns,
        Map<Long, String> unreadPermissions,
        JobIds ids,
        List<String> remarks,
        Set<Long> counted,
        PruneRecord remembered,
        @Nullable UnmanagedJobs unmanaged) {

    public Plan {
        changes = List.copyOf(changes);
        unreadPermissions = Map.copyOf(unreadPermissions);
        remarks = List.copyOf(remarks);
        counted = Set.copyOf(counted);
    }

    /** Reports whether safety lets the change be carried out, and nothing holds it. */
    public boolean allows(Change change) {
        return !change.isHeld() && safety.allows(change);
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
        return without(
                new Withheld(
                        why,
                        "it could not be counted; a later run deletes it",
                        counted,
                        Set.of(),
                        Withheld.Until.NEXT_RUN),
                Set.of());
    }

    /**
     * Returns this plan without everything that it writes.
     *
     * @param why as a message for the user
     */
    public Plan puttingOffEverything(String why) {
        Set<Long> deletes = new HashSet<>();
        Set<JobKey> writes = new HashSet<>();
        for (Change change : changes) {
            if (change.action() == Action.DELETE) {
                change.jobId().ifPresent(deletes::add);
            } else if (change.action().writes()) {
                writes.add(change.key());
            }
        }
        return deletes.isEmpty() && writes.isEmpty()
                ? this
                : without(new Withheld(why, why, deletes, writes, Withheld.Until.NEXT_RUN), counted);
    }

    /**
     * Returns this plan without its creates and what needs their ids, because nobody can tell which jobs there should be:
     * a listing may not show all of them, and what earlier runs made is not known.
     *
     * @param because what is not known, as the beginning of a sentence
     */
    public Plan puttingOffCreates(String because) {
        Set<JobKey> created = changes.stream()
                .filter(change -> change.action() == Action.CREATE)
                .map(Change::key)
                .collect(Collectors.toSet());
        return created.isEmpty()
                ? this
                : without(
                        new Withheld(
                                because + ", so this run makes no job: one that an earlier run made may be there though"
                                        + " the workspace does not list it; the next run makes it if it is not",
                                because + ", so no job is made, and nothing is written that needs its id; the next run"
                                        + " does it",
                                Set.of(),
                                Withheld.withThoseThatNeed(created, changes),
                                Withheld.Until.CERTAINTY),
                        counted);
    }

    private Plan without(Withheld more, Set<Long> nowCounted) {
        return new Plan(
                changes,
                fingerprint,
                desired,
                safety.and(more),
                turns,
                unreadPermissions,
                ids,
                remarks,
                nowCounted,
                remembered,
                unmanaged);
    }
}
