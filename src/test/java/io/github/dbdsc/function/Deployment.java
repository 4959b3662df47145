package io.github.dbdsc.function;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.queue.QueueClient;
import io.github.dbdsc.azure.BlobRunLock;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azure.StorageQueue;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.databricks.CallLimits;
import io.github.dbdsc.fakes.Eventually;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A container, a queue and a workspace with nothing in them, and as many machines with the app as are asked for. */
final class Deployment implements AutoCloseable {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}",
             "tasks": [{"task_key": "main", "notebook_task": {"notebook_path": "/jobs/{{ job.name }}"},
                        "existing_cluster_id": "c-1"}]}
            """;

    private final SimulatedWorkspace workspace;
    private final StorageConnection account =
            StorageConnection.of(Map.of("JobStore", Azurite.running().connectionString()), "JobStore");
    private final Map<String, String> settings;
    private final BlobContainerClient definitions;
    private final BlobContainerClient state;

    /** An app that reaches everything directly. */
    static Deployment create() {
        SimulatedWorkspace workspace = SimulatedWorkspace.start();
        return new Deployment(workspace, workspace.uri(), Azurite.running().connectionString());
    }

    /** An app that reaches the workspace and the storage account at these addresses. */
    Deployment(SimulatedWorkspace workspace, URI workspaceAsSeen, String storageAsSeen) {
        this.workspace = workspace;
        String container = Azurite.freshContainerName();
        this.settings = Map.of(
                "DATABRICKS_URI",
                workspaceAsSeen.toString(),
                "AUTHORITY_TYPE",
                "pat",
                "PAT_TOKEN",
                Caller.DEMO.token(),
                "OWNER",
                "end-to-end",
                "JobStore",
                storageAsSeen,
                "JOB_CONTAINER",
                container,
                "STATE_CONTAINER",
                container + "-state");
        this.definitions = account.container(container);
        this.state = account.container(container + "-state");
        definitions.create();
        upload("templates/standard.jinja2", TEMPLATE);
        for (QueueClient queue : FunctionsHost.queues(account)) {
            queue.createIfNotExists();
            queue.clearMessages();
        }
    }

    SimulatedWorkspace workspace() {
        return workspace;
    }

    /** The settings of the app. */
    Map<String, String> settings() {
        return settings;
    }

    /** Returns the services of one more machine. */
    AppServices services(Hurry calls, Hurry requests) {
        return services(calls, requests, Wiring.containers(AppSettings.of(settings)));
    }

    /** Returns the same, which renews its lease more often than every 20 seconds, and so notices earlier that it was broken. */
    AppServices services(Hurry calls, Hurry requests, Duration renewal) {
        Stores stores = Wiring.containers(AppSettings.of(settings));
        RunLock lock = new BlobRunLock(state, "lock", Clock.systemUTC(), renewal);
        return services(calls, requests, new Stores(stores.definitions(), lock, stores.state(), stores.reports()));
    }

    private AppServices services(Hurry calls, Hurry requests, Stores stores) {
        return services(settings, calls, requests, stores, null);
    }

    /** Returns the services of a machine with these settings, on which no call of the workspace takes longer than this. */
    static AppServices services(Map<String, String> settings, Hurry calls, Hurry requests, Duration deadline) {
        return services(settings, calls, requests, Wiring.containers(AppSettings.of(settings)), deadline);
    }

    /** @param deadline null for the usual one */
    private static AppServices services(
            Map<String, String> settings, Hurry calls, Hurry requests, Stores stores, @Nullable Duration deadline) {
        AppSettings app = AppSettings.of(settings);
        Settings checked = app.settings().defaultSource(app.storage().jobContainer());
        Target target = new Target(checked.ownership().owner(), checked.workspace());
        CallLimits usual = Wiring.limits(checked);
        return AppServices.of(
                Wiring.reconciler(
                        checked,
                        stores,
                        calls.pause(),
                        deadline == null ? usual : new CallLimits(deadline, usual.mostBytes())),
                stores.reports(),
                new JobStatusBoard(stores.state(), target),
                requests.queue(new StorageQueue(app.connection(), QueueFunction.QUEUE)));
    }

    /** Starts a machine with these services. */
    FunctionsHost host(AppServices services, Hurry hurry) {
        return host(settings, services, account, hurry);
    }

    /** Starts a machine with these settings and services, whose host has one account with the app. */
    static FunctionsHost host(Map<String, String> settings, AppServices services, Hurry hurry) {
        return host(settings, services, StorageConnection.of(settings, "JobStore"), hurry);
    }

    private static FunctionsHost host(
            Map<String, String> settings, AppServices services, StorageConnection own, Hurry hurry) {
        FunctionApp app = new FunctionApp(() -> services, () -> settings.get("JOB_CONTAINER"), List::of);
        return FunctionsHost.start(app, StorageConnection.of(settings, "JobStore"), own, hurry);
    }

    /** Returns the paths of the definitions of so many jobs, without uploading them. */
    static List<String> definitions(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "jobs/folder" + number % 7 + "/job" + number + ".json")
                .toList();
    }

    /** Uploads the definition that belongs to the path, without an event. */
    void upload(String definition) {
        upload(definition, "{\"name\": \"" + nameIn(definition) + "\"}");
    }

    /** Returns the name of a definition's job. */
    static String nameIn(String definition) {
        return "Job of " + definition;
    }

    private void upload(String path, String content) {
        definitions.getBlobClient(path).upload(BinaryData.fromString(content), true);
    }

    /** Sends the event of a blob, which the host keeps in its own account before anything runs. */
    void announce(String path) {
        FunctionsHost.queues(account).get(0).sendMessage(path);
    }

    /** Returns the blob that is leased during a run. */
    BlobClient lock() {
        return state.getBlobClient("lock");
    }

    /** Waits until no event and no request is left, visible or hidden. */
    void awaitNothingLeft() {
        List<QueueClient> waiting = FunctionsHost.queues(account).subList(0, 2);
        Eventually.holds("nothing is left to do", () -> waiting.stream().allMatch(queue -> count(queue) == 0));
    }

    /** Returns how many events and requests were given up. */
    int givenUp() {
        return FunctionsHost.queues(account).subList(2, 4).stream()
                .mapToInt(Deployment::count)
                .sum();
    }

    private static int count(QueueClient queue) {
        return Math.toIntExact(queue.getProperties().getApproximateMessagesCountLong());
    }

    /** Returns the runs that have ended, the newest first. */
    List<ReportSummary> runs() {
        return Wiring.containers(AppSettings.of(settings)).reports().list(null, 100).stream()
                .filter(run -> !run.status().isPending())
                .toList();
    }

    /** Returns the sorted names of all jobs in the workspace; one that exists twice is named twice. */
    List<String> jobs() {
        return workspace.jobs().all().stream().map(StoredJob::name).sorted().toList();
    }

    /** Returns the sorted names of the jobs that these definitions ask for. */
    static List<String> jobsOf(List<String> definitions) {
        return definitions.stream().map(Deployment::nameIn).sorted().toList();
    }

    @Override
    public void close() {
        workspace.close();
    }
}
