package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Ownership;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The jobs of a listing that matter to whoever asks for it. Only these are completed where the listing has them in part,
 * and only of these is it told when they can't be read: somebody else's job must cost no call and stop no run.
 *
 * @param tagged whether every job matters that carries our tags, whoever the owner is
 * @param names the display names of jobs that matter
 * @param ids the ids of jobs that matter
 * @param others which jobs matter besides
 */
public record Wanted(boolean tagged, Set<String> names, Set<Long> ids, Predicate<ActualJob> others) {

    /** No job matters more than another: all are shown as the listing has them. */
    public static final Wanted NONE = new Wanted(false, Set.of(), Set.of(), job -> false);

    public Wanted {
        names = Set.copyOf(names);
        ids = Set.copyOf(ids);
    }

    /** Returns the jobs that carry our tags, and those of these names and ids. */
    public static Wanted tagged(Set<String> names, Set<Long> ids) {
        return new Wanted(true, names, ids, job -> false);
    }

    /** Returns the jobs of these ids. */
    public static Wanted of(Set<Long> ids) {
        return new Wanted(false, Set.of(), ids, job -> false);
    }

    /** Returns the jobs that meet a condition, which may rest on name, creator, tags and id. */
    public static Wanted where(Predicate<ActualJob> condition) {
        return new Wanted(false, Set.of(), Set.of(), condition);
    }

    /** Reports whether the job matters. */
    public boolean has(ActualJob job) {
        return ids.contains(job.id())
                || names.contains(job.name())
                || others.test(job)
                || (tagged && job.settings().tag(Ownership.OWNER_TAG).isPresent());
    }
}
