package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.Login;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.Quirk;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** A workspace behind real HTTP, its time, and what fails in it. */
final class ChaosWorld implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Shared by all worlds: starting a server for each would take longer than its runs. */
    private static final WorldTime TIME = new WorldTime();

    private static final SimulatedWorkspace WORKSPACE = SimulatedWorkspace.start(
            SimulationOptions.defaults().withClock(TIME.ofServices()).withPause(TIME::pass));

    private static final long SMALLEST_LARGE_ID = 1L << 53;

    /** For how long a listing may not show a new job. */
    private static final Duration LAG = Duration.ofMinutes(2);

    private static final List<Fault> FAULTS = List.of(
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

    final SimulatedWorkspace workspace = WORKSPACE;
    final WorldTime time = TIME;

    private final RandomGenerator random;
    private final boolean forgetful;
    private final boolean misled;
    private int tokens;
    private double share;

    ChaosWorld(RandomGenerator random) {
        this.random = random;
        this.forgetful = random.nextBoolean();
        this.misled = !forgetful && random.nextBoolean();
        time.restart();
        workspace.faults().clear();
        workspace.jobs().all().forEach(job -> workspace.jobs().delete(job.id()));
        workspace.setQuirks(random.nextInt(3) == 0 ? new Quirk[] {Quirk.UNKNOWN_FIELDS} : new Quirk[0]);
        nextToken();
        alignIds();
    }

    /** Begins each world with a small id, whatever other worlds have used: which id is lower decides in places. */
    private void alignIds() {
        long id;
        do {
            id = workspace.jobs().put("bob@example.com", JsonNodeFactory.instance.objectNode());
            workspace.jobs().delete(id);
        } while (id < SMALLEST_LARGE_ID);
    }

    /**
     * Reports whether the state is lost at times. Where it never is, people copy jobs and edit their tags, and at times
     * creates come late and listings are not true: without a state nobody can tell such jobs apart. So there a job may be
     * made twice for a time.
     */
    boolean forgetful() {
        return forgetful;
    }

    /** Returns the share of calls that fail. */
    double share() {
        return share;
    }

    /** Sets the share of calls of the workspace and of storage that fail from now on. */
    void failing(double newShare) {
        share = newShare;
        workspace.faults().clear();
        if (newShare > 0) {
            List<Fault> faults = new ArrayList<>(FAULTS);
            if (misled) {
                faults.addAll(misleading(new Random(random.nextLong())));
            }
            workspace.faults().atRandom(random.nextLong(), newShare, faults.toArray(Fault[]::new));
        }
    }

    /** Returns faults that let a job be missed though it is there, or will be. */
    private List<Fault> misleading(Random chance) {
        Predicate<JsonNode> some = entry -> chance.nextInt(4) == 0;
        Predicate<JsonNode> justMade =
                entry -> Instant.ofEpochMilli(entry.path("created_time").asLong())
                        .isAfter(time.now().minus(LAG));
        return List.of(
                Fault.entriesRepeated(some).only(Operation.LIST),
                Fault.entriesSkipped(some).only(Operation.LIST),
                Fault.entriesSkipped(justMade).only(Operation.LIST),
                Fault.effectLater(effect -> time.after(Duration.ofSeconds(chance.nextInt(1, 600)), effect))
                        .only(Operation.CREATE));
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

    Workspace client() {
        return new DatabricksWorkspace(workspace.uri(), new Rotated(), HTTP, RetryPolicy.DEFAULT, pause -> {});
    }

    /** Ends all failures, and lets everything happen that is still to come. */
    void calm() {
        failing(0);
        time.passEverything();
        time.pass(ExpiringLock.LEASE.multipliedBy(2));
    }

    @Override
    public void close() {
        failing(0);
        time.restart();
    }
}
