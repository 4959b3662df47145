package io.github.dbdsc.reconcile;

import static io.github.dbdsc.reconcile.OneJob.cluster;
import static io.github.dbdsc.reconcile.OneJob.clusterOf;
import static io.github.dbdsc.reconcile.OneJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields that a definition leaves to others, in whole runs. */
class IgnoredFieldsRunTest {
    private static final String WORKERS = "['tasks[a].new_cluster.num_workers']";

    private final OneJob world = new OneJob();

    @AfterEach
    void stop() {
        world.close();
    }

    private JsonNode settings() {
        return world.stored().settings();
    }

    private JsonNode workers() {
        return settings().path("tasks").path(0).path("new_cluster").path("num_workers");
    }

    private void scale(int workers) {
        world.byHand(settings -> clusterOf(settings).put("num_workers", workers));
    }

    @Test
    void a_create_sends_what_the_template_says() {
        world.define("$ignore", WORKERS, cluster("")).sync();

        assertThat(workers().asInt()).isEqualTo(1);
        assertThat(world.writes()).isZero();
    }

    @Test
    void what_others_change_is_neither_drift_nor_undone_by_an_update() {
        world.define("$ignore", WORKERS, cluster("")).sync();

        scale(9);

        assertThat(world.planned()).isEmpty();
        assertThat(world.writes()).isZero();
        world.define("$ignore", WORKERS, cluster("'driver_node_type_id':'d'"));
        assertThat(world.outcome().result()).isEqualTo(Result.APPLIED);
        assertThat(workers().asInt()).isEqualTo(9);
        assertThat(world.writes()).isZero();
    }

    @Test
    void what_the_template_says_of_it_is_no_difference_either() {
        world.define("$ignore", WORKERS, cluster("")).sync();

        world.define("$ignore", WORKERS, cluster("").replace("'num_workers':1", "'num_workers':5"));

        assertThat(world.writes()).isZero();
        assertThat(workers().asInt()).isEqualTo(1);
    }

    @Test
    void other_fields_of_the_same_cluster_are_put_right_without_it() {
        world.define("$ignore", WORKERS, cluster("")).sync();

        world.byHand(settings -> clusterOf(settings).put("num_workers", 9).put("spark_version", "1"));

        assertThat(world.planned())
                .containsExactly(
                        "tasks[a].new_cluster.spark_version: \"1\" -> \"16.4.x-scala2.12\" (somebody changed it by hand)");
        assertThat(world.writes()).isEqualTo(1);
        assertThat(workers().asInt()).isEqualTo(9);
        assertThat(world.planned()).isEmpty();
    }

    @Test
    void what_changes_between_the_write_and_the_look_is_no_failure() {
        world.define("$ignore", WORKERS, cluster("")).sync();
        world.define("$ignore", WORKERS, cluster("'driver_node_type_id':'d'"));
        world.workspace.showJobsWith(job -> {
            if (job.path("settings").path("tasks").path(0).path("new_cluster").has("num_workers")) {
                clusterOf((ObjectNode) job.path("settings")).put("num_workers", 30);
            }
        });

        assertThat(world.outcome().result()).isEqualTo(Result.APPLIED);
        assertThat(world.writes()).isZero();
    }

    @Test
    void a_definition_that_begins_or_ceases_to_leave_a_field_to_others_means_it() {
        world.define(cluster("")).sync();
        scale(9);
        world.define("$ignore", WORKERS, cluster(""));
        assertThat(world.writes()).isZero();

        world.define(cluster(""));

        assertThat(world.planned()).singleElement().asString().startsWith("tasks[a].new_cluster.num_workers: 9 -> 1");
        assertThat(world.writes()).isEqualTo(1);
        assertThat(workers().asInt()).isEqualTo(1);
        assertThat(world.writes()).isZero();
    }

    @Test
    void what_is_shown_beside_a_field_is_no_drift_once_the_field_is_left_to_others() {
        String settings = job("'email_notifications':{'on_failure':['ann@example.com']}");
        world.define(settings).sync();

        world.define("$ignore", "['email_notifications.on_failure']", settings);

        assertThat(world.planned()).isEmpty();
        assertThat(world.writes()).isZero();
        world.byHand(job -> job.withObject("/email_notifications")
                .putArray("on_failure")
                .add("bob@example.com")
                .add("eve@example.com"));
        assertThat(world.planned()).isEmpty();
        world.byHand(job -> job.remove("email_notifications"));
        assertThat(world.planned()).isEmpty();
    }

    @Test
    void a_plan_that_somebody_approved_is_the_same_whatever_others_did_to_their_field() {
        world.define("$ignore", WORKERS, cluster("")).sync();
        world.define("$ignore", WORKERS, cluster("'driver_node_type_id':'d'"));
        String approved = world.plan().fingerprint();

        scale(12);

        assertThat(world.sync(SyncRequest.SYNC.approving(approved)).count(Result.APPLIED))
                .isEqualTo(1);
        assertThat(workers().asInt()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_field_that_the_template_does_not_have_stays_as_others_set_it(boolean stateIsLost) {
        String ignored = "['email_notifications.on_failure','tags','description']";
        world.define("$ignore", ignored, job("")).sync();
        world.byHand(settings -> {
            settings.put("description", "theirs");
            settings.withObject("/email_notifications").putArray("on_failure").add("ann@example.com");
            settings.withObject("/tags").put("cost", "7");
        });
        if (stateIsLost) {
            world.forget();
            world.define("$ignore", ignored, job(""));
        }
        assertThat(world.planned()).isEmpty();
        assertThat(world.writes()).isZero();

        world.define("$ignore", ignored, job("'timeout_seconds':60"));

        assertThat(world.writes()).isEqualTo(1);
        assertThat(settings().path("timeout_seconds").asInt()).isEqualTo(60);
        assertThat(settings().path("description").asText()).isEqualTo("theirs");
        assertThat(settings().at("/email_notifications/on_failure/0").asText()).isEqualTo("ann@example.com");
        assertThat(settings().at("/tags/cost").asText()).isEqualTo("7");
        assertThat(settings().at("/tags/dsc-owner").asText()).isEqualTo("us");
        assertThat(settings().at("/tags/dsc-key").asText()).isEqualTo("a");
        assertThat(world.writes()).isZero();
    }

    @Test
    void a_field_that_others_took_away_stays_away() {
        world.define("$ignore", "['timeout_seconds']", job("'timeout_seconds':60"))
                .sync();
        world.byHand(settings -> settings.remove("timeout_seconds"));

        world.define("$ignore", "['timeout_seconds']", job("'timeout_seconds':60,'description':'d'"));

        assertThat(world.writes()).isEqualTo(1);
        assertThat(settings().path("timeout_seconds").asInt()).isZero();
        assertThat(world.writes()).isZero();
    }

    @Test
    void an_element_that_is_all_of_a_list_stays_as_others_made_it() {
        String settings = job("'max_concurrent_runs':1");
        world.define("$ignore", "['parameters[day]']", settings).sync();
        world.byHand(job -> job.put("max_concurrent_runs", 5)
                .putArray("parameters")
                .addObject()
                .put("name", "day")
                .put("default", "monday"));

        assertThat(world.planned()).containsExactly("max_concurrent_runs: 5 -> 1 (somebody changed it by hand)");
        assertThat(world.outcome().result()).isEqualTo(Result.APPLIED);

        assertThat(settings().at("/parameters/0/default").asText()).isEqualTo("monday");
        assertThat(world.planned()).isEmpty();
    }

    @Test
    void tags_that_say_whose_the_job_is_are_put_back_though_tags_are_left_to_others() {
        world.define("$ignore", "['tags']", job("")).sync();

        world.byHand(
                settings -> settings.withObject("/tags").put("dsc-key", "other").put("cost", "7"));

        assertThat(world.writes()).isEqualTo(1);
        assertThat(settings().at("/tags/dsc-key").asText()).isEqualTo("a");
        assertThat(settings().at("/tags/cost").asText()).isEqualTo("7");
    }

    @Test
    void permissions_left_to_others_are_given_to_a_new_job_and_never_asked_for_again() {
        String list = "'access_control_list':[{'group_name':'g','permission_level':'CAN_VIEW'}]";
        world.define("$ignore", "['access_control_list']", job(list)).sync();
        assertThat(world.workspace.calls().count(Operation.CREATE)).isEqualTo(1);
        world.workspace.jobs().setGrants(world.stored().id(), List.of());
        world.workspace.calls().reset();

        assertThat(world.sync().count(Action.UPDATE)).isZero();

        assertThat(world.workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list");
    }

    @Test
    void a_job_that_is_taken_over_keeps_what_is_left_to_others_and_a_new_task_comes_as_defined() {
        String ignored = "['max_concurrent_runs','tasks[new].timeout_seconds']";
        world.define("$ignore", ignored, job("'max_concurrent_runs':2")).sync();
        world.byHand(settings -> settings.put("max_concurrent_runs", 5));
        world.define(
                "$ignore",
                ignored,
                "{'name':'A','max_concurrent_runs':2,'tasks':[{'task_key':'a','existing_cluster_id':'c','notebook_task':"
                        + "{'notebook_path':'/n'}},{'task_key':'new','timeout_seconds':7,'existing_cluster_id':'c',"
                        + "'notebook_task':{'notebook_path':'/n'}}]}");

        assertThat(world.writes()).isEqualTo(1);

        assertThat(settings().path("max_concurrent_runs").asInt()).isEqualTo(5);
        assertThat(settings().at("/tasks/1/timeout_seconds").asInt()).isEqualTo(7);
        assertThat(world.writes()).isZero();
    }
}
