package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Listed;
import io.github.dbdsc.apply.TimeLeft;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.report.JobHistory;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The border of a process: each of its calls to the outside passes here, where a test may interfere. */
abstract class Border {

    /** Makes a call, or prevents it. */
    abstract <T> T cross(Supplier<T> effect);

    /** Makes a call that changes jobs, or prevents it. */
    <T> T write(Supplier<T> effect) {
        return cross(effect);
    }

    /** Releases a lease, or prevents that. */
    void leave(RunLock.Lease lease) {
        lease.close();
    }

    private void cross(Runnable effect) {
        cross(() -> {
            effect.run();
            return true;
        });
    }

    /** Returns the stores as the process sees them. */
    final Stores of(Stores stores) {
        DefinitionStore definitions = () -> cross(stores.definitions()::read);
        RunLock lock = () -> cross(() -> stores.lock().tryAcquire().map(this::leaseOf));
        StateStore state = new StateStore() {
            @Override
            public Optional<StoredState> read(String path) {
                return cross(() -> stores.state().read(path));
            }

            @Override
            public boolean write(String path, byte[] content, @Nullable String replaces) {
                return cross(() -> stores.state().write(path, content, replaces));
            }
        };
        return new Stores(definitions, lock, state, of(stores.reports()));
    }

    private ReportStore of(ReportStore reports) {
        return new ReportStore() {
            @Override
            public void write(ReportSummary summary, byte[] json, JobIndex jobs) {
                cross(() -> reports.write(summary, json, jobs));
            }

            @Override
            public Optional<String> read(String runId) {
                return cross(() -> reports.read(runId));
            }

            @Override
            public List<ReportSummary> list(@Nullable String before, int limit) {
                return cross(() -> reports.list(before, limit));
            }

            @Override
            public JobHistory history(JobKey key, @Nullable String before, int limit) {
                return cross(() -> reports.history(key, before, limit));
            }

            @Override
            public int deleteBefore(LocalDate day, int limit) {
                return cross(() -> reports.deleteBefore(day, limit));
            }
        };
    }

    private RunLock.Lease leaseOf(RunLock.Lease lease) {
        return new RunLock.Lease() {
            @Override
            public boolean held() {
                return lease.held();
            }

            @Override
            public Optional<Instant> since() {
                return lease.since();
            }

            @Override
            public void close() {
                leave(lease);
            }
        };
    }

    /** Returns the workspace as the process sees it. */
    final Workspace of(Workspace workspace) {
        return new Workspace() {
            @Override
            public Workspace callingWhile(TimeLeft time) {
                return Border.this.of(workspace.callingWhile(time));
            }

            @Override
            public Workspace writingWhile(BooleanSupplier mayWrite) {
                return Border.this.of(workspace.writingWhile(mayWrite));
            }

            @Override
            public Listed list(Wanted wanted, IntConsumer seen) {
                return cross(() -> workspace.list(wanted, seen));
            }

            @Override
            public int forEach(Wanted wanted, Consumer<ActualJob> action) {
                return cross(() -> workspace.forEach(wanted, action));
            }

            @Override
            public List<ActualJob> named(String name) {
                return cross(() -> workspace.named(name));
            }

            @Override
            public Optional<ActualJob> get(long jobId) {
                return cross(() -> workspace.get(jobId));
            }

            @Override
            public Map<String, List<String>> idsByName(NamedKind kind) {
                return cross(() -> workspace.idsByName(kind));
            }

            @Override
            public GrantedAccess permissions(long jobId) {
                return cross(() -> workspace.permissions(jobId));
            }

            @Override
            public GrantedAccess grant(long jobId, AccessControl permissions) {
                return write(() -> workspace.grant(jobId, permissions));
            }

            @Override
            public boolean hasRuns(long jobId) {
                return cross(() -> workspace.hasRuns(jobId));
            }

            @Override
            public void pause(long jobId, JobSettings settings) {
                write(() -> {
                    workspace.pause(jobId, settings);
                    return jobId;
                });
            }

            @Override
            public void tag(long jobId, Map<String, String> tags) {
                write(() -> {
                    workspace.tag(jobId, tags);
                    return jobId;
                });
            }

            @Override
            public boolean hasActiveRuns(long jobId) {
                return cross(() -> workspace.hasActiveRuns(jobId));
            }

            @Override
            public long create(JobSettings settings) {
                return write(() -> workspace.create(settings));
            }

            @Override
            public void reset(long jobId, JobSettings settings) {
                var unused = write(() -> {
                    workspace.reset(jobId, settings);
                    return true;
                });
            }

            @Override
            public void delete(long jobId) {
                var unused = write(() -> {
                    workspace.delete(jobId);
                    return true;
                });
            }

            @Override
            public long calls() {
                return workspace.calls();
            }
        };
    }
}
