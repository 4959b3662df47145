package io.github.dbdsc.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a job's history.
 *
 * @param entries newest first; a run has two where it had to do with two jobs of this key
 * @param before goes on with runs before this id; null when there are no more
 */
public record JobHistory(List<Entry> entries, @Nullable String before) {

    public JobHistory {
        entries = List.copyOf(entries);
    }

    /** What one run did with the job. */
    public record Entry(ReportSummary run, JobInRun job) {}
}
