package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.Quirk;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Cause;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs: a folder on one side, the simulated workspace over HTTP on the other. */
class RunTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout | default(60) }},
             "tasks": [{"task_key": "main", "notebook_task": {"notebook_path": "/n"},
                        "new_cluster": {"spark_version": "16.4.x-scala2.12", "node_type_id": "Standard_D4ds_v5",
                                        "num_workers": "2", "spark_conf": {"a": true}}}]}
            """;

    @TempDir
    Path folder;

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void template() throws IOException {
        write("templates/standard.jinja2", TEMPLATE);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void define(String key, String name) throws IOException {
        write("jobs/" + key + ".json", "{\"name\": \"" + name + "\"}");
    }

    private Reconciler reconciler() {
        DatabricksWorkspace api = new DatabricksWorkspace(
                workspace.uri(), Caller.DEMO::token, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pauses::add);
        return Passes.of(
                        new OwnershipPolicy("us", Optional.of(Caller.DEMO.userName()), OnNameTaken.REFUSE),
                        RunPolicy.DEFAULT)
                .at(NOON, pauses::add)
                .in(workspace.uri(), 4)
                .reconciler(api, FolderStores.in(folder, NOON));
    }

    private Report sync() {
        return reconciler().run(SyncRequest.SYNC);
    }

    private StoredJob only() {
        assertThat(workspace.jobs().all()).hasSize(1);
        return workspace.jobs().all().get(0);
    }

    @Test
    void definitions_become_jobs_with_their_ownership_in_the_create_call() throws IOException {
        define("etl/a", "A");

        Report report = sync();

        assertThat(report.count(Action.CREATE)).isEqualTo(1);
        assertThat(report.count(Result.APPLIED)).isEqualTo(1);
        assertThat(only().tag("dsc-owner")).hasValue("us");
        assertThat(only().tag("dsc-key")).hasValue("etl/a");
        assertThat(workspace.calls().lines())
                .containsExactly("GET /api/2.2/jobs/list", "POST /api/2.2/jobs/create", "GET /api/2.2/jobs/list");
        assertThat(report.calls()).isEqualTo(3);
    }

    @Test
    void a_second_run_over_an_unchanged_folder_writes_nothing() throws IOException {
        define("a", "A");
        define("b", "B");
        sync();
        workspace.calls().reset();

        Report report = sync();

        assertThat(report.count(Action.NONE)).isEqualTo(2);
        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list");
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {"UNKNOWN_FIELDS", "REORDERED_LISTS", "EMPTY_VALUES_LEFT_OUT", "OTHER_SPELLINGS"})
    void a_second_run_writes_nothing_whatever_the_service_shows(Quirk quirk) throws IOException {
        workspace.setQuirks(quirk);
        define("a", "A");
        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
        workspace.calls().reset();

        assertThat(sync().count(Action.NONE)).isEqualTo(1);
        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    void losing_the_state_causes_no_write() throws IOException {
        define("a", "A");
        sync();
        deleteState();
        workspace.calls().reset();

        sync();

        assertThat(workspace.calls().writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "\u001F\u008B",
                "{\"version\":1,\"jobs\":{\"a\":{}}}",
                "{\"version\":2,\"jobs\":{}}"
            })
    void a_damaged_state_changes_no_more_than_an_absent_one(String damage) throws IOException {
        List<String> absent = writesAfter(this::deleteState);
        List<String> damaged = writesAfter(() -> Files.writeString(stateFile(), damage, StandardCharsets.ISO_8859_1));

        assertThat(damaged).isEqualTo(absent).contains("POST /api/2.2/jobs/reset");
        workspace.calls().reset();
        Report next = sync();
        assertThat(next.notes()).isEmpty();
        assertThat(workspace.calls().writes()).isZero();
    }

    private Path stateFile() {
        return folder.resolve(".dsc/state/" + new Target("us", workspace.uri()).id() + ".json");
    }

    /** The writes of a run with jobs to create, to update, to leave alone, and to mistake for drift. */
    private List<String> writesAfter(Interference withTheState) throws IOException {
        workspace.jobs().all().forEach(job -> workspace.jobs().delete(job.id()));
        workspace.setQuirks(Quirk.UNKNOWN_FIELDS);
        Files.deleteIfExists(folder.resolve("jobs/d.json"));
        define("a", "A");
        define("b", "B");
        define("c", "C");
        sync();
        write("jobs/a.json", "{\"name\": \"A\", \"timeout\": 5}");
        define("d", "D");
        workspace.jobs().edit(workspace.jobs().named("B").get(0).id(), job -> job.put("description", "by hand"));
        withTheState.happens();
        workspace.calls().reset();
        sync();
        return workspace.calls().lines().stream()
                .filter(call -> call.startsWith("POST"))
                .sorted()
                .toList();
    }

    private interface Interference {
        void happens() throws IOException;
    }

    @Test
    void a_dry_run_reports_a_damaged_state_and_leaves_it_alone() throws IOException {
        define("a", "A");
        sync();
        Files.writeString(stateFile(), "x");

        Report report = reconciler().run(SyncRequest.PLAN);

        assertThat(report.notes())
                .filteredOn(note -> !note.startsWith("it can't be told")) // without a state
                .singleElement()
                .asString()
                .contains("state is damaged", "is not JSON");
        assertThat(stateFile()).hasContent("x");
        assertThat(folder.resolve(".dsc/state").toFile().list()).noneMatch(name -> name.contains("damaged"));
    }

    private void deleteState() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(".dsc/state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void a_changed_definition_is_one_reset_in_place() throws IOException {
        define("a", "A");
        define("b", "B");
        sync();
        long id = workspace.jobs().named("A").get(0).id();
        workspace.calls().reset();
        write("jobs/a.json", "{\"name\": \"A\", \"timeout\": 120}");

        Report report = sync();

        assertThat(report.count(Action.UPDATE)).isEqualTo(1);
        assertThat(workspace.calls().lines())
                .containsExactly("GET /api/2.2/jobs/list", "POST /api/2.2/jobs/reset", "GET /api/2.2/jobs/get");
        assertThat(workspace.jobs().named("A").get(0).id()).isEqualTo(id);
        assertThat(workspace
                        .jobs()
                        .named("A")
                        .get(0)
                        .settings()
                        .path("timeout_seconds")
                        .asInt())
                .isEqualTo(120);
    }

    @Test
    void a_field_that_the_template_no_longer_sets_is_removed() throws IOException {
        write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\", \"description\": \"old\"}");
        define("a", "A");
        sync();
        write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}");

        assertThat(sync().count(Action.UPDATE)).isEqualTo(1);
        assertThat(only().settings().has("description")).isFalse();
        assertThat(sync().count(Action.NONE)).isEqualTo(1);
    }

    @Test
    void a_job_of_the_original_program_is_adopted_and_keeps_its_id() throws Exception {
        long id = workspace.jobs().putLegacy(Caller.DEMO.userName(), (ObjectNode) new JsonMapper().readTree("""
                        {"name": "A", "notebook_task": {"notebook_path": "/n"},
                         "new_cluster": {"spark_version": "6.5.x", "node_type_id": "x", "num_workers": 1}}
                        """));
        define("a", "A");

        assertThat(sync().count(Action.ADOPT)).isEqualTo(1);
        assertThat(only().id()).isEqualTo(id);
        assertThat(sync().count(Action.NONE)).isEqualTo(1);
    }

    @Test
    void one_bad_definition_keeps_its_job_and_does_not_stop_the_others() throws IOException {
        define("a", "A");
        define("b", "B");
        sync();
        write("jobs/a.json", "{ not json");
        write("jobs/b.json", "{\"name\": \"B\", \"timeout\": 5}");
        define("c", "C");

        Report report = sync();

        assertThat(report.problems()).hasSize(1);
        assertThat(report.failed()).isTrue();
        assertThat(report.count(Action.UPDATE)).isEqualTo(1);
        assertThat(report.count(Action.CREATE)).isEqualTo(1);
        assertThat(workspace.jobs().named("A")).hasSize(1);
    }

    @Test
    void a_dry_run_writes_nothing_anywhere() throws IOException {
        define("a", "A");

        Report report = reconciler().run(SyncRequest.PLAN);

        assertThat(report.count(Action.CREATE)).isEqualTo(1);
        assertThat(report.count(Result.NOT_APPLIED)).isEqualTo(1);
        assertThat(workspace.calls().writes()).isZero();
        assertThat(folder.resolve(".dsc")).doesNotExist();
    }

    @Test
    void an_approved_plan_is_carried_out_only_if_it_is_still_the_same() throws IOException {
        define("a", "A");
        String fingerprint = reconciler().run(SyncRequest.PLAN).fingerprint();
        define("b", "B");
        SyncRequest approved = SyncRequest.SYNC.approving(fingerprint);

        Report refused = reconciler().run(approved);

        assertThat(refused.refused()).isTrue();
        assertThat(refused.objections()).hasSize(1);
        assertThat(workspace.calls().writes()).isZero();

        Files.delete(folder.resolve("jobs/b.json"));
        assertThat(reconciler().run(approved).count(Result.APPLIED)).isEqualTo(1);
    }

    @Test
    void an_approved_plan_is_not_carried_out_over_a_hand_edit_that_it_did_not_show() throws IOException {
        define("a", "A");
        sync();
        workspace.jobs().edit(only().id(), settings -> settings.put("description", "by hand"));
        String fingerprint = reconciler().run(SyncRequest.PLAN).fingerprint();
        workspace.jobs().edit(only().id(), settings -> settings.put("max_concurrent_runs", 3));
        workspace.calls().reset();

        Report report = reconciler().run(SyncRequest.SYNC.approving(fingerprint));

        assertThat(report.objections()).hasSize(1);
        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    void a_run_can_be_over_one_job_alone() throws IOException {
        define("a", "A");
        define("b", "B");
        SyncRequest onlyA = SyncRequest.SYNC.only(new JobKey("a"));

        assertThat(reconciler().run(onlyA).outcomes()).hasSize(1);
        assertThat(only().name()).isEqualTo("A");
    }

    @Test
    void asking_for_a_job_that_does_not_exist_is_an_error() {
        SyncRequest request = SyncRequest.PLAN.only(new JobKey("nope"));

        assertThatThrownBy(() -> reconciler().run(request))
                .isInstanceOf(NoSuchJobException.class)
                .hasMessageContaining("jobs/nope.json");
    }

    @Test
    void a_listing_that_fails_ends_the_run_before_anything_is_written() throws IOException {
        define("a", "A");
        workspace.faults().fromCall(1, Fault.internalError());

        assertThatThrownBy(this::sync).isInstanceOf(WorkspaceException.class);

        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    void while_a_definition_can_not_be_read_the_others_are_applied_and_nothing_is_pruned() throws IOException {
        define("gone", "Gone");
        define("large", "Large");
        define("small", "Small");
        sync();
        Files.delete(folder.resolve("jobs/gone.json"));
        Files.write(folder.resolve("jobs/large.json"), new byte[5 * 1024 * 1024 + 1]);
        define("small", "Changed");

        Report report = reconciler().run(SyncRequest.SYNC.prune(true));

        assertThat(workspace.jobs().all())
                .extracting(job -> job.settings().path("name").asText())
                .containsExactlyInAnyOrder("Gone", "Large", "Changed");
        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().get(0).place()).isEqualTo("jobs/large.json");
    }

    @Test
    void a_missing_folder_is_never_an_empty_one() throws IOException {
        define("a", "A");
        sync();
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);
        try {
            assertThatThrownBy(() -> reconciler().run(SyncRequest.PLAN)).isInstanceOf(StoreException.class);
        } finally {
            Files.move(away, folder);
        }
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void an_empty_folder_changes_nothing() throws IOException {
        define("a", "A");
        sync();
        Files.delete(folder.resolve("jobs/a.json"));

        Report report = sync();

        assertThat(report.hasChanges()).isFalse();
        assertThat(report.count(Action.ORPHAN)).isEqualTo(1);
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void two_runs_at_once_are_refused() throws IOException {
        define("a", "A");
        try (RunLock.Lease lease = FolderStores.in(folder).lock().tryAcquire().orElseThrow()) {
            assertThat(lease.held()).isTrue();
            assertThatThrownBy(this::sync).isInstanceOf(BusyException.class).hasMessageContaining("another pass");
        }
        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);
    }

    @Test
    void the_report_is_kept_by_day_and_run() throws IOException {
        define("a", "A");
        sync();

        Path report = folder.resolve(".dsc/reports/2026/11/22/20261122T120000Z-000001.json");
        var json = new JsonMapper().readTree(Files.readString(report));
        assertThat(json.at("/counts/create").asInt()).isEqualTo(1);
        assertThat(json.at("/changes/0/key").asText()).isEqualTo("a");
        assertThat(json.at("/changes/0/outcome").asText()).isEqualTo("applied");
    }

    @Test
    void a_kept_report_counts_the_jobs_that_are_as_defined_without_listing_them() throws IOException {
        for (int i = 0; i < 50; i++) {
            define("etl/job-" + i, "Job " + i);
        }
        sync();
        Path file = folder.resolve(".dsc/reports/2026/11/22/20261122T120000Z-000001.json");
        assertThat(new JsonMapper().readTree(Files.readString(file)).at("/changes"))
                .hasSize(50);
        write("jobs/etl/job-7.json", "{\"name\": \"Job 7\", \"timeout\": 5}");

        Report report = sync();

        assertThat(ReportJson.of(report, false).at("/changes")).hasSize(50);
        String kept = Files.readString(file);
        assertThat(new JsonMapper().readTree(kept).at("/counts/none").asInt()).isEqualTo(49);
        assertThat(new JsonMapper().readTree(kept).at("/changes/0/key").asText())
                .isEqualTo("etl/job-7");
        assertThat(new JsonMapper()
                        .readTree(kept)
                        .at("/changes/0/before/timeout_seconds")
                        .asInt())
                .isEqualTo(60);
        assertThat(kept).hasSizeLessThan(2500);
    }

    /** Killed at its k-th call, before or after the effect, a run leaves nothing that the next one can't mend. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void a_run_cut_off_at_any_call_is_completed_by_the_next_without_duplicates(int call) throws IOException {
        for (Fault fault : List.of(Fault.connectionDropped(), Fault.answerLost())) {
            workspace.jobs().all().forEach(job -> workspace.jobs().delete(job.id()));
            define("a", "A");
            define("b", "B");
            sync();
            write("jobs/a.json", "{\"name\": \"A\", \"timeout\": 5}");
            define("c", "C");
            define("d", "D");

            workspace.faults().fromCall(call, fault);
            try {
                sync();
            } catch (WorkspaceException e) {
                assertThat(e.status()).isZero();
            }
            workspace.faults().clear();
            sync();

            assertThat(workspace.jobs().all())
                    .extracting(StoredJob::name)
                    .as("%s from call %d", fault, call)
                    .containsExactlyInAnyOrder("A", "B", "C", "D");
            assertThat(reconciler().run(SyncRequest.PLAN).hasChanges()).isFalse();
            Files.delete(folder.resolve("jobs/c.json"));
            Files.delete(folder.resolve("jobs/d.json"));
            define("a", "A");
        }
    }

    @Test
    void a_lost_answer_to_create_costs_one_look_at_the_end_and_no_duplicate() throws IOException {
        define("a", "A");
        workspace.faults().onNext(Operation.CREATE, Fault.answerLost());

        assertThat(sync().count(Result.APPLIED)).isEqualTo(1);

        assertThat(workspace.jobs().all()).hasSize(1);
        assertThat(workspace.calls().count(Operation.CREATE)).isEqualTo(1);
        assertThat(workspace.calls().count(Operation.LIST)).isEqualTo(3);
    }

    @Test
    void a_hand_edit_that_the_definition_never_mentioned_is_drift_and_is_restored() throws IOException {
        define("a", "A");
        sync();
        workspace.jobs().edit(only().id(), settings -> settings.put("description", "by hand"));

        Report report = sync();

        assertThat(report.outcomes().get(0).change().differences())
                .extracting(Difference::path, Difference::reason)
                .containsExactly(tuple("description", "somebody set it by hand"));
        assertThat(only().settings().has("description")).isFalse();
        assertThat(sync().hasChanges()).isFalse();
    }

    @Test
    void an_operators_pause_is_no_drift_and_survives_an_update() throws IOException {
        write("templates/standard.jinja2", """
                {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout | default(60) }},
                 "schedule": {"quartz_cron_expression": "0 0 5 * * ?", "timezone_id": "UTC"}}
                """);
        define("a", "A");
        sync();
        workspace.jobs().edit(only().id(), settings -> ((ObjectNode) settings.path("schedule"))
                .put("pause_status", "PAUSED"));
        assertThat(sync().hasChanges()).isFalse();

        write("jobs/a.json", "{\"name\": \"A\", \"timeout\": 5}");
        assertThat(sync().count(Action.UPDATE)).isEqualTo(1);

        assertThat(only().settings().at("/schedule/pause_status").asText()).isEqualTo("PAUSED");
    }

    @Test
    void a_job_deleted_by_hand_is_created_again() throws IOException {
        define("a", "A");
        sync();
        workspace.jobs().delete(only().id());

        assertThat(sync().count(Action.CREATE)).isEqualTo(1);
        assertThat(only().name()).isEqualTo("A");
    }

    @Test
    void losing_the_state_of_a_job_with_unknown_fields_costs_one_update() throws IOException {
        workspace.setQuirks(Quirk.UNKNOWN_FIELDS);
        define("a", "A");
        sync();
        deleteState();

        assertThat(sync().count(Action.UPDATE)).isEqualTo(1);
        assertThat(sync().hasChanges()).isFalse();
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void pruning_deletes_orphans_once_and_stops_at_the_limit() throws IOException {
        for (String name : List.of("a", "b", "c", "d")) {
            define(name, name);
        }
        sync();
        Files.delete(folder.resolve("jobs/a.json"));
        Report one = reconciler().run(SyncRequest.SYNC.prune(true));
        assertThat(one.count(Action.DELETE)).isEqualTo(1);
        assertThat(workspace.jobs().all()).hasSize(3);

        Files.delete(folder.resolve("jobs/b.json"));
        Files.delete(folder.resolve("jobs/c.json"));
        write("jobs/e.json", "{\"name\": \"e\", \"timeout\": 5}");
        Report refused = reconciler().run(SyncRequest.SYNC.prune(true));
        assertThat(refused.refused()).isTrue();
        assertThat(refused.count(Result.APPLIED)).isEqualTo(1);
        assertThat(workspace.jobs().all()).hasSize(4);

        Report plan = reconciler().run(SyncRequest.PLAN.prune(true));
        assertThat(refused.objections().get(0)).contains("sync --prune --plan " + plan.fingerprint());
        reconciler().run(SyncRequest.SYNC.prune(true).approving(plan.fingerprint()));
        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactlyInAnyOrder("d", "e");
    }

    @Test
    void a_plan_beyond_the_prune_limit_says_how_to_apply_all_of_it() throws IOException {
        define("a", "A");
        define("b", "B");
        define("c", "C");
        sync();
        Files.delete(folder.resolve("jobs/a.json"));
        Files.delete(folder.resolve("jobs/b.json"));
        write("jobs/d.json", "{\"name\": \"D\", \"timeout\": 5}");

        Report plan = reconciler().run(SyncRequest.PLAN.prune(true));
        assertThat(plan.objections().get(0)).endsWith("sync --prune --plan " + plan.fingerprint());
        reconciler().run(SyncRequest.SYNC.prune(true).approving(plan.fingerprint()));

        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactlyInAnyOrder("C", "D");
    }

    @Test
    void a_protection_taken_back_is_removed_even_when_the_state_was_lost_meanwhile() throws IOException {
        write("jobs/a.json", "{\"name\": \"A\", \"$protect\": true}");
        sync();
        deleteState();
        assertThat(sync().hasChanges()).isFalse();
        define("a", "A");

        Report report = sync();

        assertThat(report.outcomes().get(0).change().differences())
                .extracting(Difference::path, Difference::cause)
                .containsExactly(
                        tuple("tags.dsc-protect", Cause.NO_LONGER_DEFINED),
                        // nothing has said whose it is since the state was lost
                        tuple("tasks[main].new_cluster.data_security_mode", Cause.TAKEN_AWAY));
        assertThat(only().tag("dsc-protect")).isEmpty();
    }

    @Test
    void a_job_with_active_runs_is_not_deleted_until_they_end() throws IOException {
        define("a", "A");
        define("b", "B");
        sync();
        long id = workspace.jobs().named("A").get(0).id();
        workspace.jobs().setActiveRuns(id, 1);
        Files.delete(folder.resolve("jobs/a.json"));

        Report waiting = reconciler().run(SyncRequest.SYNC.prune(true));
        assertThat(waiting.count(Result.NOT_APPLIED)).isEqualTo(1);
        assertThat(waiting.stoppedEarly()).isFalse();

        workspace.jobs().setActiveRuns(id, 0);
        assertThat(reconciler().run(SyncRequest.SYNC.prune(true)).count(Result.APPLIED))
                .isEqualTo(1);
        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactly("B");
    }

    @Test
    void many_writes_are_verified_by_listing_and_few_by_looking() throws IOException {
        for (int i = 0; i < 120; i++) {
            define("j" + i, "J" + i);
        }
        sync();
        assertThat(workspace.calls().count(Operation.CREATE)).isEqualTo(120);
        assertThat(workspace.calls().count(Operation.GET)).isZero();
        assertThat(workspace.calls().count(Operation.LIST)).isEqualTo(1 + 2);

        workspace.calls().reset();
        write("jobs/j7.json", "{\"name\": \"J7\", \"timeout\": 5}");
        sync();
        assertThat(workspace.calls().lines().subList(2, 4))
                .containsExactly("POST /api/2.2/jobs/reset", "GET /api/2.2/jobs/get");
        assertThat(workspace.calls().count()).isEqualTo(4);
    }

    @Test
    void the_report_holds_each_job_as_it_was_before_the_write() throws IOException {
        define("a", "A");
        sync();
        write("jobs/a.json", "{\"name\": \"A\", \"timeout\": 5}");
        sync();

        var json = new JsonMapper()
                .readTree(Files.readString(folder.resolve(".dsc/reports/2026/11/22/20261122T120000Z-000001.json")));
        assertThat(json.at("/changes/0/before/timeout_seconds").asInt()).isEqualTo(60);
    }
}
