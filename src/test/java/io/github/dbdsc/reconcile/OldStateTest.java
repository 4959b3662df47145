package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.state.StoredState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The first run of this release over the state that one before it left: version 1, with {@code filledIn}. */
class OldStateTest {

    private static final int JOBS = 10_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String STATE = "us.json";

    private final RetoldWorkspace workspace = new RetoldWorkspace();
    private final InMemoryStores stores = new InMemoryStores()
            .file("templates/standard.jinja2", "{{ job.s | tojson }}")
            .file("templates/runner.jinja2", """
                    {"name": "{{ job.name }}", "tasks": [{"task_key": "run",
                     "run_job_task": {"job_id": {{ job_ref(job.other) }}}}]}
                    """);
    private final ObjectNode old = JSON.objectNode();

    /** Adds a definition, its job as the service shows it, and what a release before kept of both. */
    private void add(int number) throws IOException {
        var unused = added(number);
    }

    private ObjectNode added(int number) throws IOException {
        ObjectNode asked = number % 10 == 9 ? runner(number) : job(number);
        JobKey key = new JobKey("k" + number);
        ObjectNode kept =
                new Ownership("us", key).stamp(new JobSettings(asked), false).tree();
        ObjectNode shown = kept.deepCopy();
        if (number % 10 == 9) {
            ((ObjectNode) shown.path("tasks").path(0).path("run_job_task")).put("job_id", (long) number);
        }
        ObjectNode filledIn = fillIn(shown, number);
        long id = workspace.jobs.size() + 1L;
        workspace.jobs.add(new ActualJob(id, new JobSettings(shown), Optional.empty()));
        ObjectNode entry = old.putObject(key.value()).put("jobId", id);
        entry.set("settings", kept);
        entry.set("filledIn", filledIn);
        return asked;
    }

    private ObjectNode job(int number) {
        ObjectNode job = JSON.objectNode().put("name", "job " + number).put("timeout_seconds", number % 3);
        ObjectNode task = job.putArray("tasks").addObject().put("task_key", "main");
        task.putObject(number % 2 == 0 ? "notebook_task" : "spark_python_task")
                .put(number % 2 == 0 ? "notebook_path" : "python_file", "/n" + number % 7);
        if (number % 3 == 0) {
            task.put("existing_cluster_id", "c");
        } else {
            task.putObject("new_cluster")
                    .put("spark_version", "16.4")
                    .put("node_type_id", "n")
                    .put("num_workers", number % 4)
                    .put("apply_policy_default_values", true);
        }
        if (number % 5 == 0) {
            job.putObject("schedule")
                    .put("quartz_cron_expression", "0 0 1 * * ?")
                    .put("timezone_id", "UTC");
        }
        if (number % 4 == 1) {
            job.putObject("email_notifications")
                    .putArray("on_failure")
                    .add("b@x.com")
                    .add("a@x.com");
            task.putArray("libraries").addObject().put("jar", "/a.jar");
        }
        if (number % 6 == 1) {
            job.put("description", "").put("max_concurrent_runs", 1);
        }
        stores.file("jobs/k" + number + ".json", JSON.objectNode().set("s", job).toString());
        return job;
    }

    /** Runs the job before it. An old state has its reference as a template's author writes it. */
    private ObjectNode runner(int number) {
        String other = "k" + (number - 1);
        stores.file(
                "jobs/k" + number + ".json",
                JSON.objectNode()
                        .put("$template", "runner.jinja2")
                        .put("name", "job " + number)
                        .put("other", other)
                        .toString());
        ObjectNode job = JSON.objectNode().put("name", "job " + number);
        job.putArray("tasks")
                .addObject()
                .put("task_key", "run")
                .putObject("run_job_task")
                .put("job_id", "{{ job_ref('" + other + "') }}");
        return job;
    }

    /** Does what the service does. Returns what of that a release before kept: neither known defaults nor empty values. */
    private static ObjectNode fillIn(ObjectNode shown, int number) {
        ObjectNode filledIn = JSON.objectNode();
        shown.putObject("webhook_notifications");
        shown.put("format", "MULTI_TASK");
        if (!shown.has("max_concurrent_runs")) {
            shown.put("max_concurrent_runs", 1);
        }
        if (shown.path("description").asText("x").isEmpty()) {
            shown.remove("description");
        }
        if (shown.path("schedule") instanceof ObjectNode schedule) {
            schedule.put("pause_status", number % 2 == 0 ? "PAUSED" : "UNPAUSED");
        }
        if (number % 8 == 0) {
            shown.putObject("new_of_service").put("level", 3);
            filledIn.put("new_of_service.level", 3);
        }
        ObjectNode task = (ObjectNode) shown.path("tasks").path(0);
        task.put("run_if", "ALL_SUCCESS").put("timeout_seconds", 0).putObject("email_notifications");
        if (task.path("notebook_task") instanceof ObjectNode notebook) {
            notebook.put("source", "WORKSPACE");
        }
        if (task.path("new_cluster") instanceof ObjectNode cluster) {
            cluster.remove("apply_policy_default_values");
            cluster.put("driver_node_type_id", "n").put("enable_elastic_disk", true);
            cluster.put("data_security_mode", "SINGLE_USER");
            filledIn.put("tasks[main].new_cluster.enable_elastic_disk", true);
            filledIn.put("tasks[main].new_cluster.data_security_mode", "SINGLE_USER");
        }
        return filledIn;
    }

    private void keepOldState() {
        stores.withState(Map.of());
        byte[] document = "{\"version\":1,\"jobs\":%s}".formatted(old).getBytes(StandardCharsets.UTF_8);
        assertThat(stores.write(
                        STATE, document, stores.read(STATE).orElseThrow().version()))
                .isTrue();
    }

    private Report run() {
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(workspace, stores.stores())
                .run(SyncRequest.SYNC);
    }

    private static JsonNode read(StoredState state) throws IOException {
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(state.content()))) {
            return MAPPER.readTree(content);
        }
    }

    @Test
    void ten_thousand_jobs_of_an_old_state_are_not_written_and_are_known_exactly_afterwards() throws IOException {
        for (int number = 0; number < JOBS; number++) {
            add(number);
        }
        keepOldState();

        Report report = run();

        assertThat(report.count(Action.NONE)).isEqualTo(JOBS);
        assertThat(workspace.writes()).isZero();
        assertThat(read(stores.read(STATE).orElseThrow()).path("version").intValue())
                .isEqualTo(2);
        assertThat(stores.state().values()).extracting(AppliedJob::echo).allMatch(Optional::isPresent);
        assertThat(Objects.requireNonNull(stores.state().get(new JobKey("k9")))
                        .settings()
                        .view()
                        .findValue("job_id"))
                .hasToString("9");

        assertThat(run().count(Action.NONE)).isEqualTo(JOBS);
        assertThat(workspace.writes()).isZero();
    }

    @Test
    void a_definition_that_changes_a_field_which_is_never_shown_is_written_with_the_upgrade() throws IOException {
        ObjectNode one = added(1);
        ObjectNode two = added(2);
        String condition = "{\"table_update\":{\"table_names\":[\"t\"],\"condition\":\"%s\"}}";
        for (String key : List.of("k1", "k2")) {
            ((ObjectNode) old.path(key).path("settings"))
                    .set("trigger", MAPPER.readTree(condition.formatted("ALL_UPDATED")));
        }
        one.set("trigger", MAPPER.readTree(condition.formatted("ALL_UPDATED")));
        two.set("trigger", MAPPER.readTree(condition.formatted("ANY_UPDATED")));
        stores.file("jobs/k1.json", JSON.objectNode().set("s", one).toString());
        stores.file("jobs/k2.json", JSON.objectNode().set("s", two).toString());
        for (int job = 0; job < 2; job++) {
            workspace.edit(job, settings -> settings.putObject("trigger")
                    .putObject("table_update")
                    .putArray("table_names")
                    .add("t"));
        }
        keepOldState();

        run();

        assertThat(workspace.calls).contains("reset 2").doesNotContain("reset 1");
    }

    @Test
    void of_an_old_state_only_what_has_changed_is_written() throws IOException {
        for (int number = 0; number < 40; number++) {
            add(number);
        }
        keepOldState();
        workspace.edit(3, settings -> settings.put("timeout_seconds", 77));
        workspace.edit(4, settings -> settings.put("unheard_of", 1));
        stores.file("jobs/k19.json", "{\"$template\":\"runner.jinja2\",\"name\":\"job 19\",\"other\":\"k2\"}");

        run();

        assertThat(workspace.calls).contains("reset 4", "reset 5", "reset 20");
        assertThat(workspace.writes()).isEqualTo(3);
        assertThat(stores.state().values())
                .extracting(AppliedJob::echo)
                .allMatch(echo -> echo.filter(Echo.class::isInstance).isPresent());
    }
}
