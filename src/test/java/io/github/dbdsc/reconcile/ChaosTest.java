package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Everything fails at once: workspace, storage and queue, clocks and processes, while people edit, copy and tag jobs and
 * another installation with our owner's name works beside us. Whatever happens, no job is duplicated for longer than to
 * the first run after the last failure, no foreign job is touched, no job is deleted that must not be, nor more of them
 * than the limit allows; and once nothing fails any more, two runs repair everything.
 *
 * <p>The build plays a few rounds; {@code mvn test -Dtest=ChaosTest -Dchaos.rounds=2000} plays more, and {@code
 * -Dchaos.seed=4711 -Dchaos.rounds=4} replays the world that a failure names.
 */
class ChaosTest {

    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 60);
    private static final long FIRST_SEED = Long.getLong("chaos.seed", 0);
    private static final int ROUNDS_OF_A_WORLD = 4;

    /** Longer than a window lasts for two machines whose clocks are wrong by 90 minutes. */
    private static final Duration A_DAY_AND_MORE = Duration.ofHours(28);

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
        private final List<Site> sites = new ArrayList<>();

        World(RandomGenerator random) {
            this.random = random;
            this.world = new ChaosWorld(random);
            List<Optional<String>> sources =
                    switch (random.nextInt(4)) {
                        case 0 -> List.of(Optional.of("a"));
                        case 1, 2 -> List.of(Optional.of("a"), Optional.of("b"));
                        default -> List.of(Optional.empty());
                    };
            sources.forEach(source -> sites.add(new Site(new ChaosInstallation(world, source, random), random)));
            ObjectNode foreign = JsonNodeFactory.instance.objectNode().put("name", "foreign");
            world.workspace.jobs().put("bob@example.com", foreign);
            foreign.put("name", "theirs")
                    .putObject("tags")
                    .put("dsc-owner", "them")
                    .put("dsc-key", "k0");
            world.workspace.jobs().put("bob@example.com", foreign);
        }

        void play(int rounds) throws MalformedRequestException {
            for (int round = 0; round < rounds; round++) {
                failing(0.02 + 0.25 * random.nextDouble());
                for (int i = random.nextInt(1, 5); i > 0; i--) {
                    sites.get(random.nextInt(sites.size())).live();
                }
                recover();
                if (random.nextInt(3) == 0) {
                    world.time.pass(A_DAY_AND_MORE);
                    sites.forEach(site -> site.budget.reset());
                }
            }
        }

        private void failing(double share) {
            world.failing(share);
            sites.forEach(site -> site.at.queue.failing(share));
        }

        /** Stops all failures, empties the queues and makes two runs. */
        private void recover() throws MalformedRequestException {
            failing(0);
            world.calm();
            for (Site site : sites) {
                site.edits.settle();
                site.emptyQueue();
                site.sync(SyncRequest.SYNC);
                site.assertNothingDoubled();
            }
            for (Site site : sites) {
                if (!site.sync(SyncRequest.SYNC).objections().isEmpty()) {
                    // too many are gone, or by chance a new definition looks like one that is
                    site.approve();
                }
            }
            sites.forEach(Site::assertAtRest);
        }

        @Override
        public void close() {
            world.close();
        }
    }

    /** An installation, what people do to it, and what its runs must never do. */
    private static final class Site {

        private final ChaosInstallation at;
        private final RandomGenerator random;
        private final RandomEdits edits;
        private final Budget budget;

        Site(ChaosInstallation at, RandomGenerator random) {
            this.at = at;
            this.random = random;
            this.edits = new RandomEdits(at, random);
            this.budget = new Budget(at.policy());
        }

        /** Lets people edit, and a process work. */
        void live() throws MalformedRequestException {
            for (int edit = random.nextInt(3); edit > 0; edit--) {
                edits.edit();
                ask(SyncRequest.CHANGES.as("20261122T120000Z-00000b").because("jobs/x.json landed"));
            }
            watched(this::work);
            if (at.world.forgetful()) {
                assertNothingDoubled();
            }
        }

        private void ask(SyncRequest request) {
            try {
                at.queue.send(request, Duration.ofSeconds(3));
            } catch (StoreException e) {
                // the trigger's host tries again; here the next edit does
            }
        }

        /** Makes a run, by hand or for a message, in a process that may fail. */
        private void work() throws MalformedRequestException {
            Reconciler process = at.doomed(this::death, this::others);
            try {
                if (random.nextBoolean() && !at.queue.isEmpty()) {
                    deliver(process);
                } else {
                    process.run(SyncRequest.SYNC.prune(random.nextInt(4) == 0 && at.prunes()));
                }
            } catch (ExternalServiceException e) {
                ForUsers.assertFit(e);
            } catch (Death.Killed e) {
                at.world.time.pass(Duration.ofSeconds(random.nextInt(90))); // until somebody starts it again
            }
        }

        private void deliver(Reconciler process) throws MalformedRequestException {
            at.queue.deliver((request, delivery) -> {
                var unused = at.worker(process).handle(request, delivery);
            });
        }

        private Optional<Death> death() {
            return random.nextInt(3) == 0
                    ? Optional.of(Death.at(random.nextInt(1, 40), random.nextBoolean()))
                    : Optional.empty();
        }

        /** Makes a run of another process in the middle of one. */
        private void others() {
            try {
                at.process().run(SyncRequest.SYNC);
            } catch (ExternalServiceException e) {
                ForUsers.assertFit(e);
            }
        }

        void emptyQueue() throws MalformedRequestException {
            for (int i = 0; !at.queue.isEmpty(); i++) {
                assertThat(i).as("deliveries until the queue is empty").isLessThan(MOST_DELIVERIES);
                watched(() -> deliver(at.process()));
            }
        }

        Report sync(SyncRequest request) throws MalformedRequestException {
            List<Report> reports = new ArrayList<>();
            watched(() -> reports.add(at.process().run(request)));
            return reports.get(0);
        }

        /** Has a plan carried out, to which no limit applies. */
        void approve() {
            Report plan = at.process().run(SyncRequest.PLAN);
            Map<Long, Known> before = known();
            at.process().run(SyncRequest.SYNC.approving(plan.fingerprint()));
            var unused = assertNothingLost(before);
        }

        @FunctionalInterface
        private interface Work {
            void run() throws MalformedRequestException;
        }

        /** A job of ours with its key, as it was before a run. */
        private record Known(StoredJob job, JobKey key) {}

        private void watched(Work work) throws MalformedRequestException {
            List<String> foreign = foreign();
            Map<Long, Known> before = known();
            budget.see(at.tagged());
            work.run();
            assertThat(foreign()).isEqualTo(foreign);
            int deleted = assertNothingLost(before);
            budget.see(at.tagged() + deleted);
            budget.take(deleted);
        }

        private Map<Long, Known> known() {
            return edits.owned().stream()
                    .collect(Collectors.toMap(StoredJob::id, job -> new Known(job, edits.key(job))));
        }

        /**
         * Asserts that only jobs are gone that no definition wants, nobody protects and nobody runs, with pruning on; and
         * twins.
         *
         * @return how many are gone, without twins
         */
        private int assertNothingLost(Map<Long, Known> before) {
            Map<Long, Known> after = known();
            int deleted = 0;
            for (Known gone : before.values()) {
                StoredJob job = gone.job();
                if (at.world.workspace.jobs().find(job.id()).isPresent()) {
                    continue;
                }
                assertThat(isProtected(job)).as("protected is " + gone).isFalse();
                assertThat(job.activeRuns()).as("runs of " + gone).isZero();
                boolean isTwin = !at.world.forgetful()
                        && after.values().stream().anyMatch(other -> other.key().equals(gone.key()));
                if (!isTwin) {
                    deleted++;
                    assertThat(at.prunes()).as("pruning, of " + gone).isTrue();
                    assertThat(edits.isWanted(gone.key(), job))
                            .as("wanted is " + gone)
                            .isFalse();
                    assertThat(edits.anyBroken())
                            .as("unreadable definitions, of " + gone)
                            .isFalse();
                }
            }
            return deleted;
        }

        /**
         * A job that somebody gave the tag of another, and whose own definition is gone, counts for none. Neither does a
         * protected one where twins may come about: it is never deleted.
         */
        void assertNothingDoubled() {
            assertThat(edits.owned().stream()
                            .filter(job -> !edits.isAstray(job) && (at.world.forgetful() || !isProtected(job)))
                            .map(Site::tagged))
                    .doesNotHaveDuplicates();
        }

        void assertAtRest() {
            Report plan = at.process().run(SyncRequest.PLAN);
            assertThat(plan.hasChanges())
                    .as(ReportText.of(plan, AnsiStyle.PLAIN))
                    .isFalse();
            assertThat(plan.failed()).isFalse();
            assertNothingDoubled();
            assertThat(keysOfOwned()).as(ReportText.of(plan, AnsiStyle.PLAIN)).containsAll(edits.whole());
            if (at.prunes()) {
                assertThat(edits.owned().stream().filter(job -> !isProtected(job)))
                        .allMatch(job -> edits.isDefined(tagged(job)));
            }
            at.reports().forEach(ForUsers::assertKeepsSecret);
        }

        private List<JobKey> keysOfOwned() {
            return edits.owned().stream().map(Site::tagged).toList();
        }

        private static JobKey tagged(StoredJob job) {
            return new JobKey(job.tag("dsc-key").orElseThrow());
        }

        private static boolean isProtected(StoredJob job) {
            return job.tag("dsc-protect").equals(Optional.of("true"));
        }

        /** Returns every job that somebody else made, or that was given away, with how often it was written. */
        private List<String> foreign() {
            return at.world.workspace.jobs().all().stream()
                    .filter(job -> !Passes.ROBOT.userName().equals(job.creator()) || RandomEdits.isGivenAway(job))
                    .map(job -> job.id() + " " + job.revision() + " " + job.settings())
                    .toList();
        }
    }

    /** How many jobs may be deleted in one window. No clock is so wrong that a second one begins before it is reset. */
    private static final class Budget {

        private final RunPolicy policy;
        private int most;
        private int deleted;

        Budget(RunPolicy policy) {
            this.policy = policy;
        }

        /** Notes how many jobs a window that opens now may count. */
        void see(int jobs) {
            most = Math.max(most, jobs);
        }

        void take(int jobs) {
            deleted += jobs;
            if (policy.pruneLimit() < 100) {
                assertThat(deleted)
                        .as("deleted in 24 hours, of " + most + " with a limit of " + policy.pruneLimit() + " %")
                        .isLessThanOrEqualTo(Math.max(1, most * policy.pruneLimit() / 100));
            }
        }

        void reset() {
            most = 0;
            deleted = 0;
        }
    }
}
