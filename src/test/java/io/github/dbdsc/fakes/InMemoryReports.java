package io.github.dbdsc.fakes;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.report.JobHistory;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps reports in memory, whatever their runs are called. */
public class InMemoryReports implements ReportStore {

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(ReportSummary summary, String json) {}

    /** Returns the texts as they were written, oldest first, also those that were replaced. */
    public List<String> texts() {
        return entries.stream().map(Entry::json).toList();
    }

    @Override
    public void write(ReportSummary summary, byte[] json, JobIndex jobs) {
        entries.add(new Entry(summary, new String(json, StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<String> read(String runId) {
        return entries.stream()
                .filter(entry -> entry.summary().runId().equals(runId))
                .reduce((first, last) -> last)
                .map(Entry::json);
    }

    @Override
    public List<ReportSummary> list(@Nullable String before, int limit) {
        Map<String, ReportSummary> latest = new LinkedHashMap<>();
        entries.forEach(entry -> latest.put(entry.summary().runId(), entry.summary()));
        return latest.values().stream()
                .filter(summary -> before == null || summary.runId().compareTo(before) < 0)
                .sorted(Comparator.comparing(ReportSummary::runId).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public JobHistory history(JobKey key, @Nullable String before, int limit) {
        return new JobHistory(List.of(), null);
    }

    @Override
    public int deleteBefore(LocalDate day, int limit) {
        return 0;
    }
}
