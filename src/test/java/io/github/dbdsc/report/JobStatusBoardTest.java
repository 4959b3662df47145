package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Passes;
import io.github.dbdsc.reconcile.RunPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobStatusBoardTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final InMemoryStores stores = new InMemoryStores();
    private final JobStatusBoard board = new JobStatusBoard(stores, Passes.TARGET);
    private RunPolicy policy = RunPolicy.DEFAULT;

    @BeforeEach
    void define() {
        workspace.accept(Passes.ROBOT);
        stores.file("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}")
                .file("jobs/a.json", "{\"name\": \"A\"}")
                .file("jobs/b.json", "{\"name\": \"B\"}");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Report run(SyncRequest request) {
        return Passes.with(policy)
                .reconciler(Passes.client(workspace), stores.stores())
                .run(request);
    }

    private Report sync() {
        return run(SyncRequest.SYNC);
    }

    private Report sync(String key) {
        return run(SyncRequest.SYNC.only(new JobKey(key)));
    }

    private JsonNode job(String key) {
        return StreamSupport.stream(board.read().document().path("jobs").spliterator(), false)
                .filter(job -> job.path("key").asText().equals(key))
                .reduce((first, second) -> {
                    throw new AssertionError("twice: " + first + second);
                })
                .orElseThrow(() -> new AssertionError("no " + key + " in " + board.read()));
    }

    private void assertStatus(String key, String status) {
        assertThat(job(key).path("status").asText()).as(job(key).toString()).isEqualTo(status);
    }

    private long id(String name) {
        return workspace.jobs().named(name).get(0).id();
    }

    @Test
    void before_the_first_run_there_are_no_jobs() {
        JsonNode shown = board.read().document();

        assertThat(shown.path("target").asText()).isEqualTo("us");
        assertThat(shown.path("jobs")).isEmpty();
        assertThat(shown.has("asOf")).isFalse();
    }

    @Test
    void what_a_run_wrote_is_changed_and_in_sync_after_the_next() {
        sync();
        assertStatus("a", "changed");
        assertThat(job("a").path("reason").asText()).isEqualTo("created");
        assertThat(job("a").path("link").asText()).isEqualTo("https://adb-1.azuredatabricks.net/jobs/" + id("A"));
        assertThat(board.read().document().path("asOf").asText()).isEqualTo("2026-11-22T12:00:00Z");

        sync();
        assertStatus("a", "in-sync");
    }

    private JsonNode ids() throws IOException {
        return new JsonMapper().readTree(stores.read("/ids.json").orElseThrow().content());
    }

    private String idsVersion() {
        return stores.read("/ids.json").orElseThrow().version();
    }

    @Test
    void ids_are_published_by_key_and_written_again_only_when_they_change() throws IOException {
        stores.file("jobs/etl/c.json", "{\"name\": \"C\"}");
        sync();

        assertThat(ids().path("target").asText()).isEqualTo("us");
        assertThat(ids().path("workspace").asText()).isEqualTo("https://adb-1.azuredatabricks.net");
        assertThat(ids().at("/jobs/a/jobId").asLong()).isEqualTo(id("A"));
        assertThat(ids().path("jobs").path("etl/c"))
                .isEqualTo(new JsonMapper()
                        .readTree("{\"jobId\": " + id("C")
                                + ", \"name\": \"C\", \"link\": \"https://adb-1.azuredatabricks.net/jobs/" + id("C")
                                + "\"}"));

        String written = idsVersion();
        stores.file("jobs/a.json", "{\"name\": \"A\", \"note\": 1}");
        sync();
        sync("b");
        run(SyncRequest.PLAN);
        assertThat(idsVersion()).isEqualTo(written);

        stores.file("jobs/a.json", "{\"name\": \"New\"}");
        sync("a");
        assertThat(ids().at("/jobs/a/name").asText()).isEqualTo("New");
        assertThat(ids().at("/jobs/b/jobId").asLong()).isEqualTo(id("B"));

        workspace.jobs().delete(id("B"));
        sync();
        assertThat(ids().at("/jobs/b/jobId").asLong()).isEqualTo(id("B"));
        assertThat(board.read().document().has("ids")).isFalse();
    }

    @Test
    void ids_of_another_app_are_not_overwritten_and_the_report_says_so() throws IOException {
        stores.write("/ids.json", "{\"target\": \"them\"}".getBytes(StandardCharsets.UTF_8), null);

        assertThat(sync().notes())
                .anySatisfy(note -> assertThat(note).contains("ids.json was not written", "them", "STATE_CONTAINER"));

        assertThat(ids().path("target").asText()).isEqualTo("them");
        assertStatus("a", "changed");
    }

    @Test
    void a_dry_run_shows_nothing() {
        run(SyncRequest.PLAN);

        assertThat(board.read().document().path("jobs")).isEmpty();
    }

    @Test
    void a_definition_with_an_error_is_a_problem_and_keeps_the_name_and_number_of_its_job() {
        sync();
        stores.file("jobs/a.json", "{\n oops");
        sync();

        assertStatus("a", "problem");
        assertThat(job("a").path("name").asText()).isEqualTo("A");
        assertThat(job("a").path("jobId").asLong()).isEqualTo(id("A"));
        assertThat(job("a").path("reason").asText()).startsWith("jobs/a.json:2:");
        assertStatus("b", "in-sync");
    }

    @Test
    void an_error_is_new_once_though_it_moves_and_again_after_it_was_gone() {
        stores.file("jobs/a.json", "{\n oops");
        Report first = sync();
        assertThat(first.newErrors()).isEqualTo(first.problems()).hasSize(1);

        stores.file("jobs/a.json", "{\n\n oops");
        Report second = run(SyncRequest.CHANGES);
        assertThat(second.problems()).hasSize(1);
        assertThat(second.newErrors())
                .as("another process may have made this run")
                .isEmpty();

        stores.file("jobs/a.json", "{\"name\": \"A\"}");
        run(SyncRequest.CHANGES);
        stores.file("jobs/a.json", "{\n oops");
        assertThat(run(SyncRequest.CHANGES).newErrors()).hasSize(1);
        assertThat(board.read().document().has("errors")).as("shown").isFalse();
    }

    @Test
    void a_definition_held_back_by_its_template_is_a_problem_too() {
        stores.file("templates/standard.jinja2", "{% if %}");
        sync();

        assertStatus("a", "problem");
        assertThat(job("a").path("name").asText()).isEqualTo("a");
        assertThat(job("a").has("jobId")).isFalse();
        assertThat(job("a").path("reason").asText()).contains("template");
    }

    @Test
    void a_job_that_the_workspace_rejects_has_failed_with_a_reason() {
        workspace.faults().onNext(Operation.CREATE, Fault.refused(400, "INVALID_PARAMETER_VALUE"));
        sync();

        assertStatus("a", "failed");
        assertThat(job("a").path("reason").asText()).contains("INVALID_PARAMETER_VALUE");
    }

    @Test
    void an_orphan_stays_until_it_is_deleted() {
        sync();
        stores.remove("jobs/a.json");
        sync();
        assertStatus("a", "orphan");

        policy = new RunPolicy(true, 100, Duration.ZERO);
        sync();
        assertThat(board.read().document().path("jobs")).hasSize(1);
    }

    @Test
    void a_plan_that_is_not_the_approved_one_leaves_its_jobs_drifted() {
        sync();
        stores.file("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": 5}");
        run(SyncRequest.SYNC.approving("0".repeat(64)));

        assertStatus("a", "drifted");
    }

    @Test
    void a_run_over_one_job_updates_that_one_and_keeps_the_others() {
        sync();
        sync();
        stores.file("jobs/a.json", "{\"name\": \"A2\"}");
        sync("a");

        assertStatus("a", "changed");
        assertThat(job("a").path("name").asText()).isEqualTo("A2");
        assertStatus("b", "in-sync");
    }

    @Test
    void a_run_over_one_job_notices_what_the_definitions_show_of_the_others() {
        stores.file("jobs/c.json", "{\"name\": \"C\"}").file("jobs/d.json", "{");
        sync();
        stores.file("jobs/b.json", "{").remove("jobs/c.json").remove("jobs/d.json");
        sync("a");

        assertStatus("b", "problem");
        assertStatus("c", "orphan");
        assertThat(board.read().document().path("jobs")).hasSize(3);

        stores.file("jobs/b.json", "{\"name\": \"B\"}");
        sync("a");
        assertStatus("b", "in-sync");
    }

    @Test
    void a_definition_that_moved_is_one_job_in_a_run_over_it_alone() {
        sync();
        stores.remove("jobs/a.json").file("jobs/moved/a.json", "{\"name\": \"A\"}");
        sync("moved/a");

        assertStatus("moved/a", "changed");
        assertThat(board.read().document().path("jobs")).hasSize(2);
    }

    @Test
    void a_run_over_one_job_that_finds_nothing_new_writes_nothing() {
        sync();
        sync();
        String version = board.read().version();
        sync("a");

        assertThat(board.read().version()).isEqualTo(version);
    }

    @Test
    void a_damaged_document_is_replaced_by_the_next_run() {
        sync();
        assertThat(stores.write(
                        Passes.TARGET.id() + ".jobs.json",
                        new byte[] {'{'},
                        board.read().version()))
                .isTrue();
        assertThat(board.read().document().path("jobs")).isEmpty();

        sync();
        assertThat(board.read().document().path("jobs")).hasSize(2);
    }
}
