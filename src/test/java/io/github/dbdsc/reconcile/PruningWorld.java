package io.github.dbdsc.reconcile;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** Jobs whose definitions come and go, while time passes. Each job has a notebook of its own. */
final class PruningWorld implements AutoCloseable {

    static final Instant TEN = Instant.parse("2026-11-30T10:00:00Z");

    final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    final InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", """
            {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "notebook_task": {"notebook_path": "{{ job.path }}"}}]}
            """);

    private final RunPolicy policy;
    private Instant now = TEN;

    PruningWorld(RunPolicy policy) {
        this.policy = policy;
    }

    /** Returns an installation that deletes at once. */
    static PruningWorld atOnce(int limit) {
        return new PruningWorld(new RunPolicy(true, limit, Duration.ZERO));
    }

    /** Defines jobs j0, j1 and so on, and makes a run. */
    PruningWorld withJobs(int count) {
        for (int i = 0; i < count; i++) {
            define("j" + i, "J" + i);
        }
        run(SyncRequest.SYNC);
        return this;
    }

    void define(String key, String name) {
        define(key, name, "/" + key);
    }

    void define(String key, String name, String path) {
        stores.file("jobs/" + key + ".json", "{\"name\": \"%s\", \"path\": \"%s\"}".formatted(name, path));
    }

    void remove(String key) {
        stores.remove("jobs/" + key + ".json");
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Report run(SyncRequest request) {
        return run(request, stores);
    }

    /** Carries out the command at the end of the one refusal in a report. */
    Report approve(Report refused) {
        String command = refused.objections().get(0).replaceAll(".*: sync ", "");
        return run(
                SyncRequest.SYNC.prune(command.startsWith("--prune ")).approving(command.replaceAll(".*--plan ", "")));
    }

    /** Makes a run that sees this store. */
    Report run(SyncRequest request, StateStore state) {
        Stores all = stores.stores();
        return run(request, Death.never(), new Stores(all.definitions(), all.lock(), state, all.reports()));
    }

    Report run(SyncRequest request, Death death, Stores seen) {
        InstantSource instants = () -> now;
        Clock clock = instants.withZone(ZoneOffset.UTC);
        return Passes.with(policy)
                .at(clock, this::pass)
                .reconciler(death.of(Passes.client(workspace)), death.of(seen))
                .run(request);
    }

    List<String> names() {
        return workspace.jobs().all().stream().map(StoredJob::name).toList();
    }

    long id(String name) {
        return workspace.jobs().named(name).get(0).id();
    }

    @Override
    public void close() {
        workspace.close();
    }
}
