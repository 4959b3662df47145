package io.github.dbdsc.reconcile;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A workspace in which several installations keep jobs, all under the default owner's name. */
final class SharedWorkspace implements AutoCloseable {

    /** Somebody else than {@link Passes#ROBOT}. */
    static final Caller ANN = Caller.admin("ann-token", "ann@example.com");

    static final String OWNER = "db-dsc-jobs";

    private static final String TEMPLATE = "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ job.timeout }}}";

    /** Deletes nothing by itself, and at once and without a limit where a request asks for it. */
    private static final RunPolicy ON_REQUEST = new RunPolicy(false, 100, Duration.ZERO);

    private final SimulatedWorkspace simulation =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT, ANN));

    SimulatedWorkspace simulation() {
        return simulation;
    }

    /** Makes a run of the installation with this identity and source; an empty source is none. */
    Report sync(Caller caller, String source, InMemoryStores stores, SyncRequest request) {
        OwnershipPolicy ownership = new OwnershipPolicy(OWNER, Optional.of(caller.userName()), OnNameTaken.REFUSE);
        return Passes.of(source.isEmpty() ? ownership : ownership.from(source), ON_REQUEST)
                .reconciler(Passes.client(simulation, caller), stores.stores())
                .run(request);
    }

    /** Gives the jobs of these keys, or all, from one source to another. */
    void transfer(String from, String to, JobKey... keys) {
        new Transfer(
                        Passes.client(simulation, ANN),
                        Installation.of(from.isEmpty() ? OWNER : OWNER + "/" + from),
                        Installation.of(OWNER + "/" + to),
                        Set.of(keys))
                .apply();
    }

    /** Returns a container with these definitions: a key, then a name, and so on. */
    static InMemoryStores container(String... keysAndNames) {
        InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", TEMPLATE);
        for (int i = 0; i < keysAndNames.length; i += 2) {
            define(stores, keysAndNames[i], keysAndNames[i + 1], 60 + i);
        }
        return stores;
    }

    static InMemoryStores define(InMemoryStores stores, String key, String name, int timeout) {
        return stores.file("jobs/" + key + ".json", "{\"name\": \"" + name + "\", \"timeout\": " + timeout + "}");
    }

    /** Returns all that a report says of its jobs, for the message of a failure. */
    static String told(Report report) {
        return report.outcomes().stream()
                        .map(outcome -> outcome.change().key() + " "
                                + outcome.change().action() + " "
                                + outcome.result() + " " + outcome.change().reason() + " / "
                                + outcome.error().orElse(""))
                        .toList()
                + " notes " + report.notes() + report.objections();
    }

    @Override
    public void close() {
        simulation.close();
    }
}
