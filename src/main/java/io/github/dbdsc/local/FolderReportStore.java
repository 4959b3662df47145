package io.github.dbdsc.local;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.report.HistorySearch;
import io.github.dbdsc.report.JobHistory;
import io.github.dbdsc.report.JobIndex;
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

/**
 * Reports in {@code <root>/.dsc/reports/yyyy/MM/dd/<run id>.json}. Beside a report are its summary, with the index in a
 * second line, and the entries of an index of many jobs.
 */
public final class FolderReportStore implements ReportStore {

    private static final String REPORT = ".json";
    private static final String SUMMARY = ".summary";
    private static final String ENTRIES = ".jobs";

    private final FolderPrivateFiles files;
    private final String folder;
    private final ReportDays days;
    private final HistorySearch history;

    /** Keeps the reports of a target without a name. */
    public FolderReportStore(Path root) {
        this(root, "");
    }

    /** @param target the name of the target whose reports they are; {@code ""} where it has none */
    public FolderReportStore(Path root, String target) {
        this.files = new FolderPrivateFiles(root);
        this.folder = Target.home(target) + "reports/";
        this.days = new ReportDays(this::folders);
        this.history = new HistorySearch(days, this::indexed, this::entries);
    }

    private List<String> folders(String below) {
        return files.names(folder + below).stream()
                .map(name -> below + name + "/")
                .toList();
    }

    @Override
    public void write(ReportSummary summary, byte[] json, JobIndex jobs) {
        String report = folder + RunIds.path(summary.runId());
        files.write(report, json);
        jobs.entries().ifPresent(entries -> files.write(besides(report, ENTRIES), entries));
        String lines = jobs.isEmpty() ? summary.line() : summary.line() + "\n" + jobs.line();
        files.write(besides(report, SUMMARY), lines.getBytes(StandardCharsets.UTF_8));
    }

    private static String besides(String report, String ending) {
        return report.substring(0, report.length() - REPORT.length()) + ending;
    }

    @Override
    public Optional<String> read(String runId) {
        return RunIds.isRunId(runId) ? text(folder + RunIds.path(runId)) : Optional.empty();
    }

    @Override
    public List<ReportSummary> list(@Nullable String before, int limit) {
        List<ReportSummary> found = new ArrayList<>();
        days.newestFirst(before == null ? null : RunIds.path(before), day -> {
            files.names(folder + day).stream()
                    .filter(name -> name.endsWith(SUMMARY))
                    .filter(name -> before == null || name.compareTo(before) < 0)
                    .sorted(Comparator.reverseOrder())
                    .limit(limit - found.size())
                    .forEach(name -> text(folder + day + name)
                            .flatMap(text -> text.lines().findFirst())
                            .flatMap(ReportSummary::ofLine)
                            .ifPresent(found::add));
            return found.size() < limit;
        });
        return List.copyOf(found);
    }

    @Override
    public JobHistory history(JobKey key, @Nullable String before, int limit) {
        return history.page(key, before, limit);
    }

    private List<HistorySearch.Indexed> indexed(String month) {
        List<HistorySearch.Indexed> runs = new ArrayList<>();
        for (String day : files.names(folder + month)) {
            for (String name : files.names(folder + month + day)) {
                if (name.endsWith(SUMMARY)) {
                    List<String> lines = text(folder + month + day + "/" + name).stream()
                            .flatMap(String::lines)
                            .toList();
                    String runId = name.substring(0, name.length() - SUMMARY.length());
                    if (lines.size() > 1 && RunIds.isRunId(runId)) {
                        runs.add(new HistorySearch.Indexed(runId, lines.get(0), lines.get(1)));
                    }
                }
            }
        }
        return runs;
    }

    private Optional<byte[]> entries(String runId) {
        return files.read(besides(folder + RunIds.path(runId), ENTRIES));
    }

    private Optional<String> text(String path) {
        return files.read(path).map(content -> new String(content, StandardCharsets.UTF_8));
    }

    @Override
    public int deleteBefore(LocalDate day, int limit) {
        AtomicInteger deleted = new AtomicInteger();
        days.oldestFirst(day.toString().replace('-', '/') + "/", old -> {
            for (String name : files.names(folder + old)) {
                if (!name.endsWith(REPORT)) {
                    continue;
                }
                if (deleted.get() == limit) {
                    return false;
                }
                files.delete(besides(folder + old + name, SUMMARY));
                files.delete(besides(folder + old + name, ENTRIES));
                files.delete(folder + old + name);
                deleted.incrementAndGet();
            }
            return true;
        });
        return deleted.get();
    }
}
