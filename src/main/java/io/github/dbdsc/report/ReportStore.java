package io.github.dbdsc.report;

import io.github.dbdsc.model.StoreException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Keeps the reports of runs, for people and dashboards. They are found by run id, see {@link RunIds}, and by day. */
public interface ReportStore {

    /**
     * Writes a report, whole or not at all, in the place of an earlier one of the same run.
     *
     * @param summary what {@link #list} tells of the run
     * @param json the report
     * @throws StoreException when it could not be written
     * @throws IllegalArgumentException when the summary's run id is none
     */
    void write(ReportSummary summary, byte[] json);

    /**
     * Reads a report.
     *
     * @return empty when there is none, also for what is no run id
     * @throws StoreException when it can't be read
     */
    Optional<String> read(String runId);

    /**
     * Lists runs, the newest first, by the summaries that they were written with. Reads no report, and looks only at as
     * many days as are needed.
     *
     * @param before only runs whose id comes before this one
     * @param limit no more than these
     * @throws StoreException when they can't be listed
     * @throws IllegalArgumentException when {@code before} is no run id
     */
    List<ReportSummary> list(Optional<String> before, int limit);

    /**
     * Deletes old reports, the oldest first.
     *
     * @param day only reports of days before this one (UTC)
     * @param limit no more than these
     * @return how many were deleted
     * @throws StoreException when one could not be deleted; others may have been
     */
    int deleteBefore(LocalDate day, int limit);
}
