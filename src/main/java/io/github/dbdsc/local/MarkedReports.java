package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.report.JobHistory;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports that this process shares with a function app. Runs that wait or work are marked as those of this process: its
 * queue ends with it, and the app's does not.
 */
record MarkedReports(ReportStore reports, ServingProcess process) implements ReportStore {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public void write(ReportSummary summary, byte[] json, JobIndex jobs) {
        reports.write(summary, summary.status().isPending() ? marked(json) : json, jobs);
    }

    private byte[] marked(byte[] json) {
        try {
            ObjectNode entry = JSON.readValue(json, ObjectNode.class);
            process.addTo(entry);
            return JSON.writeValueAsBytes(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("an entry is always a JSON object", e);
        }
    }

    @Override
    public Optional<String> read(String runId) {
        return reports.read(runId);
    }

    @Override
    public List<ReportSummary> list(@Nullable String before, int limit) {
        return reports.list(before, limit);
    }

    @Override
    public JobHistory history(JobKey key, @Nullable String before, int limit) {
        return reports.history(key, before, limit);
    }

    @Override
    public int deleteBefore(LocalDate day, int limit) {
        return reports.deleteBefore(day, limit);
    }
}
