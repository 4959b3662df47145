package io.github.dbdsc.reconcile;

import io.github.dbdsc.definition.Containers;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The stores of one target in memory; its lock is always free. */
final class InMemoryStores implements StateStore, ReportStore {

    private final Map<String, String> files = new TreeMap<>();
    private final Map<JobKey, AppliedJob> state = new HashMap<>();
    private final List<String> reports = new ArrayList<>();

    InMemoryStores file(String path, String content) {
        files.put(path, content);
        return this;
    }

    InMemoryStores files(Map<String, String> contents) {
        files.putAll(contents);
        return this;
    }

    InMemoryStores remove(String path) {
        files.remove(path);
        return this;
    }

    InMemoryStores remembering(Map<JobKey, AppliedJob> jobs) {
        state.clear();
        state.putAll(jobs);
        return this;
    }

    Map<JobKey, AppliedJob> state() {
        return Map.copyOf(state);
    }

    /** The reports' texts, the oldest first. */
    List<String> reports() {
        return List.copyOf(reports);
    }

    Stores stores() {
        return new Stores(this::snapshot, () -> Optional.of(new FreeLease()), this, this);
    }

    Snapshot snapshot() {
        return Containers.of(files.entrySet().stream()
                .flatMap(file -> List.of(file.getKey(), file.getValue()).stream())
                .toArray(String[]::new));
    }

    @Override
    public Map<JobKey, AppliedJob> read(String target) {
        return state();
    }

    @Override
    public void write(String target, Map<JobKey, AppliedJob> jobs) {
        remembering(Map.copyOf(jobs));
    }

    @Override
    public void write(String path, String json) {
        reports.add(json);
    }

    private record FreeLease() implements RunLock.Lease {

        @Override
        public boolean held() {
            return true;
        }

        @Override
        public void close() {}
    }
}
