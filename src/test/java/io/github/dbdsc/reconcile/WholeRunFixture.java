package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.state.TargetHolds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** Whole runs over a few small jobs, one after the other, on a simulated workspace and stores in memory. */
abstract class WholeRunFixture {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final JobKey A = new JobKey("a");
    static final JobKey B = new JobKey("b");

    final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    final InMemoryStores stores;
    Instant now = NOON;

    private final RunPolicy policy;
    private final Duration between;

    /**
     * @param template of all jobs; their definitions have {@code name} and {@code timeout}
     * @param between the time from one run to the next
     */
    WholeRunFixture(String template, RunPolicy policy, Duration between) {
        this.stores = new InMemoryStores().file("templates/standard.jinja2", template);
        this.policy = policy;
        this.between = between;
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    void define(String key, int timeout) {
        define(key, timeout, "");
    }

    /** @param more the definition's other members, beginning with a comma */
    void define(String key, int timeout, String more) {
        stores.file("jobs/" + key + ".json", "{\"name\": \"" + key + "\", \"timeout\": " + timeout + more + "}");
    }

    Report run(SyncRequest request) {
        return run(request, stores.stores());
    }

    Report run(SyncRequest request, Stores on) {
        return run(request, on, policy);
    }

    Report run(SyncRequest request, Stores on, RunPolicy under) {
        return later(under).reconciler(Passes.client(workspace), on).run(request);
    }

    /** Makes a run that ends as its process is killed. */
    Report killed(SyncRequest request, Death death) {
        return later(policy)
                .reconciler(death.of(Passes.client(workspace)), death.of(stores.stores()))
                .run(request);
    }

    private Passes later(RunPolicy under) {
        now = now.plus(between);
        return Passes.with(under).at(Clock.fixed(now, ZoneOffset.UTC), pause -> {});
    }

    StoredJob stored(String name) {
        return workspace.jobs().named(name).get(0);
    }

    ObjectNode job(String name) {
        return stored(name).settings();
    }

    int timeout(String name) {
        return job(name).path("timeout_seconds").asInt();
    }

    /** Changes a job by hand. */
    void edit(String name, Consumer<ObjectNode> edit) {
        workspace.jobs().edit(stored(name).id(), edit);
    }

    TargetHolds holds() {
        return new TargetHolds(stores, Passes.TARGET);
    }

    /** Returns the first outcome of a job. */
    static Outcome of(Report report, JobKey key) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.change().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    static Result resultOf(Report report, JobKey key) {
        return of(report, key).result();
    }
}
