package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.plan.Planner;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The real reconciler for tests, one write at a time, without waiting.
 *
 * @param ownership whose jobs it keeps
 * @param policy what it may delete
 * @param strictUndefined the setting {@code STRICT_UNDEFINED}
 * @param clock tells it the time
 * @param pause what it does instead of waiting
 */
record Passes(OwnershipPolicy ownership, PassPolicy policy, boolean strictUndefined, Clock clock, Pause pause) {

    /** Who calls the simulated workspace. */
    static final Caller ROBOT = Caller.admin("robot-token", "robot@example.com");

    static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    /** Shown in reports in place of the simulation's address, which changes with every start. */
    private static final URI SHOWN = URI.create("https://adb-1.azuredatabricks.net");

    /** What the passes of most tests are about. */
    static final Target TARGET = new Target("us", SHOWN);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Passes with(PassPolicy policy) {
        return new Passes(
                new OwnershipPolicy("us", Optional.of(ROBOT.userName()), OnNameTaken.REFUSE),
                policy,
                false,
                NOON,
                pause -> {});
    }

    Passes at(Clock newClock, Pause newPause) {
        return new Passes(ownership, policy, strictUndefined, newClock, newPause);
    }

    /** A client of the simulation, which accepts {@link #ROBOT}. */
    static Workspace client(SimulatedWorkspace simulation) {
        return client(simulation, ROBOT);
    }

    /** A client of the simulation that calls it as somebody else. */
    static Workspace client(SimulatedWorkspace simulation, Caller caller) {
        return new DatabricksWorkspace(simulation.uri(), caller::token, HTTP, RetryPolicy.DEFAULT, pause -> {});
    }

    /** A fresh reconciler, as after a start of the process. */
    Reconciler reconciler(Workspace workspace, Stores stores) {
        return new Reconciler(
                new Target(ownership.owner(), SHOWN),
                stores,
                new RenderCache(strictUndefined),
                workspace,
                new Planner(ownership, Jobs.RULES),
                new Applier(workspace, pause, Jobs.RULES, 1),
                Jobs.RULES,
                policy,
                () -> "20261122T120000Z-000001",
                clock);
    }
}
