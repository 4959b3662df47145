package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The jobs by id. Every method is atomic. */
final class JobTable {

    private final NavigableMap<Long, StoredJob> jobs = new TreeMap<>();
    private final Ids ids = new Ids();
    private final InstantSource clock;
    private final int capacity;

    JobTable(InstantSource clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** @throws ApiError 400 QUOTA_EXCEEDED when the workspace holds as many jobs as it may */
    synchronized StoredJob add(String creator, ObjectNode settings, List<Grant> grants) {
        if (jobs.size() >= capacity) {
            throw new ApiError(
                    400, "QUOTA_EXCEEDED", "The number of saved jobs in this workspace has reached " + capacity + ".");
        }
        StoredJob job = new StoredJob(ids.next(), creator, clock.instant(), settings, grants, 0, 1);
        jobs.put(job.id(), job);
        return job;
    }

    synchronized Optional<StoredJob> find(long id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** Empty when there is no such job. */
    synchronized Optional<StoredJob> change(long id, UnaryOperator<StoredJob> change) {
        return Optional.ofNullable(jobs.computeIfPresent(id, (key, job) -> change.apply(job)));
    }

    synchronized void changeAll(UnaryOperator<StoredJob> change) {
        jobs.replaceAll((id, job) -> change.apply(job));
    }

    /** Whether there was such a job. */
    synchronized boolean remove(long id) {
        return jobs.remove(id) != null;
    }

    synchronized List<StoredJob> all() {
        return List.copyOf(jobs.values());
    }

    /** The jobs with the highest ids below the given one, in descending order, up to {@code count} of them. */
    synchronized List<StoredJob> below(long id, int count, Predicate<StoredJob> wanted) {
        List<StoredJob> page = new ArrayList<>();
        for (StoredJob job : jobs.headMap(id, false).descendingMap().values()) {
            if (page.size() == count) {
                break;
            }
            if (wanted.test(job)) {
                page.add(job);
            }
        }
        return page;
    }

    /**
     * Hands out job ids. Jobs API 2.2: ids are int64. Every other one is an odd number above 2^53, which a double can't
     * hold, so that a client that reads ids as doubles addresses a job that does not exist.
     */
    private static final class Ids {

        private static final long FIRST_SMALL = 100_001;
        private static final long FIRST_LARGE = (1L << 53) + 1;

        private long issued;

        long next() {
            long n = issued++;
            return n % 2 == 0 ? FIRST_SMALL + 37 * n : FIRST_LARGE + 2 * 37 * n;
        }
    }
}
