package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportText;
import io.github.dbdsc.sync.SyncRequestJson.MalformedRequestException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Everything fails at once: workspace, storage and queue, clocks and processes, while people edit. Whatever happens, no
 * job is duplicated, no foreign job is touched, and no job is deleted that must not be; and once nothing fails any
 * more, two runs repair everything.
 *
 * <p>The build plays a few rounds; {@code mvn test -Dtest=ChaosTest -Dchaos.rounds=2000} plays more, and {@code
 * -Dchaos.seed=4711 -Dchaos.rounds=4} replays the world that a failure names.
 */
class ChaosTest {

    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 60);
    private static final long FIRST_SEED = Long.getLong("chaos.seed", 0);
    private static final int ROUNDS_OF_A_WORLD = 4;

    /** Only a request that is retried without end needs more. */
    private static final int MOST_DELIVERIES = 200;

    @Test
    void whatever_fails_nothing_is_duplicated_lost_or_touched_and_two_runs_repair_it() {
        for (int round = 0; round < ROUNDS; round += ROUNDS_OF_A_WORLD) {
            long seed = FIRST_SEED + round / ROUNDS_OF_A_WORLD;
            try (World world = new World(new SplittableRandom(seed))) {
                world.play(Math.min(ROUNDS_OF_A_WORLD, ROUNDS - round));
            } catch (Throwable e) { // any failure counts
                throw new AssertionError(
                        "seed " + seed + "; to repeat it: -Dchaos.seed=" + seed + " -Dchaos.rounds=" + ROUNDS_OF_A_WORLD
                                + "; " + e,
                        e);
            }
        }
    }

    private static final class World implements AutoCloseable {

        private final RandomGenerator random;
        private final ChaosWorld world;
        private final RandomEdits edits;
        private final List<String> foreign;

        World(RandomGenerator random) {
            this.random = random;
            this.world = new ChaosWorld(random);
            this.edits = new RandomEdits(world, random);
            this.foreign = foreign();
        }

        void play(int rounds) throws MalformedRequestException {
            for (int round = 0; round < rounds; round++) {
                world.failing(0.02 + 0.25 * random.nextDouble());
                for (int i = random.nextInt(1, 5); i > 0; i--) {
                    for (int edit = random.nextInt(3); edit > 0; edit--) {
                        edits.edit();
                        ask(SyncRequest.CHANGES.as("20261122T120000Z-00000b").because("jobs/x.json landed"));
                    }
                    world.time.clockIsWrongBy(Duration.ofMinutes(random.nextInt(4) == 0 ? random.nextInt(-90, 90) : 0));
                    Map<Long, StoredJob> before = owned();
                    work();
                    assertNothingLost(before);
                    assertNothingDoubled();
                    assertThat(foreign()).isEqualTo(foreign);
                }
                recover();
                assertAtRest();
            }
        }

        private void ask(SyncRequest request) {
            try {
                world.queue.send(request, Duration.ofSeconds(3));
            } catch (StoreException e) {
                // the trigger's host tries again; here the next edit does
            }
        }

        /** Makes a run, by hand or for a message, in a process that may fail. */
        private void work() throws MalformedRequestException {
            Reconciler process = world.doomed(this::death, this::others);
            try {
                if (random.nextBoolean() && !world.queue.isEmpty()) {
                    world.queue.deliver((request, queuedAt) -> {
                        var unused = world.worker(process).handle(request, queuedAt);
                    });
                } else {
                    process.run(SyncRequest.SYNC.prune(random.nextInt(4) == 0 && world.prunes()));
                }
            } catch (ExternalServiceException e) {
                ForUsers.assertFit(e);
            } catch (Death.Killed e) {
                world.time.pass(Duration.ofSeconds(random.nextInt(90))); // until somebody starts it again
            }
        }

        private Optional<Death> death() {
            return random.nextInt(3) == 0
                    ? Optional.of(Death.at(random.nextInt(1, 40), random.nextBoolean()))
                    : Optional.empty();
        }

        /** Makes a run of another process in the middle of one. */
        private void others() {
            try {
                world.process().run(SyncRequest.SYNC);
            } catch (ExternalServiceException e) {
                ForUsers.assertFit(e);
            }
        }

        /** Stops all failures, empties the queue and makes two runs. */
        private void recover() throws MalformedRequestException {
            world.failing(0);
            world.time.clockIsWrongBy(Duration.ZERO);
            world.time.pass(ExpiringLock.LEASE.multipliedBy(2));
            edits.settle();
            Map<Long, StoredJob> before = owned();
            for (int i = 0; !world.queue.isEmpty(); i++) {
                assertThat(i).as("deliveries until the queue is empty").isLessThan(MOST_DELIVERIES);
                world.queue.deliver((request, queuedAt) -> {
                    var unused = world.worker(world.process()).handle(request, queuedAt);
                });
            }
            world.process().run(SyncRequest.SYNC);
            if (!world.process().run(SyncRequest.SYNC).objections().isEmpty()) {
                // by chance a new definition looks like one that is gone
                Report plan = world.process().run(SyncRequest.PLAN);
                world.process().run(SyncRequest.SYNC.approving(plan.fingerprint()));
            }
            assertNothingLost(before);
            world.reports().forEach(ForUsers::assertKeepsSecret);
        }

        private void assertAtRest() {
            Report plan = world.process().run(SyncRequest.PLAN);
            assertThat(plan.hasChanges())
                    .as(ReportText.of(plan, AnsiStyle.PLAIN, true))
                    .isFalse();
            assertThat(plan.failed()).isFalse();
            assertThat(keysOfOwned()).containsAll(edits.whole());
            if (world.prunes()) {
                assertThat(edits.owned().stream().filter(job -> !isProtected(job)))
                        .allMatch(job -> edits.isDefined(key(job)));
            }
        }

        private List<JobKey> keysOfOwned() {
            return edits.owned().stream().map(World::key).toList();
        }

        private static JobKey key(StoredJob job) {
            return new JobKey(job.tag("dsc-key").orElseThrow());
        }

        private static boolean isProtected(StoredJob job) {
            return job.tag("dsc-protect").equals(Optional.of("true"));
        }

        private Map<Long, StoredJob> owned() {
            return edits.owned().stream().collect(Collectors.toMap(StoredJob::id, Function.identity()));
        }

        private void assertNothingDoubled() {
            assertThat(keysOfOwned()).doesNotHaveDuplicates();
        }

        /**
         * Asserts that only jobs are gone that no definition wants, nobody protects and nobody runs, with pruning on.
         */
        private void assertNothingLost(Map<Long, StoredJob> before) {
            Map<Long, StoredJob> after = owned();
            before.values().stream().filter(job -> !after.containsKey(job.id())).forEach(gone -> {
                assertThat(world.prunes()).as("pruning, of " + gone).isTrue();
                assertThat(edits.isDefined(key(gone))).as("defined is " + gone).isFalse();
                assertThat(edits.anyBroken())
                        .as("unreadable definitions, of " + gone)
                        .isFalse();
                assertThat(isProtected(gone)).as("protected is " + gone).isFalse();
                assertThat(gone.activeRuns()).as("runs of " + gone).isZero();
            });
        }

        /** Returns every job that is not ours, with how often it was written. */
        private List<String> foreign() {
            return world.workspace.jobs().all().stream()
                    .filter(job -> !job.tag("dsc-owner").equals(Optional.of("us")))
                    .map(job -> job.id() + " " + job.revision() + " " + job.settings())
                    .toList();
        }

        @Override
        public void close() {
            world.close();
        }
    }
}
