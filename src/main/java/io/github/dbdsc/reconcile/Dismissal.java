package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.KeyTag;
import io.github.dbdsc.model.Ownership;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets the jobs of an installation go: forgets them, which takes our tags off, or destroys them. Which jobs these are, their
 * tags say; neither definitions nor a state are asked.
 */
public final class Dismissal {

    /**
     * A job of the installation.
     *
     * @param problem why it stays as it is, as a message for the user; null when it goes, or has gone
     */
    public record Dismissed(
            JobKey key, long jobId, String name, @Nullable String problem) {

        private Dismissed kept(String why) {
            return new Dismissed(key, jobId, name, why);
        }

        /** Reports whether the job goes, or has gone. */
        public boolean goes() {
            return problem == null;
        }
    }

    /**
     * All jobs of the installation, in order of their keys.
     *
     * @param holders how many tagged jobs each installation has, for a dismissal that finds none
     * @param done whether it was carried out
     */
    public record Plan(List<Dismissed> jobs, Map<String, Long> holders, boolean done) {

        /** Returns how many jobs go, or have gone. */
        public long going() {
            return jobs.stream().filter(Dismissed::goes).count();
        }
    }

    /** What there is to know about a job before it goes. */
    private record Found(ActualJob job, Dismissed dismissed) {}

    private final Workspace workspace;
    private final Installation owner;
    private final Set<JobKey> keys;

    /** @param keys the definitions whose jobs go; empty for all */
    public Dismissal(Workspace workspace, Installation owner, Set<JobKey> keys) {
        this.workspace = workspace;
        this.owner = owner;
        this.keys = Set.copyOf(keys);
    }

    /**
     * Finds the jobs that would be forgotten, and changes nothing.
     *
     * @throws io.github.dbdsc.apply.WorkspaceException when the jobs can't be listed
     */
    public Plan toForget() {
        List<ActualJob> all = workspace.list();
        return plan(all, found(all), false);
    }

    /**
     * Takes our tags off the jobs; everything else of them stays, and so do they.
     *
     * @return what was done, with a problem where the workspace refused it
     * @throws io.github.dbdsc.apply.WorkspaceException when the jobs can't be listed
     */
    public Plan forget() {
        List<ActualJob> all = workspace.list();
        return carriedOut(all, found(all), job -> workspace.tag(job.id(), withoutOurs(job)));
    }

    /**
     * Finds the jobs that would be deleted, and changes nothing. A protected job stays, and so does one that somebody else
     * made: a copy of a job carries its tags.
     *
     * @throws io.github.dbdsc.apply.WorkspaceException when the jobs can't be listed
     */
    public Plan toDestroy() {
        List<ActualJob> all = workspace.list();
        return plan(all, guarded(found(all)), false);
    }

    /**
     * Deletes the jobs that {@link #toDestroy} finds, if there are as many of them as somebody has confirmed; nothing
     * otherwise.
     *
     * @return what was done, with a problem where the workspace refused it
     * @throws io.github.dbdsc.apply.WorkspaceException when the jobs can't be listed
     */
    public Plan destroy(long confirmed) {
        List<ActualJob> all = workspace.list();
        List<Found> found = guarded(found(all));
        Plan plan = plan(all, found, false);
        return plan.going() == confirmed ? carriedOut(all, found, job -> workspace.delete(job.id())) : plan;
    }

    private List<Found> found(List<ActualJob> all) {
        return all.stream()
                .filter(this::isAsked)
                .map(job -> new Found(
                        job, new Dismissed(job.ownership().orElseThrow().key(), job.id(), job.name(), null)))
                .sorted(Comparator.comparing((Found found) -> found.dismissed().key())
                        .thenComparing(found -> found.job().id()))
                .toList();
    }

    private boolean isAsked(ActualJob job) {
        Optional<Ownership> tags =
                job.ownership().filter(ours -> ours.installation().equals(owner));
        return tags.isPresent()
                && (keys.isEmpty()
                        || keys.stream()
                                .anyMatch(key -> KeyTag.mayBeOf(
                                        job.settings().tag(Ownership.KEY_TAG).orElseThrow(), key)));
    }

    private List<Found> guarded(List<Found> found) {
        String us = workspace.ourName().orElse("");
        return found.stream()
                .map(one -> {
                    String why = whyKept(one.job(), us);
                    return why == null
                            ? one
                            : new Found(one.job(), one.dismissed().kept(why));
                })
                .toList();
    }

    private static @Nullable String whyKept(ActualJob job, String us) {
        if (Ownership.isProtected(job.settings())) {
            return "it stays, because it is protected; delete it by hand, or take its tag " + Ownership.PROTECT_TAG
                    + " away";
        }
        return job.creator().filter(us::equals).isPresent()
                ? null
                : "it stays, because " + job.creator().orElse("a user who is gone")
                        + " made it, and it may be a copy; delete it by hand, or forget it";
    }

    private static Map<String, String> withoutOurs(ActualJob job) {
        Map<String, String> tags = new TreeMap<>();
        job.settings().field("tags").ifPresent(all -> all.properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText())));
        tags.keySet()
                .removeAll(Set.of(Ownership.OWNER_TAG, Ownership.KEY_TAG, Ownership.SOURCE_TAG, Ownership.PROTECT_TAG));
        return tags;
    }

    private static Plan carriedOut(List<ActualJob> all, List<Found> found, Way way) {
        List<Found> done = new ArrayList<>();
        for (Found one : found) {
            done.add(one.dismissed().goes() ? after(one, way) : one);
        }
        return plan(all, done, true);
    }

    private static Found after(Found one, Way way) {
        try {
            way.take(one.job());
            return one;
        } catch (ExternalServiceException e) {
            return new Found(one.job(), one.dismissed().kept(e.getMessage()));
        }
    }

    private static Plan plan(List<ActualJob> all, List<Found> found, boolean done) {
        Map<String, Long> holders = new TreeMap<>();
        all.forEach(job -> job.ownership()
                .ifPresent(tags -> holders.merge(tags.installation().toString(), 1L, Long::sum)));
        return new Plan(found.stream().map(Found::dismissed).toList(), holders, done);
    }

    /** How a job goes. */
    private interface Way {
        void take(ActualJob job);
    }
}
