package io.github.dbdsc.report;

import io.github.dbdsc.model.JobKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds a job's history in a store by the indexes of its runs, a month at a time: most runs have nothing to do with a job,
 * and one listing shows a month of them. Ends a page early rather than looking at very many months or files.
 */
public final class HistorySearch {

    private static final int MOST_MONTHS = 12;
    static final int MOST_FILES = 25;

    private final ReportDays days;
    private final Function<String, List<Indexed>> runs;
    private final Function<String, Optional<byte[]>> file;

    /**
     * A run with an index.
     *
     * @param runId the run's id
     * @param summary as {@link ReportSummary#line} writes it
     * @param jobs as {@link JobIndex#line} writes it
     */
    public record Indexed(String runId, String summary, String jobs) {}

    /**
     * @param days visits the folders of the store
     * @param runs lists the runs in a month's folder that have an index, in any order
     * @param file reads what {@link JobIndex#entries} wrote for a run of this id
     */
    public HistorySearch(
            ReportDays days, Function<String, List<Indexed>> runs, Function<String, Optional<byte[]>> file) {
        this.days = days;
        this.runs = runs;
        this.file = file;
    }

    /** Returns a page, see {@link ReportStore#history}. */
    public JobHistory page(JobKey key, @Nullable String before, int limit) {
        Page page = new Page(key, limit);
        days.monthsNewestFirst(
                before == null ? null : RunIds.path(before),
                month -> page.beginsWith(month)
                        && runs.apply(month).stream()
                                .filter(run -> before == null || run.runId().compareTo(before) < 0)
                                .sorted(Comparator.comparing(Indexed::runId).reversed())
                                .allMatch(page::takes));
        return new JobHistory(page.entries, page.next);
    }

    /** A page as far as it is filled. Its methods answer whether to go on. */
    private final class Page {

        private final JobKey key;
        private final int limit;
        private final List<JobHistory.Entry> entries = new ArrayList<>();
        private @Nullable String next;
        private String passed = "";
        private int found;
        private int months;
        private int files;

        Page(JobKey key, int limit) {
            this.key = key;
            this.limit = limit;
        }

        boolean beginsWith(String month) {
            months++;
            return months <= MOST_MONTHS || endsBefore(RunIds.endOf(month));
        }

        boolean takes(Indexed run) {
            Optional<List<JobInRun>> known = JobIndex.look(run.jobs(), key);
            if (known.isEmpty()) {
                if (found == limit || files == MOST_FILES) {
                    return endsBefore(passed);
                }
                files++;
            }
            List<JobInRun> jobs = known.orElseGet(() ->
                    file.apply(run.runId()).map(all -> JobIndex.in(all, key)).orElse(List.of()));
            Optional<ReportSummary> summary = jobs.isEmpty() ? Optional.empty() : ReportSummary.ofLine(run.summary());
            if (summary.isPresent()) {
                if (found == limit) {
                    return endsBefore(passed);
                }
                jobs.forEach(job -> entries.add(new JobHistory.Entry(summary.get(), job)));
                found++;
            }
            passed = run.runId();
            return true;
        }

        private boolean endsBefore(String runId) {
            next = runId;
            return false;
        }
    }
}
