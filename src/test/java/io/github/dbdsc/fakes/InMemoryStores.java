package io.github.dbdsc.fakes;

import io.github.dbdsc.definition.Containers;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.state.DamagedStateException;
import io.github.dbdsc.state.StateDocument;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stores of one target in memory; its lock is always free. */
public final class InMemoryStores implements StateStore {

    private static final String STATE = ".json";
    private static final String PRUNE = ".prune.json";

    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, Commit> commits = new TreeMap<>();
    private final Map<String, StoredState> states = new TreeMap<>();
    private final InMemoryReports reports = new InMemoryReports();
    private Optional<String> policy = Optional.empty();
    private Optional<Clock> leaseClock = Optional.empty();

    /** Takes the record of deletes away, as a release without one leaves the stores. */
    public InMemoryStores withoutPruneRecord() {
        states.remove(PRUNE);
        return this;
    }

    public InMemoryStores file(String path, String content) {
        files.put(path, content);
        return this;
    }

    public InMemoryStores files(Map<String, String> contents) {
        files.putAll(contents);
        return this;
    }

    /** Puts a policy in place; null takes it away. */
    public InMemoryStores policy(@Nullable String content) {
        policy = Optional.ofNullable(content);
        return this;
    }

    /** Says which commit a file comes from. */
    public InMemoryStores uploadedFrom(Commit commit, String path) {
        commits.put(path, commit);
        return this;
    }

    public InMemoryStores remove(String path) {
        files.remove(path);
        return this;
    }

    /** Puts a state in place as a run leaves it that deleted nothing. */
    public InMemoryStores withState(Map<JobKey, AppliedJob> jobs) {
        keep(STATE, StateDocument.write(jobs));
        keep(PRUNE, "{\"version\":1,\"orphans\":{}}".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Map<JobKey, AppliedJob> state() {
        try {
            StoredState state = states.get(STATE);
            return state == null ? Map.of() : StateDocument.read(state.content());
        } catch (DamagedStateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the reports' texts, oldest first. */
    public List<String> reports() {
        return reports.texts();
    }

    public ReportStore reportStore() {
        return reports;
    }

    public Stores stores() {
        return new Stores(
                this::snapshot, () -> Optional.of(new FreeLease(leaseClock.map(Clock::instant))), this, reports);
    }

    public Snapshot snapshot() {
        Snapshot snapshot = Containers.of(files.entrySet().stream()
                .flatMap(file -> List.of(file.getKey(), file.getValue()).stream())
                .toArray(String[]::new));
        return Snapshot.of(
                        snapshot.files().values().stream()
                                .map(file -> file.from(commits.get(file.path())))
                                .toList(),
                        snapshot.misnamed())
                .under(policy.map(Containers::policy));
    }

    @Override
    public Optional<StoredState> read(String path) {
        return Optional.ofNullable(states.get(kind(path)));
    }

    @Override
    public boolean write(String path, byte[] content, @Nullable String replaces) {
        if (!Objects.equals(read(path).map(StoredState::version).orElse(null), replaces)) {
            return false;
        }
        keep(kind(path), content);
        return true;
    }

    /** Sets the clock by which leases are timed from now on. */
    public InMemoryStores lockedAt(Clock clock) {
        leaseClock = Optional.of(clock);
        return this;
    }

    /** Returns the kind of a document, whatever its target is called. */
    private static String kind(String path) {
        if (!path.endsWith(STATE) || path.startsWith("/")) {
            return path; // a damaged document that was put aside, or one for others
        }
        return Stream.of(".jobs.json", ".coverage.json", ".creating.json", ".holds.json", ".unmanaged.json", PRUNE)
                .filter(path::endsWith)
                .findFirst()
                .orElse(STATE);
    }

    private void keep(String kind, byte[] content) {
        states.put(kind, new StoredState(content, Sha256.hex(content)));
    }

    private record FreeLease(Optional<Instant> since) implements RunLock.Lease {

        @Override
        public boolean held() {
            return true;
        }

        @Override
        public void close() {}
    }
}
