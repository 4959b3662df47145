package io.github.dbdsc.local;

import io.github.dbdsc.report.ReportDays;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.report.RunIds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Reports in {@code <root>/.dsc/reports/yyyy/MM/dd/<run id>.json}, their summaries beside them. */
public final class FolderReportStore implements ReportStore {

    private static final String FOLDER = "reports/";
    private static final String REPORT = ".json";
    private static final String SUMMARY = ".summary";

    private final FolderPrivateFiles files;
    private final ReportDays days;

    public FolderReportStore(Path root) {
        this.files = new FolderPrivateFiles(root);
        this.days = new ReportDays(this::folders);
    }

    private List<String> folders(String folder) {
        return files.names(FOLDER + folder).stream()
                .map(name -> folder + name + "/")
                .toList();
    }

    @Override
    public void write(ReportSummary summary, byte[] json) {
        String report = FOLDER + RunIds.path(summary.runId());
        files.write(report, json);
        files.write(besides(report), summary.line().getBytes(StandardCharsets.UTF_8));
    }

    private static String besides(String report) {
        return report.substring(0, report.length() - REPORT.length()) + SUMMARY;
    }

    @Override
    public Optional<String> read(String runId) {
        return RunIds.isRunId(runId) ? text(FOLDER + RunIds.path(runId)) : Optional.empty();
    }

    @Override
    public List<ReportSummary> list(@Nullable String before, int limit) {
        List<ReportSummary> found = new ArrayList<>();
        days.newestFirst(before == null ? null : RunIds.path(before), day -> {
            files.names(FOLDER + day).stream()
                    .filter(name -> name.endsWith(SUMMARY))
                    .filter(name -> before == null || name.compareTo(before) < 0)
                    .sorted(Comparator.reverseOrder())
                    .limit(limit - found.size())
                    .forEach(name -> text(FOLDER + day + name)
                            .flatMap(ReportSummary::ofLine)
                            .ifPresent(found::add));
            return found.size() < limit;
        });
        return List.copyOf(found);
    }

    private Optional<String> text(String path) {
        return files.read(path).map(content -> new String(content, StandardCharsets.UTF_8));
    }

    @Override
    public int deleteBefore(LocalDate day, int limit) {
        AtomicInteger deleted = new AtomicInteger();
        days.oldestFirst(day.toString().replace('-', '/') + "/", folder -> {
            for (String name : files.names(FOLDER + folder)) {
                if (!name.endsWith(REPORT)) {
                    continue;
                }
                if (deleted.get() == limit) {
                    return false;
                }
                files.delete(besides(FOLDER + folder + name));
                files.delete(FOLDER + folder + name);
                deleted.incrementAndGet();
            }
            return true;
        });
        return deleted.get();
    }
}
