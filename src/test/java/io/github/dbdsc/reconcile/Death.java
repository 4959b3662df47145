package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.NamedKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Kills a process at one of its calls to the outside: whatever it calls from then on has no effect any more, as when it
 * is gone.
 */
final class Death {

    /** Ends a pass as no failure does that a program provides for. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1;
    }

    private final int call;
    private final boolean afterEffect;
    private int calls;
    private boolean dead;

    private Death(int call, boolean afterEffect) {
        this.call = call;
        this.afterEffect = afterEffect;
    }

    /** At the n-th call, from 1; before or after it has its effect. */
    static Death at(int call, boolean afterEffect) {
        return new Death(call, afterEffect);
    }

    /** Never, but calls are counted. */
    static Death never() {
        return new Death(0, false);
    }

    int calls() {
        return calls;
    }

    private <T> T survive(Supplier<T> effect) {
        if (dead) {
            throw new Killed();
        }
        calls++;
        if (calls != call) {
            return effect.get();
        }
        if (afterEffect) {
            var unused = effect.get(); // nobody hears the answer
        }
        dead = true;
        throw new Killed();
    }

    private void survive(Runnable effect) {
        survive(() -> {
            effect.run();
            return true;
        });
    }

    /** The stores as the process sees them. */
    Stores of(Stores stores) {
        DefinitionStore definitions = () -> survive(stores.definitions()::read);
        RunLock lock = () -> survive(() -> stores.lock().tryAcquire().map(this::leaseOf));
        StateStore state = new StateStore() {
            @Override
            public Optional<StoredState> read(String path) {
                return survive(() -> stores.state().read(path));
            }

            @Override
            public boolean write(String path, byte[] content, Optional<String> replaces) {
                return survive(() -> stores.state().write(path, content, replaces));
            }
        };
        return new Stores(definitions, lock, state, of(stores.reports()));
    }

    private ReportStore of(ReportStore reports) {
        return new ReportStore() {
            @Override
            public void write(ReportSummary summary, String json) {
                survive(() -> reports.write(summary, json));
            }

            @Override
            public Optional<String> read(String runId) {
                return survive(() -> reports.read(runId));
            }

            @Override
            public List<ReportSummary> list(Optional<String> before, int limit) {
                return survive(() -> reports.list(before, limit));
            }

            @Override
            public int deleteBefore(LocalDate day, int limit) {
                return survive(() -> reports.deleteBefore(day, limit));
            }
        };
    }

    /** The dead give nothing back. */
    private RunLock.Lease leaseOf(RunLock.Lease lease) {
        return new RunLock.Lease() {
            @Override
            public boolean held() {
                return lease.held();
            }

            @Override
            public void close() {
                if (!dead) {
                    lease.close();
                }
            }
        };
    }

    /** The workspace as the process sees it. */
    Workspace of(Workspace workspace) {
        return new Workspace() {
            @Override
            public List<ActualJob> list() {
                return survive(workspace::list);
            }

            @Override
            public List<ActualJob> named(String name) {
                return survive(() -> workspace.named(name));
            }

            @Override
            public Optional<ActualJob> get(long jobId) {
                return survive(() -> workspace.get(jobId));
            }

            @Override
            public Map<String, List<String>> idsByName(NamedKind kind) {
                return survive(() -> workspace.idsByName(kind));
            }

            @Override
            public AccessControl permissions(long jobId) {
                return survive(() -> workspace.permissions(jobId));
            }

            @Override
            public AccessControl grant(long jobId, AccessControl permissions) {
                return survive(() -> workspace.grant(jobId, permissions));
            }

            @Override
            public boolean hasActiveRuns(long jobId) {
                return survive(() -> workspace.hasActiveRuns(jobId));
            }

            @Override
            public long create(JobSettings settings) {
                return survive(() -> workspace.create(settings));
            }

            @Override
            public void reset(long jobId, JobSettings settings) {
                survive(() -> workspace.reset(jobId, settings));
            }

            @Override
            public void delete(long jobId) {
                survive(() -> workspace.delete(jobId));
            }

            @Override
            public long calls() {
                return workspace.calls();
            }
        };
    }
}
