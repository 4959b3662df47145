package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.report.Report;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that begins to show something on all jobs has changed; whoever sets a field on one job has drifted. */
class ServiceEvolutionTest {

    private static final int JOBS = 300;
    private static final String JOB = """
            {"name": "{{ job.name }}", "tasks": [{"task_key": "main", "spark_jar_task": {"main_class_name": "M"},
             "new_cluster": {"spark_version": "s", "node_type_id": "n", "num_workers": 1}}]}
            """;

    private final RetoldWorkspace workspace = new RetoldWorkspace();
    private final InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", JOB);

    @BeforeEach
    void apply() {
        for (int job = 0; job < JOBS; job++) {
            stores.file("jobs/k" + job + ".json", "{\"name\": \"job " + job + "\"}");
        }
        assertThat(run().count(Result.APPLIED)).isEqualTo(JOBS);
        run();
        workspace.writes();
    }

    private Report run() {
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(workspace, stores.stores())
                .run(SyncRequest.SYNC);
    }

    private static List<String> notes(Report report) {
        return report.notes().stream()
                .filter(note -> note.contains("has begun to show"))
                .toList();
    }

    private void gainFieldOvernight() {
        workspace.show((id, settings) -> settings.put("new_field", "as the service likes it"));
    }

    private static ObjectNode cluster(ObjectNode settings) {
        return (ObjectNode) task(settings).path("new_cluster");
    }

    private static ObjectNode task(ObjectNode settings) {
        return (ObjectNode) settings.path("tasks").path(0);
    }

    @Test
    void a_field_that_the_service_gains_overnight_is_told_once_and_not_written() {
        gainFieldOvernight();

        assertThat(notes(run()))
                .singleElement()
                .asString()
                .contains("new_field with one value")
                .contains("on " + JOBS + " jobs");
        assertThat(notes(run())).isEmpty();
        assertThat(notes(run())).isEmpty();
        assertThat(workspace.writes()).isZero();
    }

    @Test
    void known_fields_that_the_service_begins_to_show_with_values_that_say_nothing_are_told_once_and_not_written() {
        workspace.show((id, settings) -> {
            settings.put("timeout_seconds", 0).putObject("email_notifications");
            task(settings).put("max_retries", 0);
            return settings;
        });

        assertThat(notes(run())).hasSize(3);
        assertThat(notes(run())).isEmpty();
        assertThat(workspace.writes()).isZero();
    }

    @Test
    void a_field_that_is_on_unless_it_is_turned_off_is_drift_on_however_many_jobs() {
        workspace.show((id, settings) -> settings.put("max_concurrent_runs", 0));

        run();

        assertThat(workspace.writes()).isEqualTo(JOBS);
    }

    @Test
    void what_may_be_somebodys_stays_where_the_service_only_gains_a_field() {
        workspace.jobs.replaceAll(job -> new ActualJob(job.id(), job.settings(), Optional.of(Passes.ROBOT.userName())));
        for (int job = 0; job < JOBS; job++) {
            workspace.edit(job, settings -> cluster(settings).put("runtime_engine", "PHOTON"));
        }
        stores.withState(Map.of());
        run();
        assertThat(workspace.writes()).as("nobody knows whose it is").isZero();
        gainFieldOvernight();

        assertThat(notes(run())).hasSize(1);
        assertThat(notes(run())).isEmpty();
        assertThat(workspace.writes()).isZero();

        stores.file("templates/standard.jinja2", JOB.replace("\"num_workers\": 1", "\"num_workers\": 2"));
        assertThat(run().outcomes().get(0).change().differences())
                .extracting(Difference::path)
                .containsExactly("tasks[main].new_cluster.num_workers", "tasks[main].new_cluster.runtime_engine");
    }

    @Test
    void a_job_that_lacks_the_gained_field_later_has_drifted() {
        gainFieldOvernight();
        run();
        workspace.show((id, settings) -> id == 7 ? settings : settings.put("new_field", "as the service likes it"));

        run();

        assertThat(workspace.writes()).isEqualTo(1);
    }

    @Test
    void a_field_that_the_service_no_longer_shows_is_told_once_and_not_written() {
        gainFieldOvernight();
        run();
        workspace.show((id, settings) -> settings);

        assertThat(run().notes())
                .contains("the service has ceased to show new_field on " + JOBS + " jobs at once; that is taken for the"
                        + " service's doing, and nothing is written for it");
        run();
        assertThat(workspace.writes()).isZero();
    }

    @Test
    void a_field_that_the_service_gains_in_elements_without_names_is_not_written() {
        stores.file(
                "templates/standard.jinja2",
                JOB.replace(
                        "\"new_cluster\"", "\"libraries\": [{\"jar\": \"/a\"}, {\"jar\": \"/b\"}], \"new_cluster\""));
        run();
        workspace.writes();
        workspace.show((id, settings) -> {
            for (JsonNode library : task(settings).path("libraries")) {
                ((ObjectNode) library).put("new_field", "as the service likes it");
            }
            return settings;
        });

        assertThat(notes(run())).singleElement().asString().contains("tasks[].libraries[].new_field with one value");
        run();
        assertThat(workspace.writes()).isZero();
    }

    @Test
    void the_same_field_set_by_hand_on_one_job_of_many_is_put_back() {
        workspace.edit(7, settings -> settings.put("new_field", "by hand"));

        Report report = run();

        assertThat(notes(report)).isEmpty();
        assertThat(workspace.calls).contains("reset 8");
        assertThat(workspace.writes()).isEqualTo(1);
        assertThat(workspace.jobs.get(7).settings().view().has("new_field")).isFalse();
        run();
        assertThat(workspace.writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"init_scripts", "libraries", "schedule", "run_as", "timeout_seconds", "webhook_notifications"})
    void a_known_field_that_is_set_on_all_jobs_is_drift_on_each(String field) {
        Consumer<ObjectNode> byHand = settings -> {
            switch (field) {
                case "init_scripts" ->
                    cluster(settings)
                            .putArray(field)
                            .addObject()
                            .putObject("workspace")
                            .put("destination", "/x.sh");
                case "libraries" -> task(settings).putArray(field).addObject().put("jar", "/x.jar");
                case "schedule" ->
                    settings.putObject(field)
                            .put("quartz_cron_expression", "0 0 1 * * ?")
                            .put("timezone_id", "UTC");
                case "run_as" -> settings.putObject(field).put("user_name", "mallory@example.com");
                case "timeout_seconds" -> settings.put(field, 1);
                default ->
                    settings.putObject(field).putArray("on_success").addObject().put("id", "w");
            }
        };
        for (int job = 0; job < JOBS; job++) {
            workspace.edit(job, byHand);
        }

        assertThat(notes(run())).isEmpty();
        assertThat(workspace.writes()).isEqualTo(JOBS);
        run();
        assertThat(workspace.writes()).isZero();
    }

    @Test
    void a_job_that_did_not_keep_something_goes_on_failing_when_the_service_gains_a_field() {
        workspace.show((id, settings) -> {
            cluster(settings).put("num_workers", 9);
            return settings;
        });
        stores.file("templates/standard.jinja2", JOB.replace("\"num_workers\": 1", "\"num_workers\": 2"));
        assertThat(run().count(Result.FAILED)).isEqualTo(JOBS);
        workspace.writes();
        workspace.show((id, settings) -> {
            cluster(settings).put("num_workers", 9);
            return settings.put("new_field", 1);
        });

        assertThat(run().failed()).isTrue();
        assertThat(run().failed()).isTrue();
        assertThat(workspace.writes()).isZero();
    }
}
