package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.sync.SyncWorker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** An installation in a {@link ChaosWorld}: its storage and queue, which may fail, and the processes that use them. */
final class ChaosInstallation {

    final ChaosWorld world;
    final InMemoryStores stores = new InMemoryStores();
    final UnreliableQueue queue;

    private final RandomGenerator random;
    private final Optional<String> source;
    private final RunPolicy policy;
    private final ExpiringLock lock;

    /** @param source its setting {@code SOURCE}; empty for one that has none */
    ChaosInstallation(ChaosWorld world, Optional<String> source, RandomGenerator random) {
        this.world = world;
        this.random = random;
        this.source = source;
        this.queue = new UnreliableQueue(random, world.time);
        this.lock = new ExpiringLock(world.time.ofServices());
        int[] limits = {100, 50, 20};
        this.policy = new RunPolicy(random.nextInt(3) > 0, limits[random.nextInt(limits.length)], Duration.ZERO);
    }

    Optional<String> source() {
        return source;
    }

    RunPolicy policy() {
        return policy;
    }

    boolean prunes() {
        return policy.prune();
    }

    /** Returns the clock of some machine. */
    private Clock clock() {
        boolean wrong = world.share() > 0 && random.nextInt(4) == 0;
        return world.time.ofMachine(Duration.ofMinutes(wrong ? random.nextInt(-90, 90) : 0));
    }

    private Stores reached(Clock clock) {
        return new UnreliableStores(
                        new Stores(stores::snapshot, lock, stores, stores.reportStore()),
                        random,
                        world.share(),
                        world.time,
                        clock)
                .stores();
    }

    /** Returns the reconciler of a process that may fail at each of its calls. */
    private Reconciler process(Border... borders) {
        Clock clock = clock();
        Workspace client = world.client();
        Stores seen = reached(clock);
        for (Border border : borders) {
            client = border.of(client);
            seen = border.of(seen);
        }
        OwnershipPolicy us = new OwnershipPolicy("us", Optional.of(Passes.ROBOT.userName()), OnNameTaken.REFUSE);
        return Passes.of(source.map(us::from).orElse(us), policy)
                .at(clock, world.time::pass)
                .reconciler(client, seen);
    }

    /** Returns the reconciler of a process that never fails by itself. */
    Reconciler process() {
        return process(new Border[0]);
    }

    /** Returns the reconciler of a process that may die, or stand still for so long that others take over. */
    Reconciler doomed(Supplier<Optional<Death>> death, Runnable others) {
        Border frozen = new Frozen(random.nextInt(3) == 0 ? random.nextInt(1, 60) : 0, others);
        return death.get().map(dying -> process(frozen, dying)).orElseGet(() -> process(frozen));
    }

    /**
     * Stands still at one of its calls, for longer than any lease lasts, while others work, and then goes on. Before a
     * write that is where it waits for its turn: after the run has asked whether it still may, and before the client asks.
     */
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
            if (calls == call) {
                world.time.pass(ExpiringLock.LEASE.plusSeconds(1));
                others.run();
            }
            return effect.get();
        }
    }

    /** Returns how many jobs carry our tags, whoever made them: no window counts more. */
    int tagged() {
        return (int) world.workspace.jobs().all().stream()
                .filter(job -> job.tag("dsc-owner").equals(Optional.of("us"))
                        && job.tag("dsc-source").equals(source))
                .count();
    }

    SyncWorker worker(Reconciler reconciler) {
        Clock clock = clock();
        return new SyncWorker(reconciler, queue, reached(clock).reports(), () -> "20261122T120000Z-00000a", clock);
    }

    List<String> reports() {
        return stores.reports();
    }
}
