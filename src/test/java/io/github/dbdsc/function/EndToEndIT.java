package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Turns files in a container of Azurite into jobs of the simulated workspace, through the functions. */
class EndToEndIT {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}",
             "tasks": [{"task_key": "main", "notebook_task": {"notebook_path": "{{ job.notebook }}"},
                        "existing_cluster_id": "c-1"}]}
            """;

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final String container = Azurite.freshContainerName();
    private final Map<String, String> settings = Map.of(
            "DATABRICKS_URI",
            workspace.uri().toString(),
            "AUTHORITY_TYPE",
            "pat",
            "PAT_TOKEN",
            Caller.DEMO.token(),
            "OWNER",
            "end-to-end",
            "JobStore",
            Azurite.running().connectionString(),
            "JOB_CONTAINER",
            container,
            "STATE_CONTAINER",
            container + "-state");
    private final BlobContainerClient definitions =
            StorageConnection.of(settings, "JobStore").container(container);
    private final AppServices services =
            Wiring.onAzure(AppSettings.of(settings)).settlingFor(Duration.ZERO);

    @BeforeEach
    void container() {
        definitions.create();
        services.queue().waiting();
        queue.createIfNotExists();
        queue.clearMessages();
    }

    private final QueueClient queue = StorageConnection.of(settings, "JobStore").queue(QueueFunction.QUEUE);

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void upload(String path, String content) {
        definitions.getBlobClient(path).upload(BinaryData.fromString(content), true);
    }

    /** Sends the event of a file, and then what the queue hands out. */
    private RecordedContext landed(String path) {
        RecordedContext context = new RecordedContext();
        new EventFunctions(() -> services, () -> container).onDefinitionLanded(new byte[0], path, context);
        deliverAll(context);
        return context;
    }

    private void removed(String path) {
        RecordedContext context = new RecordedContext();
        new EventFunctions(() -> services, () -> container)
                .onBlobDeleted(
                        "{\"subject\":\"/blobServices/default/containers/" + container + "/blobs/" + path
                                + "\",\"eventType\":\"Microsoft.Storage.BlobDeleted\"}",
                        context);
        deliverAll(context);
    }

    /** Hands out every message as the Functions host does. */
    private void deliverAll(RecordedContext context) {
        QueueFunction requests = new QueueFunction(TargetServices.ofOne(() -> services));
        for (QueueMessageItem message : queue.receiveMessages(32)) {
            requests.runSync(
                    message.getBody().toString(),
                    message.getInsertionTime().toString(),
                    Long.toString(message.getDequeueCount()),
                    context);
            queue.deleteMessage(message.getMessageId(), message.getPopReceipt());
        }
    }

    @Test
    void uploaded_files_become_jobs_and_a_changed_file_is_exactly_one_reset() throws Exception {
        upload("templates/standard.jinja2", TEMPLATE);
        upload("jobs/etl/a.json", "{\"name\": \"A\", \"notebook\": \"/a\"}");
        upload("jobs/b.json", "{\"name\": \"B\", \"notebook\": \"/b\"}");

        RecordedContext context = landed("jobs/b.json");

        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactlyInAnyOrder("A", "B");
        assertThat(context.lines()).hasSize(6);
        assertThat(context.lines().get(0)).contains("jobs/b.json landed", "asked for run");
        assertThat(context.lines().get(1)).startsWith("run ").endsWith(" begins: jobs/b.json landed");
        assertThat(context.lines().get(2)).contains("2 to create", "Applied 2");
        assertThat(context.lines().get(3)).startsWith(RunLog.PREFIX);
        assertThat(context.lines().subList(4, 6)).allMatch(line -> line.startsWith(RunLog.JOB_PREFIX));

        long id = workspace.jobs().named("A").get(0).id();
        workspace.calls().reset();
        upload("jobs/etl/a.json", "{\"name\": \"A\", \"notebook\": \"/changed\"}");
        landed("jobs/etl/a.json");

        assertThat(workspace.calls().writes()).isEqualTo(1);
        assertThat(workspace.calls().count(Operation.RESET)).isEqualTo(1);
        StoredJob changed = workspace.jobs().find(id).orElseThrow();
        assertThat(changed.settings().at("/tasks/0/notebook_task/notebook_path").asText())
                .isEqualTo("/changed");

        JsonNode plan = get("/api/plan");
        assertThat(plan.at("/counts/none").asInt()).isEqualTo(2);
        assertThat(plan.at("/counts/create").asInt() + plan.at("/counts/update").asInt())
                .isZero();
    }

    @Test
    void a_removed_file_and_the_schedule_lead_to_runs_too() throws Exception {
        upload("templates/standard.jinja2", TEMPLATE);
        upload("jobs/a.json", "{\"name\": \"A\", \"notebook\": \"/a\"}");
        landed("jobs/a.json");
        definitions.getBlobClient("jobs/a.json").delete();
        workspace.calls().reset();

        removed("jobs/a.json");
        assertThat(workspace.calls().count())
                .as("pruning is off, so there is nothing to look at")
                .isZero();

        RecordedContext context = new RecordedContext();
        new EventFunctions(() -> services, () -> container).onSchedule("{}", context);
        deliverAll(context);
        assertThat(context.lines()).anyMatch(line -> line.contains("1 orphan"));
    }

    @Test
    void a_bad_file_is_in_the_report_and_the_other_jobs_go_on() throws Exception {
        upload("templates/standard.jinja2", TEMPLATE);
        upload("jobs/bad.json", "{\n oops");
        upload("jobs/good.json", "{\"name\": \"Good\", \"notebook\": \"/a\"}");

        landed("jobs/bad.json");

        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactly("Good");
        JsonNode problem = get("/api/plan").at("/problems/0");
        assertThat(problem.path("file").asText()).isEqualTo("jobs/bad.json");
        assertThat(problem.path("line").asInt()).isEqualTo(2);
    }

    @Test
    void a_blob_that_is_no_source_is_ignored_without_a_call() {
        landed("notes/readme.txt");

        assertThat(workspace.calls().count()).isZero();
    }

    @Test
    void the_original_repositorys_layout_works_as_it_is() {
        upload("templates/standard.jinja2", """
                {
                  "name": "{{ job.name }}",
                  "new_cluster": {"spark_version": "6.5.x-scala2.11", "node_type_id": "Standard_DS3_v2",
                                  "num_workers": {{ job.workers }}},
                  "libraries": [{"jar": "dbfs:/my.jar"}],
                  "notebook_task": {"notebook_path": "{{ job.notebookpath}}",
                                    "base_parameters": {"{{ job.par }}": "{{ job.par_val }}"}},
                  "timeout_seconds": 3600,
                  "max_retries": 1,
                  "schedule": {"quartz_cron_expression": "0 15 22 ? * *", "timezone_id": "America/New_York"}
                }
                """);
        upload("templates/delete.jinja2", "{ \"job_id\": {{ id }} }");
        upload(
                "jobs/job1.json",
                "{\"name\": \"Legacy\", \"workers\": 1, \"notebookpath\": \"/n\", \"par\": \"p\", \"par_val\": \"v\"}");

        landed("jobs/job1.json");
        workspace.calls().reset();
        landed("jobs/job1.json");

        StoredJob job = workspace.jobs().named("Legacy").get(0);
        assertThat(job.settings().at("/tasks/0/new_cluster/num_workers").asInt())
                .isEqualTo(1);
        assertThat(job.settings().at("/tasks/0/max_retries").asInt()).isEqualTo(1);
        assertThat(job.settings().at("/queue/enabled").asBoolean()).isFalse();
        assertThat(job.settings().path("timeout_seconds").asInt()).isEqualTo(3600);
        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    void the_sync_endpoint_answers_in_text_to_who_asks_for_it() throws Exception {
        upload("templates/standard.jinja2", TEMPLATE);
        upload("jobs/a.json", "{\"name\": \"A\", \"notebook\": \"/a\"}");
        RecordedContext context = new RecordedContext();
        Thread worker = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted() && context.lines().isEmpty()) {
                deliverAll(context);
            }
        });
        worker.start();
        try (LocalHost host = host()) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(host.uri().resolve("/api/sync"))
                    .header("Accept", "text/plain")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("+ a  created  'A'", "Applied 1, failed 0");
        } finally {
            worker.interrupt();
            worker.join();
        }
    }

    private LocalHost host() throws Exception {
        FunctionApp app = new FunctionApp(() -> services, () -> container, List::of);
        return LocalHost.start(0, List.copyOf(app.functions()), line -> {});
    }

    private JsonNode get(String path) throws Exception {
        try (LocalHost host = host()) {
            URI uri = host.uri().resolve(path);
            return new JsonMapper()
                    .readTree(send(HttpRequest.newBuilder(uri).build()).body());
        }
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
