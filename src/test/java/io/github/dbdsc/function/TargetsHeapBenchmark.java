package io.github.dbdsc.function;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.sync.RequestQueue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Runs one target after the other in one process, as an instance of the function app does, and measures what the process
 * keeps of them: what is in use after a collection, less what is in use once all targets are forgotten, which is the
 * simulated workspaces and the files in memory. Arguments: how many targets, and how many jobs each has.
 */
public final class TargetsHeapBenchmark {

    private static final double MEGABYTE = 1024.0 * 1024;

    private TargetsHeapBenchmark() {}

    private static Stores stores(int jobs) {
        InMemoryStores memory = new InMemoryStores()
                .file(
                        "templates/standard.jinja2",
                        "{\"name\": \"{{ job.name }}\", \"tags\": {\"target\": \"{{ target.name }}\"}, \"tasks\": ["
                                + "{% for step in range(5) %}{\"task_key\": \"t{{ step }}\", \"notebook_task\":"
                                + " {\"notebook_path\": \"/a/{{ job.name }}/{{ step }}\"}}{{ \",\" if not loop.last }}"
                                + "{% endfor %}]}");
        for (int i = 0; i < jobs; i++) {
            memory.file("jobs/j" + i + ".json", "{\"name\": \"job " + i + "\"}");
        }
        return memory.stores();
    }

    /** Takes no request: the runs are started here. */
    private static final class NoQueue implements RequestQueue {

        @Override
        public void send(SyncRequest request, Duration delay) {
            throw new StoreException("nothing is queued here");
        }

        @Override
        public void giveUp(SyncRequest request, String reason) {
            throw new StoreException("given up: " + reason);
        }

        @Override
        public Waiting waiting() {
            return new Waiting(0, 0, List.of());
        }
    }

    private static double inUse() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }

    public static void main(String... arguments) {
        int targets = Integer.parseInt(arguments[0]);
        int jobs = Integer.parseInt(arguments[1]);
        Map<String, String> values = new TreeMap<>();
        Map<String, SimulatedWorkspace> workspaces = new LinkedHashMap<>();
        for (int i = 0; i < targets; i++) {
            String name = String.format(Locale.ROOT, "t%03d", i);
            SimulatedWorkspace workspace = SimulatedWorkspace.start();
            workspaces.put(name, workspace);
            values.put("DATABRICKS_URI__" + name, workspace.uri().toString());
            values.put("AUTHORITY_TYPE__" + name, "pat");
            values.put("PAT_TOKEN__" + name, Caller.DEMO.token());
        }
        values.put("TARGETS", String.join(",", workspaces.keySet()));
        AppTargets app = AppTargets.of(values);
        Map<String, AppServices> services = new LinkedHashMap<>();
        for (String name : app.names()) {
            services.values().forEach(AppServices::forget);
            AppServices own = Wiring.services(app.of(name).settings(), stores(jobs), new NoQueue());
            services.put(name, own);
            Objects.requireNonNull(own.reconciler().run(SyncRequest.SYNC.to(name)));
            double atWork = inUse();
            services.values().forEach(AppServices::forget);
            double forgotten = inUse();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.1f MB are kept of %d targets while it is the last that was at work%n",
                    name,
                    atWork - forgotten,
                    services.size());
        }
        System.exit(0);
    }
}
