package io.github.dbdsc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskTest {

    private static final JobKey KEY = new JobKey("etl/daily");

    /** A task on a cluster of its own, with this size. */
    private static String own(String size) {
        return "{'name': 'A', 'tasks': [{'task_key': 'main', 'new_cluster': {" + size + "}}]}";
    }

    private static Change update(String before, String after, Difference... differences) {
        return new ChangeDraft(Action.UPDATE, KEY, "A")
                .to(job(before))
                .comparison(Comparison.NOTHING.but(List.of(differences)))
                .sending(Jobs.settings(after), Jobs.settings(after))
                .done();
    }

    private static ActualJob job(String settings) {
        return new ActualJob(1, Jobs.settings(settings), Optional.empty());
    }

    private static Change create(String settings) {
        return new ChangeDraft(Action.CREATE, KEY, "A")
                .sending(Jobs.settings(settings), Jobs.settings(settings))
                .done();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'num_workers': 2 | 'num_workers': 4 | 4 instead of 2",
                "'num_workers': 3 | 'num_workers': 5 | ",
                "'num_workers': 0 | 'num_workers': 1 | 1 instead of 0",
                "'spark_version': 'x' | 'num_workers': 1 | 1 instead of 0",
                "'num_workers': 4 | 'num_workers': 2 | ",
                "'num_workers': 4 | 'num_workers': 4 | ",
                "'num_workers': 0 | 'num_workers': 0 | ",
                "'num_workers': 4 | 'autoscale': {'min_workers': 1, 'max_workers': 8} | 8 instead of 4",
                "'autoscale': {'min_workers': 1, 'max_workers': 8} | 'num_workers': 8 | ",
                "'autoscale': {'min_workers': 1, 'max_workers': 8} | 'autoscale': {'min_workers': 7, 'max_workers': 9} | ",
                "'num_workers': 2 | 'num_workers': 'many' | ",
            })
    void a_cluster_that_at_least_doubles_is_risky(String before, String after, @Nullable String expected) {
        List<String> risks = Risk.of(update(own(before), own(after)));

        if (expected == null) {
            assertThat(risks).isEmpty();
        } else {
            String workers = expected.replaceFirst("(\\d+) ", "$1 workers ");
            assertThat(risks).containsExactly("lets tasks[main].new_cluster have " + workers);
        }
    }

    @Test
    void a_task_that_moves_to_a_larger_shared_cluster_counts_once_for_the_cluster() {
        String before = "{'name': 'A', 'tasks': [{'task_key': 'a', 'new_cluster': {'num_workers': 1}},"
                + " {'task_key': 'b', 'new_cluster': {'num_workers': 1}}]}";
        String after = "{'name': 'A', 'tasks': [{'task_key': 'b', 'job_cluster_key': 'big'},"
                + " {'task_key': 'a', 'job_cluster_key': 'big'}], 'job_clusters': [{'job_cluster_key': 'big',"
                + " 'new_cluster': {'num_workers': 9}}]}";

        assertThat(Risk.of(update(before, after)))
                .containsExactly("lets job_clusters[big] have 9 workers instead of 1");
    }

    @Test
    void a_task_that_is_new_or_had_no_cluster_of_its_own_has_none_that_doubles() {
        String before = "{'name': 'A', 'tasks': [{'task_key': 'a', 'existing_cluster_id': 'c'}]}";
        String after = "{'name': 'A', 'tasks': [{'task_key': 'a', 'new_cluster': {'num_workers': 9}},"
                + " {'task_key': 'b', 'new_cluster': {'num_workers': 9}}]}";

        assertThat(Risk.of(update(before, after))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'name': 'A'} | {'name': 'A', 'schedule': {}} | switches its schedule on",
                "{'name': 'A', 'schedule': {'pause_status': 'PAUSED'}} | {'name': 'A', 'schedule': {'pause_status': 'UNPAUSED'}} | switches its schedule on",
                "{'name': 'A', 'trigger': {'pause_status': 'PAUSED'}} | {'name': 'A', 'trigger': {}} | switches its trigger on",
                "{'name': 'A', 'schedule': {}} | {'name': 'A', 'continuous': {}} | switches its continuous runs on",
                "{'name': 'A', 'schedule': {}} | {'name': 'A', 'schedule': {'pause_status': 'UNPAUSED'}} |",
                "{'name': 'A', 'schedule': {}} | {'name': 'A', 'schedule': {'pause_status': 'PAUSED'}} |",
                "{'name': 'A', 'schedule': {}} | {'name': 'A'} |",
            })
    void a_job_that_starts_by_itself_from_now_on_is_risky(String before, String after, @Nullable String expected) {
        assertThat(Risk.of(update(before, after))).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | CAN_VIEW | gives CAN_VIEW to group readers",
                "CAN_VIEW | CAN_MANAGE | gives CAN_MANAGE to group readers, who had CAN_VIEW",
                "CAN_MANAGE | CAN_VIEW |",
                "CAN_VIEW | CAN_NEW | gives CAN_NEW to group readers, who had CAN_VIEW",
                "CAN_VIEW | |",
            })
    void permissions_that_grow_are_risky(@Nullable String before, @Nullable String after, @Nullable String expected) {
        Difference difference =
                new Difference("access_control_list[group_name=readers]", level(before), level(after), Cause.DEFINED);

        assertThat(Risk.of(update("{'name': 'A'}", "{'name': 'A'}", difference)))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    private static JsonNode level(@Nullable String level) {
        return level == null ? MissingNode.getInstance() : TextNode.valueOf(level);
    }

    @Test
    void another_identity_is_risky_and_so_is_a_new_job_that_runs_as_somebody_else() {
        String ann = "{'name': 'A', 'run_as': {'user_name': 'ann@example.com'}}";
        String robot = "{'name': 'A', 'run_as': {'service_principal_name': 'robot'}}";
        Difference changed = new Difference(
                "run_as.service_principal_name", MissingNode.getInstance(), level("robot"), Cause.DEFINED);

        assertThat(Risk.of(update(ann, robot, changed))).containsExactly("runs as robot instead of ann@example.com");
        assertThat(Risk.of(update(ann, ann))).isEmpty();
        assertThat(Risk.of(create(robot))).containsExactly("runs as robot");
        assertThat(Risk.of(create(own("'num_workers': 9")))).isEmpty();
    }

    @Test
    void a_delete_is_risky_unless_it_is_held() {
        Change delete = new ChangeDraft(Action.DELETE, KEY, "A")
                .to(job("{'name': 'A'}"))
                .done();

        assertThat(Risk.of(delete)).containsExactly("deletes the job");
        assertThat(Risk.of(delete.held(
                        new Hold(Hold.From.PERSON, "ann", "why", Instant.parse("2026-12-01T00:00:00Z"), null))))
                .isEmpty();
        assertThat(Risk.of(Change.orphan(KEY, job("{'name': 'A'}"), "pruning is off")))
                .isEmpty();
    }
}
