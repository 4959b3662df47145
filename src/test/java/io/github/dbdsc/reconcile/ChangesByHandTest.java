package io.github.dbdsc.reconcile;

import static io.github.dbdsc.reconcile.OneJob.cluster;
import static io.github.dbdsc.reconcile.OneJob.clusterOf;
import static io.github.dbdsc.reconcile.OneJob.job;
import static io.github.dbdsc.reconcile.OneJob.task;
import static io.github.dbdsc.reconcile.OneJob.taskOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.RunAsShown;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody changes in the workspace is drift, and is put back by one write. */
class ChangesByHandTest {

    private final OneJob world = new OneJob();

    @AfterEach
    void stop() {
        world.close();
    }

    private void assertPutBack(String settings, Consumer<ObjectNode> change) {
        world.define(settings).sync();
        ObjectNode before = world.stored().settings();

        world.byHand(change);

        assertThat(world.planned()).as("planned").isNotEmpty();
        assertThat(world.plan().outcomes().get(0).change().correctsDrift()).isTrue();
        assertThat(world.writes()).as("writes").isEqualTo(1);
        assertThat(world.stored().settings()).isEqualTo(before);
        assertThat(world.writes()).as("writes afterwards").isZero();
    }

    @Test
    void positional_parameters_that_were_swapped_are_put_back() {
        assertPutBack(task("'spark_python_task':{'python_file':'/f','parameters':['a','b']}"), settings -> {
            ArrayNode parameters = (ArrayNode) taskOf(settings).at("/spark_python_task/parameters");
            parameters.insert(0, parameters.remove(1));
        });
    }

    @Test
    void init_scripts_that_were_swapped_are_put_back() {
        assertPutBack(
                cluster("'init_scripts':[{'workspace':{'destination':'/a'}},{'workspace':{'destination':'/b'}}]"),
                settings -> {
                    ArrayNode scripts = (ArrayNode) clusterOf(settings).path("init_scripts");
                    scripts.insert(0, scripts.remove(1));
                });
    }

    @Test
    void a_job_that_may_not_run_any_more_runs_again() {
        assertPutBack(job(""), settings -> settings.put("max_concurrent_runs", 0));
    }

    @Test
    void a_queue_that_was_switched_off_is_on_again() {
        assertPutBack(job(""), settings -> settings.withObject("/queue").put("enabled", false));
    }

    @Test
    void a_tag_without_a_value_is_taken_off() {
        assertPutBack(job(""), settings -> settings.withObject("/tags").put("a", ""));
    }

    @Test
    void a_parameter_without_a_value_is_taken_off() {
        assertPutBack(task("'notebook_task':{'notebook_path':'/n'}"), settings -> taskOf(settings)
                .withObject("/notebook_task/base_parameters")
                .put("a", ""));
    }

    @Test
    void the_repository_of_a_library_that_somebody_set_is_taken_off() {
        assertPutBack(
                task("'notebook_task':{'notebook_path':'/n'},'libraries':[{'pypi':{'package':'p'}}]"),
                settings -> ((ObjectNode) taskOf(settings).at("/libraries/0/pypi")).put("repo", "https://evil"));
    }

    @Test
    void a_job_that_somebody_made_continuous_is_no_longer() {
        assertPutBack(job(""), settings -> settings.putObject("continuous").put("pause_status", "PAUSED"));
    }

    @Test
    void a_schedule_that_somebody_added_goes_though_it_is_paused() {
        assertPutBack(job(""), settings -> settings.putObject("schedule")
                .put("quartz_cron_expression", "0 0 1 * * ?")
                .put("timezone_id", "UTC")
                .put("pause_status", "PAUSED"));
    }

    @Test
    void an_operators_pause_stays_through_an_update_where_the_definition_has_the_block() {
        world.define(job("'continuous':{}")).sync();
        world.byHand(settings -> settings.withObject("/continuous").put("pause_status", "PAUSED"));

        assertThat(world.planned()).isEmpty();
        world.define(job("'continuous':{},'timeout_seconds':5"));
        assertThat(world.writes()).isEqualTo(1);
        assertThat(world.stored().settings().at("/continuous/pause_status").asText())
                .isEqualTo("PAUSED");
        assertThat(world.writes()).isZero();
    }

    @Test
    void where_files_come_from_is_put_back_in_a_job_with_a_git_source() {
        assertPutBack(
                job("'git_source':{'git_url':'https://g/r','git_provider':'gitHub','git_branch':'main'}"),
                settings -> ((ObjectNode) taskOf(settings).path("notebook_task")).put("source", "WORKSPACE"));
    }

    @Test
    void where_files_come_from_is_judged_by_the_git_source_where_no_state_is_kept() {
        String settings = job("'git_source':{'git_url':'https://g/r','git_provider':'gitHub','git_branch':'main'}");
        world.define(settings).sync();
        world.forget();
        assertThat(world.planned()).isEmpty();

        world.byHand(shown -> ((ObjectNode) taskOf(shown).path("notebook_task")).put("source", "WORKSPACE"));

        assertThat(world.planned()).singleElement().asString().startsWith("tasks[a].notebook_task.source: ");
    }

    @ParameterizedTest
    @EnumSource(RunAsShown.class)
    void whom_a_job_runs_as_is_quiet_wherever_the_service_shows_it(RunAsShown places) {
        world.workspace.showRunAs(places);
        world.define(job("")).sync();

        assertThat(world.writes()).isZero();
        world.forget();
        assertThat(world.writes()).isZero();
        assertThat(world.writes()).isZero();
    }

    @Test
    void whom_a_job_runs_as_is_put_back_by_name() {
        assertPutBackRunAs();

        assertThat(world.stored().settings().at("/run_as/user_name").asText()).isEqualTo(Passes.ROBOT.userName());
        assertThat(world.writes()).isZero();
    }

    private void assertPutBackRunAs() {
        world.define(job("")).sync();
        world.byHand(settings -> settings.putObject("run_as").put("user_name", "bob@example.com"));

        assertThat(world.planned()).isNotEmpty();
        assertThat(world.writes()).isEqualTo(1);
    }

    @Test
    void run_as_that_our_identity_may_not_put_back_is_told_once_and_not_written_again() {
        try (OneJob other = new OneJob(Caller.user("clerk-token", "clerk@example.com"))) {
            other.define(job("")).sync();
            other.byHand(settings -> settings.putObject("run_as").put("user_name", "ann@example.com"));
            other.forget();
            assertThat(other.writes()).isZero();
            other.byHand(settings -> settings.putObject("run_as").put("user_name", "bob@example.com"));

            assertThat(other.outcome().error())
                    .hasValueSatisfying(why -> assertThat(why).startsWith("everything but run_as was written"));
            assertThat(other.writes()).isZero();
            assertThat(other.planned()).isEmpty();
        }
    }

    @Test
    void run_as_that_the_definition_drops_is_our_identity_again() {
        world.define(job("'run_as':{'user_name':'bob@example.com'}")).sync();
        assertThat(world.writes()).isZero();

        world.define(job(""));

        assertThat(world.writes()).isEqualTo(1);
        assertThat(world.stored().settings().at("/run_as/user_name").asText()).isEqualTo(Passes.ROBOT.userName());
        assertThat(world.writes()).isZero();
    }

    @Test
    void a_value_that_a_policy_enforces_is_no_work_of_hands() {
        world.define(cluster("'policy_id':'p','autotermination_minutes':10")).sync();

        world.byHand(settings -> clusterOf(settings).put("autotermination_minutes", 20));

        assertThat(world.planned())
                .singleElement()
                .asString()
                .contains("its cluster policy enforces another value, or somebody changed it by hand");
    }
}
