package io.github.dbdsc.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs somebody holds.
 *
 * @param all holds every job; null while nobody does
 * @param jobs hold single jobs, by the keys of their definitions, which may be gone
 */
public record Holds(@Nullable Hold all, SortedMap<JobKey, Hold> jobs) {
    public static final Holds NONE = new Holds(null, Collections.emptySortedMap());

    public Holds {
        jobs = Collections.unmodifiableSortedMap(new TreeMap<>(jobs));
    }

    /** Returns holds of every job, since nobody knows which are held. */
    public static Holds unknown(String why) {
        return new Holds(Hold.ofFault(why), Collections.emptySortedMap());
    }

    /** Returns those that have not ended. */
    public Holds at(Instant now) {
        SortedMap<JobKey, Hold> left = new TreeMap<>(jobs);
        left.values().removeIf(hold -> hold.isOver(now));
        return new Holds(all == null || all.isOver(now) ? null : all, left);
    }

    /** Returns the hold of one job alone. */
    public Optional<Hold> of(JobKey key) {
        return Optional.ofNullable(jobs.get(key));
    }

    public boolean isEmpty() {
        return all == null && jobs.isEmpty();
    }

    /** Reports whether a job is held here that is not held there. */
    public boolean addTo(Holds others) {
        boolean addsAll = all != null && others.all == null;
        return addsAll || (others.all == null && !others.jobs.keySet().containsAll(jobs.keySet()));
    }

    /**
     * Returns these and another one.
     *
     * @param key the job; null for all
     */
    public Holds with(@Nullable JobKey key, Hold hold) {
        if (key == null) {
            return new Holds(hold, jobs);
        }
        SortedMap<JobKey, Hold> more = new TreeMap<>(jobs);
        more.put(key, hold);
        return new Holds(all, more);
    }

    /**
     * Returns these without one.
     *
     * @param key the job; null for that of all, which leaves those of single jobs
     */
    public Holds without(@Nullable JobKey key) {
        if (key == null) {
            return new Holds(null, jobs);
        }
        SortedMap<JobKey, Hold> left = new TreeMap<>(jobs);
        left.remove(key);
        return new Holds(all, left);
    }
}
