package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Ownership;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a workspace that are nobody's: they have no owner's tag, and no definition of ours means them.
 *
 * @param count how many there are
 * @param jobs the newest of them, at most {@link #MOST}, in the order of their ids
 */
public record UnmanagedJobs(int count, List<Job> jobs) {

    /** A workspace may have more of them than anybody looks through, or a document should hold. */
    public static final int MOST = 1_000;

    /** Longer names and creators are cut: the workspace takes names of 4,096 characters. */
    static final int LONGEST = 200;

    private static final Comparator<Job> NEWEST_FIRST = Comparator.comparing(
                    Job::created, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Job::id, Comparator.reverseOrder());

    public UnmanagedJobs {
        jobs = List.copyOf(jobs);
    }

    /**
     * One of them.
     *
     * @param creator who made it; empty once that user is deleted
     * @param created when it was made; null where the workspace does not say
     */
    public record Job(
            long id,
            String name,
            Optional<String> creator,
            @Nullable Instant created) {

        static Job of(ActualJob job) {
            return new Job(job.id(), cut(job.name()), job.creator().map(Job::cut), job.created());
        }

        private static String cut(String text) {
            return text.codePointCount(0, text.length()) <= LONGEST
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
        }
    }

    /**
     * Finds them among all jobs of the workspace. A job that can't be read may have an owner, so it is none of them. Nor is
     * one that a definition may mean and that is refused: its refusal tells of it.
     */
    static UnmanagedJobs among(List<ActualJob> all, Matching matching) {
        Set<Long> meant = meant(matching);
        List<ActualJob> nobodys = all.stream()
                .filter(ActualJob::isReadable)
                .filter(job -> job.settings().tag(Ownership.OWNER_TAG).isEmpty())
                .filter(job -> !meant.contains(job.id()))
                .toList();
        return new UnmanagedJobs(
                nobodys.size(),
                nobodys.stream()
                        .map(Job::of)
                        .sorted(NEWEST_FIRST)
                        .limit(MOST)
                        .sorted(Comparator.comparing(Job::id))
                        .toList());
    }

    /** Returns the jobs that definitions mean, or may mean; those of definitions with an error by what the state holds. */
    private static Set<Long> meant(Matching matching) {
        Set<Long> meant = new HashSet<>();
        for (Matching.Pair pair : matching.pairs()) {
            pair.match().found().ifPresent(job -> meant.add(job.id()));
            if (pair.match() instanceof Match.Conflict conflict) {
                conflict.jobs().forEach(job -> meant.add(job.id()));
            }
        }
        matching.defined().forEach(key -> matching.state().under(key).ifPresent(applied -> meant.add(applied.jobId())));
        return meant;
    }
}
