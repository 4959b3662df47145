package io.github.dbdsc.reconcile;

import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.report.JobHistory;
import io.github.dbdsc.report.JobIndex;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Stores that fail at random, as stores on blobs do: 503 and 404 of a container as {@link StoreException}, 412 as a
 * write that does not happen, a lease that is taken, refused or lost; and calls that take time.
 *
 * @param real the stores behind them
 * @param share the share of calls that fail, from 0 to 1
 * @param clock the clock of the machine that uses them
 */
record UnreliableStores(Stores real, RandomGenerator random, double share, WorldTime time, Clock clock) {

    private static final Duration LEASE = ExpiringLock.LEASE;

    Stores stores() {
        DefinitionStore definitions = () -> attempt(real.definitions()::read);
        return new Stores(definitions, this::lease, state(), reports());
    }

    private boolean strikes() {
        return random.nextDouble() < share;
    }

    private <T> T attempt(Supplier<T> effect) {
        return attempt(effect, random, share, time);
    }

    /** Makes a call to storage, which fails with this probability. */
    static <T> T attempt(Supplier<T> effect, RandomGenerator random, double share, WorldTime time) {
        if (random.nextDouble() >= share) {
            return effect.get();
        }
        switch (random.nextInt(4)) {
            case 0 -> throw new StoreException("Can't reach storage: HTTP 503 ServerBusy. Try again later.");
            case 1 -> throw new StoreException("Can't reach storage: HTTP 404 ContainerNotFound. Create it.");
            case 2 -> {
                var unused = effect.get();
                throw new StoreException("Can't reach storage: it could not be reached. Try again later.");
            }
            default -> {
                time.pass(Duration.ofSeconds(random.nextInt(1, 90)));
                return effect.get();
            }
        }
    }

    private StateStore state() {
        return new StateStore() {
            @Override
            public Optional<StoredState> read(String path) {
                return attempt(() -> real.state().read(path));
            }

            @Override
            public boolean write(String path, byte[] content, @Nullable String replaces) {
                boolean overtaken = strikes() && random.nextBoolean();
                return !overtaken && attempt(() -> real.state().write(path, content, replaces));
            }
        };
    }

    private ReportStore reports() {
        return new ReportStore() {
            @Override
            public void write(ReportSummary summary, byte[] json, JobIndex jobs) {
                var unused = attempt(() -> {
                    real.reports().write(summary, json, jobs);
                    return true;
                });
            }

            @Override
            public Optional<String> read(String runId) {
                return attempt(() -> real.reports().read(runId));
            }

            @Override
            public List<ReportSummary> list(@Nullable String before, int limit) {
                return attempt(() -> real.reports().list(before, limit));
            }

            @Override
            public JobHistory history(JobKey key, @Nullable String before, int limit) {
                return attempt(() -> real.reports().history(key, before, limit));
            }

            @Override
            public int deleteBefore(LocalDate day, int limit) {
                return attempt(() -> real.reports().deleteBefore(day, limit));
            }
        };
    }

    private Optional<RunLock.Lease> lease() {
        boolean taken = strikes() && random.nextBoolean();
        return taken ? Optional.empty() : attempt(() -> real.lock().tryAcquire().map(this::seenByProcess));
    }

    /**
     * Returns a lease whose age the process measures by its own clock, and whose loss it learns of from a refused
     * renewal.
     */
    private RunLock.Lease seenByProcess(RunLock.Lease lease) {
        Instant end = clock.instant().plus(LEASE);
        Instant since = time.now();
        return new RunLock.Lease() {
            private boolean lost;

            @Override
            public boolean held() {
                lost |= !clock.instant().isBefore(end) || (strikes() && random.nextInt(4) == 0);
                return !lost;
            }

            @Override
            public Optional<Instant> since() {
                return Optional.of(since);
            }

            @Override
            public void close() {
                if (!strikes()) {
                    lease.close();
                }
            }
        };
    }
}
