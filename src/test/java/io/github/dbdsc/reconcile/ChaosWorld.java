package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.Login;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Quirk;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.sync.SyncWorker;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A workspace behind real HTTP, storage and a queue, all of which may fail, and the processes that use them. */
final class ChaosWorld implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Shared by all worlds: starting a server for each would take longer than its runs. */
    private static final WorldTime TIME = new WorldTime();

    private static final SimulatedWorkspace WORKSPACE = SimulatedWorkspace.start(
            SimulationOptions.defaults().withClock(TIME.ofServices()).withPause(TIME::pass));

    final SimulatedWorkspace workspace = WORKSPACE;
    final InMemoryStores stores = new InMemoryStores();
    final WorldTime time = TIME;
    final UnreliableQueue queue;

    private final RandomGenerator random;
    private final RunPolicy policy;
    private final ExpiringLock lock = new ExpiringLock(time.ofServices());
    private int tokens;
    private double share;

    ChaosWorld(RandomGenerator random) {
        this.random = random;
        this.policy = new RunPolicy(random.nextInt(3) > 0, 100, Duration.ZERO);
        this.queue = new UnreliableQueue(random, time);
        workspace.faults().clear();
        workspace.jobs().all().forEach(job -> workspace.jobs().delete(job.id()));
        workspace.setQuirks(random.nextInt(3) == 0 ? new Quirk[] {Quirk.UNKNOWN_FIELDS} : new Quirk[0]);
        nextToken();
    }

    boolean prunes() {
        return policy.prune();
    }

    /** Sets the share of calls that fail from now on. */
    void failing(double newShare) {
        share = newShare;
        queue.failing(newShare);
        workspace.faults().clear();
        if (newShare > 0) {
            workspace
                    .faults()
                    .atRandom(
                            random.nextLong(),
                            newShare,
                            Fault.throttled(Duration.ofSeconds(3)),
                            Fault.internalError(),
                            Fault.internalError().afterEffect(),
                            Fault.unavailable(),
                            Fault.answerLost(),
                            Fault.answerCutShort(),
                            Fault.connectionDropped(),
                            Fault.htmlPage(502),
                            Fault.htmlPage(200),
                            Fault.wrongTypes(),
                            Fault.emptyAnswer(200),
                            Fault.emptyAnswer(204),
                            Fault.bare(404),
                            Fault.bare(302),
                            Fault.slowAnswer(Duration.ofSeconds(40)),
                            Fault.refused(401, "UNAUTHENTICATED"));
        }
    }

    private String token() {
        return ForUsers.SECRET + tokens;
    }

    /** Replaces the token; the old one is no longer accepted. */
    private void nextToken() {
        workspace.expire(token());
        tokens++;
        workspace.accept(Caller.admin(token(), Passes.ROBOT.userName()));
    }

    private final class Rotated implements Login {

        @Override
        public String token() {
            return ChaosWorld.this.token();
        }

        @Override
        public void refused(String token) {
            if (random.nextInt(4) > 0) { // else no other token is available
                nextToken();
            }
        }
    }

    private Workspace client() {
        return new DatabricksWorkspace(workspace.uri(), new Rotated(), HTTP, RetryPolicy.DEFAULT, pause -> {});
    }

    private Stores reached() {
        return new UnreliableStores(
                        new Stores(stores::snapshot, lock, stores, stores.reportStore()), random, share, time)
                .stores();
    }

    private Reconciler reconciler(Workspace client, Stores seen) {
        return Passes.with(policy).at(time.ofProcess(), time::pass).reconciler(client, seen);
    }

    /** Returns the reconciler of a process that may fail at each of its calls. */
    private Reconciler process(Border... borders) {
        Workspace client = client();
        Stores seen = reached();
        for (Border border : borders) {
            client = border.of(client);
            seen = border.of(seen);
        }
        return reconciler(client, seen);
    }

    /** Returns the reconciler of a process that never fails. */
    Reconciler process() {
        return process(new Border[0]);
    }

    /** Returns the reconciler of a process that may die, or stall for so long that others take over. */
    Reconciler doomed(Supplier<Optional<Death>> death, Runnable others) {
        Border frozen = new Frozen(random.nextInt(1, 60), others);
        return death.get().map(dying -> process(frozen, dying)).orElseGet(() -> process(frozen));
    }

    /** Stalls at one of its calls, for longer than any lease lasts, while others work. */
    private final class Frozen extends Border {

        private final int call;
        private final Runnable others;
        private int calls;

        private Frozen(int call, Runnable others) {
            this.call = call;
            this.others = others;
        }

        @Override
        <T> T cross(Supplier<T> effect) {
            calls++;
            if (calls == call && random.nextInt(3) == 0) {
                time.pass(ExpiringLock.LEASE.plusSeconds(1));
                others.run();
            }
            return effect.get();
        }

        /**
         * Never stalls between the last check of the lease and the write: that can't be noticed, and creates have no
         * idempotency token.
         */
        @Override
        <T> T write(Supplier<T> effect) {
            return effect.get();
        }
    }

    SyncWorker worker(Reconciler reconciler) {
        return new SyncWorker(
                reconciler, queue, reached().reports(), () -> "20261122T120000Z-00000a", time.ofProcess());
    }

    List<String> reports() {
        return stores.reports();
    }

    @Override
    public void close() {
        failing(0);
        time.clockIsWrongBy(Duration.ZERO);
    }
}
