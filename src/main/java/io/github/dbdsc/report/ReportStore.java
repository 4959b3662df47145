package io.github.dbdsc.report;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the reports of runs, for people and dashboards. They are found by run id, see {@link RunIds}, and by day. */
public interface ReportStore {

    /**
     * Writes a report, whole or not at all. Replaces an earlier one of the same run.
     *
     * @param summary what {@link #list} returns for the run
     * @param json the report
     * @param jobs by which {@link #history} finds the run
     * @throws StoreException when it could not be written
     * @throws IllegalArgumentException when the summary's run id is malformed
     */
    void write(ReportSummary summary, byte[] json, JobIndex jobs);

    /** Does the same for a run that has to do with no job yet. */
    default void write(ReportSummary summary, byte[] json) {
        write(summary, json, JobIndex.EMPTY);
    }

    /**
     * Reads a report.
     *
     * @return empty when there is none, or the run id is malformed
     * @throws StoreException when it can't be read
     */
    Optional<String> read(String runId);

    /**
     * Lists the summaries of runs, newest first. Reads no report, and looks at no more days than needed.
     *
     * @param before lists only runs whose id sorts before this one; null for all
     * @param limit lists at most this many
     * @throws StoreException when they can't be listed
     * @throws IllegalArgumentException when {@code before} is not a run id
     */
    List<ReportSummary> list(@Nullable String before, int limit);

    /**
     * Lists the runs that had to do with a job, newest first, from the indexes of the runs. Reads no report.
     *
     * @param before lists only runs whose id sorts before this one; null for all
     * @param limit lists at most this many; fewer, perhaps none, where it would take too long to find them, and then more
     *     may follow
     * @throws StoreException when they can't be listed
     * @throws IllegalArgumentException when {@code before} is not a run id
     */
    JobHistory history(JobKey key, @Nullable String before, int limit);

    /**
     * Deletes old reports, oldest first.
     *
     * @param day deletes only reports of days before this one (UTC)
     * @param limit deletes at most this many
     * @return how many were deleted
     * @throws StoreException when one could not be deleted; others may be gone by then
     */
    int deleteBefore(LocalDate day, int limit);
}
