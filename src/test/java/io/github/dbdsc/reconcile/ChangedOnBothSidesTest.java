package io.github.dbdsc.reconcile;

import static io.github.dbdsc.reconcile.OneJob.cluster;
import static io.github.dbdsc.reconcile.OneJob.job;
import static io.github.dbdsc.reconcile.OneJob.task;
import static io.github.dbdsc.reconcile.OneJob.taskOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A field that the definition changed, and somebody changed by hand to something else, is what the definition says. */
class ChangedOnBothSidesTest {

    private static final String TASK = "'notebook_task':{'notebook_path':'/n'}";

    private final OneJob world = new OneJob();

    @AfterEach
    void stop() {
        world.close();
    }

    private void assertDefinitionWins(String before, Consumer<ObjectNode> byHand, String after) {
        world.define(before).sync();
        world.byHand(byHand);

        world.define(after);

        assertThat(world.planned()).as("planned").isNotEmpty();
        assertThat(world.writes()).as("writes").isEqualTo(1);
        assertThat(world.writes()).as("writes afterwards").isZero();
    }

    @Test
    void the_repository_of_a_library_is_no_longer_set() {
        assertDefinitionWins(
                task(TASK + ",'libraries':[{'pypi':{'package':'p','repo':'r'}}]"),
                settings -> ((ObjectNode) taskOf(settings).at("/libraries/0/pypi")).put("repo", "https://evil"),
                task(TASK + ",'libraries':[{'pypi':{'package':'p'}}]"));
    }

    @Test
    void whom_the_job_runs_as_is_no_longer_set() {
        assertDefinitionWins(
                job("'run_as':{'user_name':'bob@example.com'}"),
                settings -> settings.putObject("run_as").put("user_name", "mallory@example.com"),
                job(""));

        assertThat(world.stored().settings().at("/run_as/user_name").asText()).isEqualTo(Passes.ROBOT.userName());
    }

    @Test
    void how_often_the_job_may_run_at_once_is_no_longer_set() {
        assertDefinitionWins(
                job("'max_concurrent_runs':5"), settings -> settings.put("max_concurrent_runs", 0), job(""));
    }

    @Test
    void the_queue_is_no_longer_set() {
        assertDefinitionWins(
                job("'queue':{'enabled':true}"),
                settings -> settings.withObject("/queue").put("enabled", false),
                job(""));
    }

    @Test
    void a_tag_has_no_value_any_more() {
        assertDefinitionWins(
                job("'tags':{'a':'x'}"),
                settings -> settings.withObject("/tags").remove("a"),
                job("'tags':{'a':''}"));
    }

    @Test
    void the_init_scripts_of_a_cluster_with_a_policy_are_no_longer_set() {
        assertDefinitionWins(
                cluster("'policy_id':'p','init_scripts':[{'workspace':{'destination':'/a'}}]"),
                settings -> ((ObjectNode) taskOf(settings).at("/new_cluster/init_scripts/0/workspace"))
                        .put("destination", "/evil"),
                cluster("'policy_id':'p'"));
    }

    @Test
    void a_subscriber_is_no_longer_set() {
        String subscribers =
                "'sql_task':{'warehouse_id':'w','alert':{'alert_id':'i','subscriptions':[%s{'user_name':'b'}]}}";
        assertDefinitionWins(
                task(subscribers.formatted("{'user_name':'a'},")),
                settings -> ((ArrayNode) taskOf(settings).at("/sql_task/alert/subscriptions"))
                        .removeAll()
                        .addObject()
                        .put("user_name", "b")
                        .put("destination_id", "evil"),
                task(subscribers.formatted("")));
    }
}
