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
import io.github.dbdsc.model.Strictness;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.model.TargetView;
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
 * @param ownership whose jobs it manages
 * @param policy what it may delete
 * @param strictUndefined the setting {@code STRICT_UNDEFINED}
 * @param clock the time as it sees it
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
        int atOnce,
        TargetView view) {

    /** The identity that calls the simulated workspace. */
    public static final Caller ROBOT = Caller.admin("robot-token", "robot@example.com");

    public static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    /** Shown in reports in place of the simulation's address, which changes with every start. */
    private static final URI SHOWN = URI.create("https://adb-1.azuredatabricks.net");

    /** The target of most tests. */
    public static final Target TARGET = new Target("us", SHOWN);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Returns an installation that created its jobs itself. */
    public static Passes with(RunPolicy policy) {
        return of(new OwnershipPolicy("us", Optional.of(ROBOT.userName()), OnNameTaken.REFUSE), policy);
    }

    /** Returns an installation with these policies. */
    public static Passes of(OwnershipPolicy ownership, RunPolicy policy) {
        return new Passes(ownership, policy, false, NOON, pause -> {}, SHOWN, 1, TargetView.WHOLE);
    }

    /** Returns the same installation with another clock. */
    public Passes at(Clock newClock, Pause newPause) {
        return new Passes(ownership, policy, strictUndefined, newClock, newPause, address, atOnce, view);
    }

    /** Returns the same installation for a workspace at this address, with this many calls at once. */
    public Passes in(URI newAddress, int newAtOnce) {
        return new Passes(ownership, policy, strictUndefined, clock, pause, newAddress, newAtOnce, view);
    }

    /** Returns the same installation with or without strict handling of undefined names. */
    public Passes strict(boolean newStrictUndefined) {
        return new Passes(ownership, policy, newStrictUndefined, clock, pause, address, atOnce, view);
    }

    /** Returns the same installation for one of several targets. */
    public Passes seeing(TargetView newView) {
        return new Passes(ownership, policy, strictUndefined, clock, pause, address, atOnce, newView);
    }

    /** Returns a client of the simulation, which accepts {@link #ROBOT}. */
    public static Workspace client(SimulatedWorkspace simulation) {
        return client(simulation, ROBOT);
    }

    /** Returns a client of the simulation with another identity. */
    public static Workspace client(SimulatedWorkspace simulation, Caller caller) {
        return new DatabricksWorkspace(simulation.uri(), caller::token, HTTP, RetryPolicy.DEFAULT, pause -> {});
    }

    /** Returns a new reconciler, as after a start of the process. */
    public Reconciler reconciler(Workspace workspace, Stores stores) {
        Workers workers = new Workers(atOnce);
        return new Reconciler(
                new Target(view.name(), ownership.owner(), address),
                stores,
                new RenderCache(new Strictness(strictUndefined, false), view),
                workspace,
                workers,
                new Planner(ownership, policy.approval(), Jobs.RULES),
                new Applier(workspace, pause, Jobs.RULES, workers),
                Jobs.RULES,
                policy,
                () -> "20261122T120000Z-000001",
                clock);
    }
}
