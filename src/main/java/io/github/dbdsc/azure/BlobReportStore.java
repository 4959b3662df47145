package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.report.HistorySearch;
import io.github.dbdsc.report.JobHistory;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.ReportDays;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.report.RunIds;
import io.github.dbdsc.state.StoredState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reports in blobs {@code reports/yyyy/MM/dd/<run id>.json} of the state container. Their summaries and indexes are
 * metadata of the blobs, which listings include; an index of many jobs has a blob {@code <run id>.jobs} beside. A list takes a call for the years, one for the months of a year, one for the days of
 * a month and one for the reports of a day. The folders are remembered for some seconds, so that another list takes one.
 */
public final class BlobReportStore implements ReportStore {

    private static final String SUMMARY = "summary";
    private static final String JOBS = "jobs";
    private static final String REPORT = ".json";
    private static final String ENTRIES = ".jobs";

    private final StateContainer container;
    private final String folder;
    private final ReportDays days;
    private final RecentFolders recent;
    private final ReportDays recentDays;
    private final HistorySearch history;
    private volatile String lastWritten = "";

    /** Keeps the reports of a target without a name. */
    public BlobReportStore(BlobContainerClient container) {
        this(container, "", Clock.systemUTC());
    }

    /**
     * @param container the state container; created by the first write when it is missing
     * @param target the name of the target whose reports they are, below {@code targets/<name>/}; {@code ""} where it has none
     */
    public BlobReportStore(BlobContainerClient container, String target) {
        this(container, target, Clock.systemUTC());
    }

    BlobReportStore(BlobContainerClient container, Clock clock) {
        this(container, "", clock);
    }

    private BlobReportStore(BlobContainerClient container, String target, Clock clock) {
        this.container = new StateContainer(container);
        this.folder = Target.home(target) + "reports/";
        this.days = new ReportDays(this::folders);
        this.recent = new RecentFolders(this::folders, clock);
        this.recentDays = new ReportDays(recent::of);
        this.history = new HistorySearch(recentDays, this::indexed, this::entries);
    }

    private List<String> folders(String below) {
        return container.folders(folder + below).stream()
                .map(name -> name.substring(folder.length()))
                .toList();
    }

    @Override
    public void write(ReportSummary summary, byte[] json, JobIndex jobs) {
        String path = RunIds.path(summary.runId());
        jobs.entries().ifPresent(entries -> container.writeJson(besides(folder + path), entries, Map.of()));
        container.writeJson(
                folder + path,
                json,
                jobs.isEmpty() ? Map.of(SUMMARY, summary.line()) : Map.of(SUMMARY, summary.line(), JOBS, jobs.line()));
        String day = path.substring(0, path.lastIndexOf('/'));
        if (!day.equals(lastWritten)) {
            recent.forget();
            lastWritten = day;
        }
    }

    private static String besides(String report) {
        return report.substring(0, report.length() - REPORT.length()) + ENTRIES;
    }

    @Override
    public Optional<String> read(String runId) {
        return RunIds.isRunId(runId)
                ? container
                        .read(folder + RunIds.path(runId))
                        .map(report -> new String(report.content(), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    @Override
    public List<ReportSummary> list(@Nullable String before, int limit) {
        List<ReportSummary> found = new ArrayList<>();
        String end = before == null ? null : RunIds.path(before);
        recentDays.newestFirst(end, day -> {
            SortedMap<String, Map<String, String>> all = container.metadata(folder + day);
            new TreeMap<>(end == null ? all : all.headMap(folder + end))
                    .descendingMap()
                    .values()
                    .forEach(metadata -> summary(metadata).ifPresent(found::add));
            return found.size() < limit;
        });
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    @Override
    public JobHistory history(JobKey key, @Nullable String before, int limit) {
        return history.page(key, before, limit);
    }

    private List<HistorySearch.Indexed> indexed(String month) {
        List<HistorySearch.Indexed> runs = new ArrayList<>();
        container.metadata(folder + month).forEach((name, metadata) -> {
            String jobs = metadata.get(JOBS);
            String summary = metadata.get(SUMMARY);
            String runId = name.substring(name.lastIndexOf('/') + 1).replace(REPORT, "");
            if (jobs != null && summary != null && RunIds.isRunId(runId)) {
                runs.add(new HistorySearch.Indexed(runId, summary, jobs));
            }
        });
        return runs;
    }

    private Optional<byte[]> entries(String runId) {
        return container.read(besides(folder + RunIds.path(runId))).map(StoredState::content);
    }

    private static Optional<ReportSummary> summary(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(SUMMARY)).flatMap(ReportSummary::ofLine);
    }

    @Override
    public int deleteBefore(LocalDate day, int limit) {
        AtomicInteger deleted = new AtomicInteger();
        days.oldestFirst(day.toString().replace('-', '/') + "/", old -> {
            for (String name : container.metadata(folder + old).keySet()) {
                if (deleted.get() == limit) {
                    return false;
                }
                container.delete(name);
                deleted.incrementAndGet();
            }
            return true;
        });
        return deleted.get();
    }

    /** Remembers for some seconds what is in folders. */
    private static final class RecentFolders {

        private static final Duration GOOD_FOR = Duration.ofSeconds(10);

        private final Function<String, List<String>> listing;
        private final Clock clock;
        private final Map<String, Listed> remembered = new ConcurrentHashMap<>();

        private record Listed(List<String> names, Instant until) {}

        RecentFolders(Function<String, List<String>> listing, Clock clock) {
            this.listing = listing;
            this.clock = clock;
        }

        /** Returns what is in a folder, or was a few seconds ago. */
        List<String> of(String folder) {
            Instant now = clock.instant();
            Listed known = remembered.get(folder);
            if (known != null && now.isBefore(known.until())) {
                return known.names();
            }
            List<String> names = listing.apply(folder);
            remembered.put(folder, new Listed(names, now.plus(GOOD_FOR)));
            return names;
        }

        /** Forgets everything, so that each folder is listed anew. */
        void forget() {
            remembered.clear();
        }
    }
}
