package io.github.dbdsc.reconcile;

import static io.github.dbdsc.reconcile.OneJob.cluster;
import static io.github.dbdsc.reconcile.OneJob.clusterOf;
import static io.github.dbdsc.reconcile.OneJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Jobs;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service does with settings on its own leads to no write in every run, and hides nothing that it loses. */
class ServiceAnswersTest {

    private final OneJob world = new OneJob();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_field_that_nobody_knows_and_the_service_drops_is_told_once() {
        world.workspace.showJobsWith(settings -> settings.remove("of_the_future"));
        world.define(job("'of_the_future':{'x':1}"));

        Outcome outcome = world.outcome();

        assertThat(outcome.result()).isEqualTo(Result.APPLIED);
        assertThat(outcome.error()).hasValueSatisfying(note -> assertThat(note)
                .startsWith("the workspace did not keep what this program does not know: of_the_future is not there"));
        assertThat(world.outcome().error()).isEmpty();
        assertThat(world.writes()).isZero();
    }

    @Test
    void a_field_that_nobody_knows_in_an_element_without_a_name_is_told_once() {
        world.workspace.showJobsWith(
                settings -> ((ObjectNode) settings.at("/tasks/0/libraries/0/pypi")).remove("of_the_future"));
        world.define(OneJob.task("'notebook_task':{'notebook_path':'/n'},"
                + "'libraries':[{'pypi':{'package':'x','of_the_future':1}}]"));

        Outcome outcome = world.outcome();

        assertThat(outcome.result()).isEqualTo(Result.APPLIED);
        assertThat(outcome.error()).hasValueSatisfying(note -> assertThat(note)
                .startsWith("the workspace did not keep what this program does not know: tasks[a].libraries is "));
        assertThat(world.outcome().error()).isEmpty();
        assertThat(world.writes()).isZero();
    }

    @Test
    void the_format_that_the_service_ignores_is_quiet() {
        world.workspace.showJobsWith(settings -> settings.put("format", "MULTI_TASK"));
        world.define(job("'format':'SINGLE_TASK'"));

        assertThat(world.outcome().result()).isEqualTo(Result.APPLIED);
        assertThat(world.writes()).isZero();
    }

    @Test
    void a_known_field_that_the_service_does_not_keep_fails_in_every_run_and_is_not_written_again() {
        world.workspace.showJobsWith(settings -> settings.put("timeout_seconds", 7));
        world.define(job("'timeout_seconds':60"));
        assertThat(world.outcome().result()).isEqualTo(Result.FAILED);

        for (int run = 0; run < 3; run++) {
            Outcome outcome = world.outcome();
            assertThat(outcome.result()).isEqualTo(Result.FAILED);
            assertThat(outcome.error())
                    .hasValueSatisfying(why -> assertThat(why).contains("timeout_seconds is 7 instead of 60"));
            assertThat(world.writes()).isZero();
        }
    }

    @Test
    void what_the_service_did_not_keep_is_written_again_for_whoever_asks_for_the_job() {
        world.workspace.showJobsWith(settings -> settings.put("timeout_seconds", 7));
        world.define(job("'timeout_seconds':60")).sync();
        world.workspace.calls().reset();

        Outcome outcome =
                world.sync(SyncRequest.SYNC.only(OneJob.KEY)).outcomes().get(0);

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(world.workspace.calls().count(Operation.RESET)).isEqualTo(1);
    }

    @Test
    void a_job_that_keeps_it_at_last_is_in_sync() {
        world.workspace.showJobsWith(settings -> settings.put("timeout_seconds", 7));
        world.define(job("'timeout_seconds':60")).sync();
        world.workspace.showJobsWith(settings -> {});

        assertThat(world.planned()).containsExactly("timeout_seconds: 7 -> 60 (somebody changed it by hand)");
        assertThat(world.writes()).as("the job changed").isEqualTo(1);
        assertThat(world.outcome().result()).isEqualTo(Result.UNCHANGED);
    }

    @Test
    void what_the_service_begins_to_show_as_it_was_asked_is_quiet() {
        world.workspace.showJobsWith(settings -> settings.remove("of_the_future"));
        world.define(job("'of_the_future':{'x':1}")).sync();
        world.workspace.showJobsWith(settings -> {});

        assertThat(world.writes()).isZero();

        world.byHand(settings -> settings.putObject("of_the_future").put("x", 2));
        assertThat(world.writes()).as("known from now on").isEqualTo(1);
    }

    @Test
    void a_choice_of_the_service_that_somebody_changes_together_with_a_change_of_the_definition_is_drift() {
        world.workspace.showJobsWith(settings -> {
            if (clusterOf(settings).path("data_security_mode").asText().endsWith("AUTO")) {
                clusterOf(settings).put("data_security_mode", "USER_ISOLATION");
            }
        });
        world.define(cluster("'data_security_mode':'DATA_SECURITY_MODE_AUTO'")).sync();
        world.byHand(settings -> {
            clusterOf(settings).put("data_security_mode", "NONE");
            settings.put("description", "new");
        });

        world.define(cluster("'data_security_mode':'DATA_SECURITY_MODE_AUTO'")
                .replaceFirst("'name':'A'", "'name':'A','description':'new'"));

        assertThat(world.planned()).anyMatch(line -> line.contains("data_security_mode: \"NONE\" -> "));
        assertThat(world.writes()).isEqualTo(1);
    }

    @Test
    void drift_of_whom_a_job_runs_as_says_who_it_will_be() {
        world.define(job("")).sync();
        world.byHand(settings -> settings.putObject("run_as").put("user_name", "mallory@example.com"));

        assertThat(world.planned()).singleElement().asString().contains("\"mallory@example.com\" -> \"");
    }

    @Test
    void a_field_of_a_library_that_nobody_knows_is_shown_by_the_update_that_takes_it_away() {
        String jar = ",'libraries':[{'pypi':{'package':'p'}}]}";
        String definition = job("").replace("'/n'}}", "'/n'}" + jar);
        world.define(definition).sync();
        world.byHand(settings -> ((ObjectNode) OneJob.taskOf(settings).at("/libraries/0/pypi")).put("index_auth", "x"));
        world.forget();
        assertThat(world.writes()).isZero();

        world.define(definition.replace("'name':'A'", "'name':'A','description':'new'"));

        assertThat(world.planned())
                .contains("tasks[a].libraries[0].pypi.index_auth: \"x\" ->  (no definition sets it; this update"
                        + " removes it)");
    }

    @Test
    void libraries_in_another_order_stay_quiet_where_the_service_adds_to_each_of_them() {
        world.workspace.showJobsWith(settings -> {
            for (JsonNode library : OneJob.taskOf(settings).path("libraries")) {
                ((ObjectNode) library.path("pypi"))
                        .put("revision", library.at("/pypi/package").asText() + "-1");
            }
        });
        String inOneOrder =
                "'notebook_task':{'notebook_path':'/n'},'libraries':[{'pypi':{'package':'x'}},{'pypi':{'package':'y'}}]";
        world.define(OneJob.task(inOneOrder)).sync();

        world.define(OneJob.task("'notebook_task':{'notebook_path':'/n'},"
                + "'libraries':[{'pypi':{'package':'y'}},{'pypi':{'package':'x'}}]"));

        assertThat(world.writes()).isZero();
        assertThat(world.planned()).isEmpty();
        assertThat(world.writes()).isZero();
    }

    @Test
    void policy_defaults_that_come_back_as_not_applied_are_no_difference() {
        world.workspace.showJobsWith(settings -> clusterOf(settings).put("apply_policy_default_values", false));
        world.define(cluster("'policy_id':'p','apply_policy_default_values':true"));

        assertThat(world.outcome().result()).isEqualTo(Result.APPLIED);
        assertThat(world.writes()).isZero();
    }

    @Test
    void people_who_come_back_in_lower_case_are_the_same() {
        world.workspace.showJobsWith(settings -> {
            clusterOf(settings).put("single_user_name", "ann@example.com");
            settings.putObject("run_as").put("user_name", "ann@example.com");
        });
        world.define(cluster("'data_security_mode':'SINGLE_USER','single_user_name':'Ann@Example.com'")
                .replaceFirst("'name':'A'", "'name':'A','run_as':{'user_name':'Ann@Example.com'}"));

        assertThat(world.outcome().result()).isEqualTo(Result.APPLIED);
        world.forget();
        assertThat(world.planned()).isEmpty();
    }

    @Test
    void a_create_that_could_not_be_read_back_takes_the_echo_in_the_next_run() {
        world.workspace.showJobsWith(
                settings -> settings.putObject("of_the_future").put("x", 1));
        world.define(job(""));
        world.workspace.faults().onCall(3, Fault.refused(403, "PERMISSION_DENIED"));
        world.workspace.faults().onCall(4, Fault.refused(403, "PERMISSION_DENIED"));
        assertThat(world.outcome().error())
                .hasValueSatisfying(why -> assertThat(why).startsWith("it was not read back: "));

        assertThat(world.writes()).isZero();

        world.byHand(settings -> settings.put("timeout_seconds", 5));
        assertThat(world.planned())
                .containsExactly(
                        "timeout_seconds: 5 ->  (somebody set it by hand)",
                        // nobody has seen the job without it
                        "of_the_future.x: 1 ->  (no definition sets it; this update removes it)");
    }

    @Test
    void what_may_be_somebodys_is_shown_by_the_update_that_takes_it_away_however_late() {
        world.define(cluster("")).sync();
        world.byHand(settings -> clusterOf(settings).put("data_security_mode", "NONE"));
        world.forget();

        assertThat(world.plan().notes()).anySatisfy(note -> assertThat(note)
                .contains("can't be told")
                .contains("tasks[a].new_cluster.data_security_mode of a"));
        assertThat(world.writes()).isZero();
        assertThat(world.plan().notes()).noneMatch(note -> note.contains("can't be told"));

        world.define(cluster("").replace("'num_workers':1", "'num_workers':2"));

        assertThat(world.planned())
                .contains("tasks[a].new_cluster.data_security_mode: \"NONE\" ->  (no definition sets it; this"
                        + " update removes it)");
        assertThat(world.writes()).isEqualTo(1);
        world.define(cluster("").replace("'num_workers':1", "'num_workers':3"));
        assertThat(world.planned()).as("written since").noneMatch(line -> line.contains("data_security_mode"));
    }

    @Test
    void a_job_of_which_nothing_is_known_and_that_runs_as_somebody_else_is_named() {
        world.define(job("")).sync();
        world.byHand(settings -> settings.putObject("run_as").put("user_name", "mallory@example.com"));
        world.forget();

        assertThat(world.plan().notes())
                .contains("no definition says whom it runs as: a runs as mallory@example.com; that stays so until a"
                        + " definition sets run_as");
        assertThat(world.writes()).isZero();
    }

    @Test
    void names_that_read_like_a_path_are_kept_apart() {
        world.workspace.showJobsWith(settings -> {
            settings.put("x.y", 1);
            settings.putObject("x").put("y", 2);
        });
        world.define(job("")).sync();

        assertThat(world.writes()).isZero();
    }

    @Test
    void a_setting_of_spark_beside_one_that_begins_alike_is_shown_as_changed_by_hand() {
        world.define(cluster("'spark_conf':{'spark.sql':'1'}")).sync();
        world.byHand(settings -> ((ObjectNode) clusterOf(settings).path("spark_conf")).put("spark.sql.ansi", "x"));
        world.define(cluster("'spark_conf':{'spark.sql':'2'}"));

        assertThat(world.planned())
                .containsExactly(
                        "tasks[a].new_cluster.spark_conf[\"spark.sql\"]: \"1\" -> \"2\" (the definition wants it so)",
                        "tasks[a].new_cluster.spark_conf[\"spark.sql.ansi\"]: \"x\" ->  (somebody set it by hand)");
    }

    @Test
    void a_cluster_for_whom_its_job_runs_as_is_the_services_choice() {
        world.define(cluster("'data_security_mode':'SINGLE_USER'")).sync();
        world.forget();

        assertThat(world.plan().notes()).noneMatch(note -> note.contains("can't be told"));

        world.byHand(settings -> clusterOf(settings).put("single_user_name", "mallory@example.com"));
        world.forget();
        assertThat(world.plan().notes()).anyMatch(note -> note.contains("single_user_name of a"));
    }

    @Test
    void what_the_service_does_not_remove_is_told_once() {
        world.define(job("'timeout_seconds':60,'of_the_future':{'x':1}")).sync();
        world.workspace.showJobsWith(settings -> {
            settings.put("timeout_seconds", 60);
            settings.putObject("of_the_future").put("x", 1);
        });
        world.define(job(""));

        Outcome outcome = world.outcome();

        assertThat(outcome.result()).isEqualTo(Result.APPLIED);
        assertThat(outcome.error()).hasValueSatisfying(note -> assertThat(note)
                .startsWith("the workspace still shows what was to be removed: ")
                .contains("timeout_seconds is 60", "of_the_future is {\"x\":1}"));
        assertThat(world.outcome().error()).isEmpty();
        assertThat(world.writes()).isZero();
    }

    @Test
    void an_adoption_shows_all_that_it_takes_away() {
        world.workspace
                .jobs()
                .put(
                        Passes.ROBOT.userName(),
                        settings(cluster("'runtime_engine':'PHOTON',"
                                        + "'data_security_mode':'SINGLE_USER','enable_local_disk_encryption':true,"
                                        + "'azure_attributes':{'availability':'SPOT_AZURE'}")
                                .replaceFirst("'name':'A'", "'name':'A','budget_policy_id':'b'")));
        world.define(cluster(""));

        assertThat(world.plan().count(Action.ADOPT)).isEqualTo(1);
        assertThat(world.planned())
                .filteredOn(line -> line.endsWith("(no definition sets it; this update removes it)"))
                .extracting(line -> line.replaceAll(":.*", ""))
                .contains(
                        "budget_policy_id",
                        "tasks[a].new_cluster.runtime_engine",
                        "tasks[a].new_cluster.data_security_mode",
                        "tasks[a].new_cluster.enable_local_disk_encryption",
                        "tasks[a].new_cluster.azure_attributes.availability")
                .doesNotContain("tasks[a].new_cluster.enable_elastic_disk");
    }

    @Test
    void a_queue_that_somebody_turned_off_is_on_again_where_no_state_is_kept() {
        for (String wanted : List.of(job(""), job("'queue':{}"))) {
            world.define(wanted).sync();
            world.byHand(settings -> settings.putObject("queue").put("enabled", false));
            world.forget();

            assertThat(world.planned())
                    .containsExactly("queue.enabled: false ->  (the definition does not set it, and no earlier pass is"
                            + " known that saw it so)");
            assertThat(world.writes()).isEqualTo(1);
            assertThat(world.writes()).isZero();
        }
    }

    @Test
    void an_adoption_shows_that_it_turns_the_queue_on() {
        world.workspace.jobs().put(Passes.ROBOT.userName(), settings(job("'queue':{'enabled':false}")));
        world.define(job(""));

        assertThat(world.plan().count(Action.ADOPT)).isEqualTo(1);
        assertThat(world.planned()).anyMatch(line -> line.startsWith("queue.enabled: false -> "));
    }

    @Test
    void a_job_that_a_bundle_deployed_is_adopted_only_where_the_definition_says_so() {
        ObjectNode deployed = settings(job("'edit_mode':'UI_LOCKED','deployment':{'kind':'BUNDLE'}"));
        world.workspace.jobs().put(Passes.ROBOT.userName(), deployed);
        world.define(job(""));

        assertThat(world.outcome().change().action()).isEqualTo(Action.REFUSED);
        assertThat(world.outcome().change().reason()).contains("managed by another tool", "\"$adopt\": true");
        assertThat(world.stored().settings().has("deployment")).isTrue();

        world.define(job("")).adopting();
        assertThat(world.planned())
                .extracting(line -> line.replaceAll(":.*", ""))
                .contains("edit_mode", "deployment.kind");
        assertThat(world.writes()).isEqualTo(1);
        assertThat(world.writes()).isZero();
    }

    @Test
    void a_job_in_the_form_of_the_original_program_is_compared_task_by_task() {
        world.workspace
                .jobs()
                .putLegacy(
                        Passes.ROBOT.userName(),
                        settings("{'name':'A','existing_cluster_id':'c',"
                                + "'notebook_task':{'notebook_path':'/n'},'max_retries':2}"));
        world.workspace.showJobsWith(ServiceAnswersTest::asOneTask);
        world.define(job(""));

        assertThat(world.planned())
                .extracting(line -> line.replaceAll(":.*", ""))
                .allMatch(path ->
                        List.of("tags", "tasks[a].max_retries", "queue.enabled").contains(path));
    }

    /** Shows a job of one task in the form of the Jobs API 2.0. */
    private static void asOneTask(ObjectNode settings) {
        if (settings.path("tasks").size() == 1 && !settings.path("tags").has("dsc-key")) {
            ObjectNode task = (ObjectNode) settings.remove("tasks").get(0);
            task.remove(List.of("task_key", "run_if"));
            settings.setAll(task);
            settings.put("format", "SINGLE_TASK");
        }
    }

    private static ObjectNode settings(String json) {
        return Jobs.settings(json).tree();
    }
}
