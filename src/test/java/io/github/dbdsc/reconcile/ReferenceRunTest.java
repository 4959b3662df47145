package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions that name other jobs, policies, warehouses and so on instead of their ids. */
class ReferenceRunTest {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "tags": {"note": "{{ job.note | default('none') }}"},
             "tasks": [
             {% for next in job.next | default([]) %}
               {"task_key": "run-{{ loop.index }}", "run_job_task": {"job_id": {{ job_ref(next) }} }},
             {% endfor %}
               {"task_key": "main", "existing_cluster_id": "c-1",
                "notebook_task": {"notebook_path": "/n"
                  {%- if job.policy is defined %}, "base_parameters":
                    {"policy": "{{ lookup('cluster_policy', job.policy) }}"} {% endif -%} }}]}
            """;

    private static final String LOOKS_UP_JOB = """
            {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "run_job_task": {
              "job_id": {{ lookup('job', job.other) }}}}]}
            """;

    @TempDir
    Path folder;

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();

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

    private void define(String key, String more) throws IOException {
        write("jobs/" + key + ".json", "{\"name\": \"" + key.toUpperCase(java.util.Locale.ROOT) + "\"" + more + "}");
    }

    private DatabricksWorkspace api() {
        return new DatabricksWorkspace(
                workspace.uri(), Caller.DEMO::token, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pause -> {});
    }

    /** Creates a job that nobody's tags are on. */
    private long foreign(String name) {
        return api().create(Jobs.settings("{\"name\": \"" + name + "\"}"));
    }

    private Report run(SyncRequest request) {
        return Passes.of(new OwnershipPolicy("us", Optional.empty(), OnNameTaken.REFUSE), RunPolicy.DEFAULT)
                .in(workspace.uri(), 4)
                .reconciler(api(), FolderStores.in(folder, Passes.NOON))
                .run(request);
    }

    private Report sync() {
        return run(SyncRequest.SYNC);
    }

    private StoredJob job(String name) {
        return workspace.jobs().named(name).get(0);
    }

    private JsonNode jobIdIn(String name, int task) throws IOException {
        return new JsonMapper().readTree(job(name).settings().toString()).at("/tasks/" + task + "/run_job_task/job_id");
    }

    private static Outcome outcome(Report report, String key) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.change().key().value().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void jobs_are_made_after_those_whose_ids_they_need() throws IOException {
        define("a", ", \"next\": [\"b\", \"etl/c\"]");
        define("b", ", \"next\": [\"etl/c\"]");
        define("etl/c", "");

        Report report = sync();

        assertThat(report.count(Result.APPLIED)).isEqualTo(3);
        assertThat(jobIdIn("A", 0).longValue()).isEqualTo(job("B").id());
        assertThat(jobIdIn("A", 1).longValue()).isEqualTo(job("ETL/C").id());
        assertThat(jobIdIn("B", 0).longValue()).isEqualTo(job("ETL/C").id());
        assertThat(sync().count(Action.NONE)).isEqualTo(3);
        assertThat(workspace.calls().count(Operation.CREATE)).isEqualTo(3);
    }

    @Test
    void a_plan_shows_the_key_and_not_a_number() throws IOException {
        define("a", ", \"next\": [\"b\"]");
        define("b", "");
        define("c", "");
        sync();
        define("a", ", \"next\": [\"c\"]");

        Report plan = run(SyncRequest.PLAN);

        assertThat(ReportText.of(plan, AnsiStyle.PLAIN))
                .contains("tasks[run-1].run_job_task.job_id: \"{{ job_ref('b') }}\" → \"{{ job_ref('c') }}\"");
        assertThat(ReportJson.of(plan, false)
                        .at("/changes/0/differences/0/after")
                        .asText())
                .isEqualTo("{{ job_ref('c') }}");
        sync();
        assertThat(jobIdIn("A", 0).longValue()).isEqualTo(job("C").id());
    }

    @Test
    void a_job_that_was_deleted_and_made_again_is_referred_to_by_its_new_id() throws IOException {
        define("a", ", \"next\": [\"b\"]");
        define("b", "");
        sync();
        workspace.jobs().delete(job("B").id());

        sync();

        assertThat(jobIdIn("A", 0).longValue()).isEqualTo(job("B").id());
        assertThat(sync().count(Action.NONE)).isEqualTo(2);
    }

    @Test
    void unknown_keys_and_cycles_are_problems_and_other_jobs_go_on() throws IOException {
        define("a", ", \"next\": [\"b\"]");
        define("b", ", \"next\": [\"a\"]");
        define("c", ", \"next\": [\"nowhere\"]");
        define("d", "");
        define("e", ", \"next\": [\"e\"]");

        Report report = sync();

        assertThat(report.problems())
                .extracting(Problem::file)
                .containsExactly("jobs/a.json", "jobs/b.json", "jobs/c.json", "jobs/e.json");
        assertThat(report.problems().get(0).message()).contains("cycle: a → b → a");
        assertThat(report.problems().get(2).message()).contains("jobs/nowhere.json, which does not exist");
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void a_job_waits_for_one_that_can_not_be_made_and_the_job_it_has_stays() throws IOException {
        workspace
                .jobs()
                .put("someone@example.com", Jobs.settings("{'name':'B'}").tree());
        define("a", ", \"next\": [\"b\"]");
        define("b", "");

        Report report = sync();

        assertThat(outcome(report, "a").change().action()).isEqualTo(Action.REFUSED);
        assertThat(outcome(report, "a").change().reason()).contains("jobs/b.json");
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void a_reference_to_a_job_whose_definition_has_problems_now_still_works() throws IOException {
        define("b", "");
        sync();
        write("jobs/b.json", "{");
        define("a", ", \"next\": [\"b\"]");

        sync();

        assertThat(jobIdIn("A", 0).longValue()).isEqualTo(job("B").id());
    }

    @Test
    void a_job_that_needs_a_failed_job_says_so_and_is_created_by_the_next_run() throws IOException {
        define("a", ", \"next\": [\"b\"]");
        define("b", "");
        workspace.faults().onNext(Operation.CREATE, Fault.refused(400, "INVALID_PARAMETER_VALUE"));

        Report report = sync();

        assertThat(outcome(report, "b").result()).isEqualTo(Result.FAILED);
        assertThat(outcome(report, "a").result()).isEqualTo(Result.FAILED);
        assertThat(outcome(report, "a").error())
                .hasValueSatisfying(error -> assertThat(error).contains("job_ref('b')"));
        assertThat(sync().count(Result.APPLIED)).isEqualTo(2);
    }

    @Test
    void one_job_in_the_state_takes_a_look_a_write_and_a_read_with_its_references_looked_up_too() throws IOException {
        define("a", "");
        define("b", "");
        sync();
        define("a", ", \"note\": \"new\"");
        workspace.calls().reset();

        Report report = run(SyncRequest.SYNC.only(new JobKey("a")));

        assertThat(report.count(Result.APPLIED)).isEqualTo(1);
        assertThat(workspace.calls().lines())
                .containsExactly("GET /api/2.2/jobs/get", "POST /api/2.2/jobs/reset", "GET /api/2.2/jobs/get");
        workspace.calls().reset();
        assertThat(sync().count(Action.NONE))
                .as("the other job is still in the state")
                .isEqualTo(2);
        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list");
    }

    @Test
    void one_job_that_is_not_in_the_state_is_looked_for_among_all() throws IOException {
        define("a", "");
        sync();
        define("new", "");
        workspace.calls().reset();

        run(SyncRequest.SYNC.only(new JobKey("new")));

        assertThat(workspace.calls().lines())
                .containsExactly("GET /api/2.2/jobs/list", "POST /api/2.2/jobs/create", "GET /api/2.2/jobs/list");
    }

    @Test
    void one_job_alone_is_refused_when_it_needs_the_id_of_one_that_is_yet_to_be_made() throws IOException {
        define("a", ", \"next\": [\"b\"]");
        define("b", "");

        Report report = run(SyncRequest.SYNC.only(new JobKey("a")));

        assertThat(outcome(report, "a").result()).isEqualTo(Result.REFUSED);
        assertThat(outcome(report, "a").change().reason())
                .isEqualTo("it needs the id of job_ref('b'), whose job is yet to be made; a pass over all jobs makes"
                        + " both");
        assertThat(workspace.jobs().all()).isEmpty();
        assertThat(sync().count(Result.APPLIED)).isEqualTo(2);
    }

    @Test
    void one_job_that_somebody_deleted_is_made_again_without_a_duplicate() throws IOException {
        define("a", "");
        sync();
        workspace.jobs().delete(job("A").id());

        run(SyncRequest.SYNC.only(new JobKey("a")));

        assertThat(workspace.jobs().named("A")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = NamedKind.class, mode = EnumSource.Mode.EXCLUDE, names = "JOB")
    void names_of_every_kind_become_ids_with_one_listing(NamedKind kind) throws IOException {
        for (int i = 0; i < 150; i++) {
            workspace.named().add(kind, "id-" + i, "name " + i);
        }
        write("templates/standard.jinja2", """
                {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "existing_cluster_id": "c",
                 "notebook_task": {"notebook_path": "/n", "base_parameters": {
                   "first": "{{ lookup('%1$s', 'name 3') }}",
                   "last": {{ lookup('%1$s', 'name 149') }},
                   "both": "{{ lookup('%1$s', 'name 3') }}-{{ lookup('%1$s', 'name 4') }}"}}}]}
                """.formatted(kind.word()));
        define("a", "");
        define("b", "");

        Report report = sync();

        assertThat(report.problems()).isEmpty();
        JsonNode parameters =
                new JsonMapper().readTree(job("A").settings().toString()).at("/tasks/0/notebook_task/base_parameters");
        assertThat(parameters.path("first").asText()).isEqualTo("id-3");
        assertThat(parameters.path("last").asText()).isEqualTo("id-149");
        assertThat(parameters.path("both").asText()).isEqualTo("id-3-id-4");
        int pages =
                switch (kind) {
                    case CLUSTER_POLICY, INSTANCE_POOL -> 1;
                    case ALERT -> 3;
                    default -> 2;
                };
        assertThat(workspace.calls().lines()).hasSize(pages + 1 + 2 + 1);
        assertThat(sync().count(Action.NONE)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = NamedKind.class, mode = EnumSource.Mode.EXCLUDE, names = "JOB")
    void a_name_that_stands_for_another_id_by_now_is_one_update(NamedKind kind) throws IOException {
        workspace.named().add(kind, "id-1", "name");
        write("templates/standard.jinja2", """
                {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "existing_cluster_id": "c",
                 "notebook_task": {"notebook_path": "/n", "base_parameters": {
                   "id": "{{ lookup('%s', 'name') }}"}}}]}
                """.formatted(kind.word()));
        define("a", "");
        sync();
        workspace.named().remove(kind, "id-1");
        workspace.named().add(kind, "id-2", "name");

        Report report = sync();

        assertThat(report.outcomes().get(0).change().differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.before().asText()).isEqualTo("id-1");
                    assertThat(difference.after().asText()).isEqualTo("id-2");
                });
        assertThat(sync().count(Action.NONE)).isEqualTo(1);
    }

    @Test
    void alerts_of_both_kinds_are_found() throws IOException {
        workspace.named().add(NamedKind.ALERT, "new-1", "new");
        workspace.named().add(NamedKind.ALERT, "same", "moved");
        workspace.named().addLegacyAlert("old-1", "old");
        workspace.named().addLegacyAlert("same", "moved");
        write("templates/standard.jinja2", """
                {"name": "{{ job.name }}", "tasks": [
                 {"task_key": "a", "alert_task": {"alert_id": "{{ lookup('alert', 'new') }}", "warehouse_id": "w"}},
                 {"task_key": "b", "sql_task": {"warehouse_id": "w",
                   "alert": {"alert_id": "{{ lookup('alert', 'old') }}"}}},
                 {"task_key": "c", "sql_task": {"warehouse_id": "w",
                   "alert": {"alert_id": "{{ lookup('alert', 'moved') }}"}}}]}
                """);
        define("a", "");

        assertThat(sync().problems()).isEmpty();

        JsonNode tasks =
                new JsonMapper().readTree(job("A").settings().toString()).path("tasks");
        assertThat(tasks.at("/0/alert_task/alert_id").asText()).isEqualTo("new-1");
        assertThat(tasks.at("/1/sql_task/alert/alert_id").asText()).isEqualTo("old-1");
        assertThat(tasks.at("/2/sql_task/alert/alert_id").asText()).isEqualTo("same");
    }

    @Test
    void the_name_of_somebody_elses_job_becomes_its_id_without_another_call() throws IOException {
        write("templates/standard.jinja2", LOOKS_UP_JOB);
        long load = foreign("Load");
        define("a", ", \"other\": \"Load\"");

        assertThat(sync().problems()).isEmpty();

        assertThat(new JsonMapper()
                        .readTree(job("A").settings().toString())
                        .at("/tasks/0/run_job_task/job_id")
                        .asLong())
                .isEqualTo(load);
        int before = workspace.calls().lines().size();
        assertThat(sync().count(Action.NONE)).isEqualTo(1);
        assertThat(workspace.calls().lines()).hasSize(before + 1);
        assertThat(run(SyncRequest.SYNC.only(new JobKey("a"))).count(Action.NONE))
                .isEqualTo(1);
    }

    @Test
    void a_lookup_of_no_job_of_several_or_of_a_defined_one_is_a_problem_of_its_definition() throws IOException {
        write("templates/standard.jinja2", LOOKS_UP_JOB);
        foreign("Twice");
        foreign("Twice");
        define("defined", ", \"other\": \"SEVERAL\"");
        define("none", ", \"other\": \"Gone\"");
        define("several", ", \"other\": \"Twice\"");

        assertThat(sync().problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .contains("jobs/several.json defines this job", "job_ref('several')"),
                        message -> assertThat(message).contains("there is no job of this name", "'Twice'"),
                        message -> assertThat(message).contains("2 have this name"));
    }

    @Test
    void nothing_is_listed_that_no_definition_names() throws IOException {
        define("a", "");

        sync();

        assertThat(workspace.calls().count(Operation.LIST_POLICIES)).isZero();
    }

    @Test
    void names_that_nothing_or_several_things_have_are_problems_of_their_definitions() throws IOException {
        workspace.named().add(NamedKind.CLUSTER_POLICY, "p1", "small");
        workspace.named().add(NamedKind.CLUSTER_POLICY, "p2", "twice");
        workspace.named().add(NamedKind.CLUSTER_POLICY, "p3", "twice");
        define("good", ", \"policy\": \"small\"");
        define("none", ", \"policy\": \"smal\"");
        define("several", ", \"policy\": \"twice\"");

        Report report = sync();

        assertThat(report.problems()).extracting(Problem::file).containsExactly("jobs/none.json", "jobs/several.json");
        assertThat(report.problems().get(0).message())
                .contains("lookup('cluster_policy', 'smal')", "no cluster policy of this name", "'small', 'twice'");
        assertThat(report.problems().get(1).message()).contains("2 have this name (p2, p3)");
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void a_listing_that_fails_holds_back_only_the_jobs_that_need_it() throws IOException {
        define("a", ", \"policy\": \"small\"");
        define("b", "");
        workspace.faults().onNext(Operation.LIST_POLICIES, Fault.refused(403, "PERMISSION_DENIED"));

        Report report = sync();

        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().get(0).message()).contains("the workspace did not list them");
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{ lookup('planet', 'x') }}", "{{ job_ref(3) }}", "{{ job_ref() }}", "{{ lookup('warehouse') }}"
            })
    void a_wrong_call_is_a_problem_of_the_template(String call) throws IOException {
        write("templates/standard.jinja2", "{\"name\": \"x\",\n \"description\": \"" + call + "\"}");
        define("a", "");

        Report report = sync();

        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().get(0).file()).isEqualTo("templates/standard.jinja2");
        assertThat(report.problems().get(0).line()).isEqualTo(2);
    }

    @Test
    void a_reference_can_not_be_the_name_of_a_field() throws IOException {
        write("templates/standard.jinja2", "{\"name\": \"x\", \"tags\": {\"{{ job_ref('a') }}\": \"1\"}}");
        define("a", "");

        assertThat(sync().problems().get(0).message()).contains("{{ job_ref('a') }}", "not the name of a field");
    }
}
