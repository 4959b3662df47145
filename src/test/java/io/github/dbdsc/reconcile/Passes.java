package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.Target;
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
 * The real reconciler for tests: without waiting, and one call at a time unless told otherwise.
 *
 * @param ownership whose jobs it keeps
 * @param policy what it may delete
 * @param strictUndefined the setting {@code STRICT_UNDEFINED}
 * @param clock tells it the time
 * @param pause what it does instead of waiting
 * @param address the workspace's, as reports show it
 * @param atOnce how many calls it makes at once
 */
public record Passes(
        OwnershipPolicy ownership,
        RunPolicy policy,
        boolean strictUndefined,
        Clock clock,
        Pause pause,
        URI address,
        int atOnce) {

    /** Who calls the simulated workspace. */
    public static final Caller ROBOT = Caller.admin("robot-token", "robot@example.com");

    public static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    /** Shown in reports in place of the simulation's address, which changes with every start. */
    private static final URI SHOWN = URI.create("https://adb-1.azuredatabricks.net");

    /** What the runs of most tests are about. */
    public static final Target TARGET = new Target("us", SHOWN);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Returns those of an installation that made its jobs itself. */
    public static Passes with(RunPolicy policy) {
        return of(new OwnershipPolicy("us", Optional.of(ROBOT.userName()), OnNameTaken.REFUSE), policy);
    }

    /** Returns those of any installation. */
    public static Passes of(OwnershipPolicy ownership, RunPolicy policy) {
        return new Passes(ownership, policy, false, NOON, pause -> {}, SHOWN, 1);
    }

    /** Returns the same at another time. */
    public Passes at(Clock newClock, Pause newPause) {
        return new Passes(ownership, policy, strictUndefined, newClock, newPause, address, atOnce);
    }

    /** Returns the same for a workspace at this address, with so many calls at once. */
    public Passes in(URI newAddress, int newAtOnce) {
        return new Passes(ownership, policy, strictUndefined, clock, pause, newAddress, newAtOnce);
    }

    /** Returns the same for templates in which an undefined name is an error, or not. */
    public Passes strict(boolean newStrictUndefined) {
        return new Passes(ownership, policy, newStrictUndefined, clock, pause, address, atOnce);
    }

    /** A client of the simulation, which accepts {@link #ROBOT}. */
    public static Workspace client(SimulatedWorkspace simulation) {
        return client(simulation, ROBOT);
    }

    /** A client of the simulation that calls it as somebody else. */
    public static Workspace client(SimulatedWorkspace simulation, Caller caller) {
        return new DatabricksWorkspace(simulation.uri(), caller::token, HTTP, RetryPolicy.DEFAULT, pause -> {});
    }

    /** A fresh reconciler, as after a start of the process. */
    public Reconciler reconciler(Workspace workspace, Stores stores) {
        Workers workers = new Workers(atOnce);
        return new Reconciler(
                new Target(ownership.owner(), address),
                stores,
                new RenderCache(strictUndefined),
                workspace,
                workers,
                new Planner(ownership, policy.pruneLimit(), Jobs.RULES),
                new Applier(workspace, pause, Jobs.RULES, workers),
                Jobs.RULES,
                policy,
                () -> "20261122T120000Z-000001",
                clock);
    }
}
