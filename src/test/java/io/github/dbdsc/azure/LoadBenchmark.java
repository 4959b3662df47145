package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.report.Report;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures many definitions of 2 KB in Azurite: how long their first snapshot takes, one blob after another and several at
 * once; what is read again when one of them has changed; and whether the heap grows over many runs of one process, each with
 * one more changed definition. Runs are dry runs: writing as many jobs would take as long as the workspace's rate limits
 * say. Needs Azurite, which {@code mvn verify} installs.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.github.dbdsc.azure.LoadBenchmark -Dexec.args="10000 300"</pre>
 *
 * <p>Arguments: how many definitions, how many runs.
 */
public final class LoadBenchmark {

    private static final int SIZE = 2048;
    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "tasks": [{"task_key": "main", "existing_cluster_id": "{{ job.cluster }}",
             "notebook_task": {"notebook_path": "/Shared/{{ job.name }}",
             "base_parameters": {"text": {{ job.text | jsonify }}}}}]}
            """;

    private final BlobContainerClient uploads;
    private final AzuriteContainer container = new AzuriteContainer().create();
    private final int definitions;

    private LoadBenchmark(int definitions) {
        this.definitions = definitions;
        this.uploads = container.client();
    }

    /** Prints tables in Markdown. */
    public static void main(String[] arguments) {
        LoadBenchmark benchmark = new LoadBenchmark(Integer.parseInt(arguments[0]));
        benchmark.upload();
        Counted store = benchmark.printReads();
        benchmark.printRuns(store, Integer.parseInt(arguments[1]));
        System.exit(0);
    }

    private void upload() {
        container.put("templates/standard.jinja2", TEMPLATE.getBytes(StandardCharsets.UTF_8));
        IntStream.range(0, definitions).parallel().forEach(number -> put(number, "first"));
    }

    /** Makes a definition of exactly this size from the words. */
    private void put(int number, String words) {
        String start = "{\"name\": \"job %06d\", \"cluster\": \"0923-164208-meows279\", \"text\": \"".formatted(number);
        String end = "\"}";
        String text = (words + " ").repeat(SIZE).substring(0, SIZE - start.length() - end.length());
        container.put("jobs/%06d.json".formatted(number), (start + text + end).getBytes(StandardCharsets.UTF_8));
    }

    /** The store that was read last. */
    private Counted printReads() {
        System.out.println("\n| read | seconds | blobs downloaded |\n|---|---|---|");
        String several = BlobDownload.AT_ONCE + " blobs at once";
        read("all, " + several + ", in a new process", counted(BlobDownload.AT_ONCE));
        read("all, one blob after the other", counted(1));
        Counted store = counted(BlobDownload.AT_ONCE);
        read("all, " + several, store);
        read("again, nothing changed", store);
        put(0, "second");
        read("again, one definition changed", store);
        return store;
    }

    /** A store, and the counter of its downloads. */
    private record Counted(BlobDefinitionStore store, CountedCalls calls) {}

    private Counted counted(int atOnce) {
        CountedCalls calls = new CountedCalls(1);
        return new Counted(new BlobDefinitionStore(container.client(calls), null, atOnce), calls);
    }

    private void read(String what, Counted from) {
        long start = System.nanoTime();
        int files = from.store().read().files().size();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (files != definitions + 1) {
            throw new IllegalStateException("read " + files + " files");
        }
        System.out.printf(
                Locale.ROOT, "| %s | %.2f | %d |%n", what, seconds, from.calls().takeDownloads());
    }

    private void printRuns(Counted definitionStore, int runs) {
        try (SimulatedWorkspace workspace =
                SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Caller.DEMO))) {
            Reconciler reconciler = reconciler(workspace, definitionStore.store());
            List<Double> heaps = new ArrayList<>();
            System.out.println(
                    "\n| pass | seconds | blobs downloaded | heap in use after a collection, MB |\n|---|---|---|---|");
            for (int run = 1; run <= runs; run++) {
                put(run % definitions, "in pass " + run);
                double seconds = run(reconciler);
                heaps.add(heap());
                if (run == 1 || run % 5 == 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "| %d | %.2f | %d | %.1f |%n",
                            run,
                            seconds,
                            definitionStore.calls().takeDownloads(),
                            heaps.get(run - 1));
                } else {
                    definitionStore.calls().takeDownloads();
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%nHeap in use over passes 2 to %d: %.1f to %.1f MB%n",
                    runs,
                    heaps.stream().skip(1).min(Double::compare).orElse(0.0),
                    heaps.stream().skip(1).max(Double::compare).orElse(0.0));
        }
    }

    private Reconciler reconciler(SimulatedWorkspace workspace, BlobDefinitionStore definitionStore) {
        BlobContainerClient state =
                uploads.getServiceClient().getBlobContainerClient(uploads.getBlobContainerName() + "-state");
        state.create();
        return Wiring.reconciler(
                AppSettings.of(Map.of(
                                "DATABRICKS_URI",
                                workspace.uri().toString(),
                                "AUTHORITY_TYPE",
                                "pat",
                                "PAT_TOKEN",
                                Caller.DEMO.token(),
                                "OWNER",
                                "load"))
                        .settings(),
                new Stores(
                        definitionStore,
                        new BlobRunLock(state, "lock", Clock.systemUTC()),
                        new BlobStateStore(state),
                        new BlobReportStore(state)));
    }

    private double run(Reconciler reconciler) {
        long start = System.nanoTime();
        Report report = reconciler.run(SyncRequest.PLAN);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (report.count(Action.CREATE) != definitions || !report.problems().isEmpty()) {
            throw new IllegalStateException("not what was asked for: " + report.counts() + report.problems());
        }
        return seconds;
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
