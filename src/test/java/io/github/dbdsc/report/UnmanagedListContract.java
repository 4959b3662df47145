package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.UnmanagedJobs;
import io.github.dbdsc.plan.UnmanagedJobs.Job;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of the jobs that are nobody's, in every state store. */
public abstract class UnmanagedListContract {

    private static final Target TARGET = new Target("us", URI.create("https://adb-1.azuredatabricks.net"));
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long LARGE = 9_007_199_254_741_067L;

    private static final Job BOBS =
            new Job(LARGE, "Bobs täglicher\u202eJob", Optional.of("bob@example.com"), NOON.minusSeconds(60));
    private static final Job UNKNOWN = new Job(7, "Whose?", Optional.empty(), null);

    private final List<String> lists = new ArrayList<>();
    private boolean listIsLocked;
    private int runs;

    /** Returns a new instance of the store under test, in the same place each time. */
    protected abstract StateStore store();

    /** The store, where writes of the list are noted, and fail when a test wants it. */
    private final class Watched implements StateStore {

        private final StateStore store = store();

        @Override
        public Optional<StoredState> read(String path) {
            return store.read(path);
        }

        @Override
        public boolean write(String path, byte[] content, @Nullable String replaces) {
            if (path.endsWith(".unmanaged.json")) {
                if (listIsLocked) {
                    throw new StoreException("the disk is full");
                }
                lists.add(path);
            }
            return store.write(path, content, replaces);
        }
    }

    /** Each is a process of its own. */
    private JobStatusBoard board() {
        return new JobStatusBoard(new Watched(), TARGET);
    }

    private static UnmanagedJobs some(Job... jobs) {
        return new UnmanagedJobs(jobs.length, List.of(jobs));
    }

    /** Ends a run an hour after the one before. */
    private JobStatusBoard.Updated ended(Scope scope, @Nullable UnmanagedJobs unmanaged) {
        runs++;
        Report report = new Report(
                TARGET,
                "run-" + runs,
                false,
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                NOON.plus(Duration.ofHours(runs)),
                Duration.ZERO,
                List.of(),
                Map.of(),
                null,
                null,
                unmanaged);
        return board().update(
                        report, scope, new DesiredState(List.of(), Set.of(), List.of()), Map.of(), Optional.empty());
    }

    private void whole(Job... jobs) {
        assertThat(ended(Scope.EVERYTHING, some(jobs)).note()).isEmpty();
    }

    private JsonNode shown() {
        return board().readUnmanaged().document().path("unmanaged");
    }

    private String told() {
        return board().read().document().path("unmanaged").toString();
    }

    @Test
    void before_a_run_over_all_jobs_neither_number_nor_time_is_known() {
        assertThat(shown().toString())
                .isEqualTo("{\"command\":\"db-dsc-jobs export --unmanaged --folder .\",\"jobs\":[]}");
        assertThat(told()).isEmpty();

        assertThat(ended(Scope.CHANGES, null).note()).isEmpty();
        assertThat(shown().has("asOf")).isFalse();
    }

    @Test
    void what_a_run_saw_is_shown_with_addresses_and_commands() {
        whole(UNKNOWN, BOBS);

        assertThat(told()).isEqualTo("{\"count\":2,\"runId\":\"run-1\",\"asOf\":\"2026-11-22T13:00:00Z\"}");
        JsonNode shown = shown();
        assertThat(shown.path("count").asInt()).isEqualTo(2);
        assertThat(shown.path("runId").asText()).isEqualTo("run-1");
        assertThat(shown.path("asOf").asText()).isEqualTo("2026-11-22T13:00:00Z");
        assertThat(shown.at("/jobs/0").toString())
                .isEqualTo("{\"jobId\":7,\"name\":\"Whose?\",\"link\":\"https://adb-1.azuredatabricks.net/jobs/7\","
                        + "\"command\":\"db-dsc-jobs export --id 7 --folder .\"}");
        assertThat(shown.at("/jobs/1/jobId").asLong()).isEqualTo(LARGE);
        assertThat(shown.at("/jobs/1/name").asText()).isEqualTo(BOBS.name());
        assertThat(shown.at("/jobs/1/creator").asText()).isEqualTo("bob@example.com");
        assertThat(shown.at("/jobs/1/created").asText()).isEqualTo("2026-11-22T11:59:00Z");
        assertThat(board().readUnmanaged().document().has("jobs")).isFalse();
    }

    @Test
    void the_list_is_written_only_when_it_changes_and_is_as_new_as_the_last_run_that_saw_it() {
        whole(UNKNOWN);
        whole(UNKNOWN);
        assertThat(lists).hasSize(1);
        assertThat(shown().path("asOf").asText()).isEqualTo("2026-11-22T14:00:00Z");

        whole(BOBS);
        assertThat(lists).hasSize(2);
        assertThat(shown().path("jobs").findValuesAsText("name")).containsExactly(BOBS.name());
        assertThat(lists).containsOnly(TARGET.id() + ".unmanaged.json");
    }

    @Test
    void a_workspace_without_such_jobs_has_no_list_and_an_empty_one_once_there_were_some() {
        whole();
        assertThat(lists).isEmpty();
        assertThat(told()).isEmpty();
        assertThat(shown().path("count").isInt()).isTrue();
        assertThat(shown().path("asOf").asText()).isEqualTo("2026-11-22T13:00:00Z");

        whole(BOBS);
        whole();
        assertThat(told()).isEmpty();
        assertThat(shown().path("count").asInt()).isZero();
        assertThat(shown().path("jobs")).isEmpty();

        whole(BOBS);
        assertThat(shown().path("jobs")).hasSize(1);
    }

    @Test
    void a_run_that_listed_only_some_jobs_leaves_it_and_one_for_an_event_that_listed_all_does_not() {
        whole(UNKNOWN);
        ended(Scope.CHANGES, null);
        assertThat(shown().path("runId").asText()).isEqualTo("run-1");
        assertThat(shown().path("jobs")).hasSize(1);

        ended(Scope.CHANGES, some(UNKNOWN, BOBS));
        assertThat(shown().path("runId").asText()).isEqualTo("run-3");
        assertThat(shown().path("jobs")).hasSize(2);
        assertThat(told()).contains("\"count\":2");
    }

    @Test
    void a_list_that_cannot_be_written_is_noted_and_written_by_the_next_run() {
        whole(UNKNOWN);
        listIsLocked = true;
        assertThat(ended(Scope.EVERYTHING, some(BOBS)).note())
                .contains("the list of jobs that are nobody's was not written: the disk is full");
        assertThat(shown().path("jobs").findValuesAsText("name")).containsExactly("Whose?");
        assertThat(shown().path("runId").asText()).isEqualTo("run-1");

        listIsLocked = false;
        whole(BOBS);
        assertThat(shown().path("jobs").findValuesAsText("name")).containsExactly(BOBS.name());
    }

    @Test
    void a_list_that_is_newer_than_the_statuses_counts_by_itself() {
        whole(UNKNOWN);
        StateStore store = store();
        StoredState statuses = store.read(TARGET.id() + ".jobs.json").orElseThrow();
        whole(BOBS);
        String now = store.read(TARGET.id() + ".jobs.json").orElseThrow().version();
        assertThat(store.write(TARGET.id() + ".jobs.json", statuses.content(), now))
                .isTrue();

        assertThat(shown().path("runId").asText()).isEqualTo("run-2");
        assertThat(shown().path("jobs").findValuesAsText("name")).containsExactly(BOBS.name());
    }

    @Test
    void the_thousand_jobs_that_are_kept_of_many_take_less_than_300_kb_and_the_statuses_do_not_grow() {
        List<Job> jobs = IntStream.range(0, UnmanagedJobs.MOST)
                .mapToObj(i -> new Job(
                        LARGE + i,
                        "a job with a name as long as people give them, number " + i,
                        Optional.of("somebody.with.a.long.name@a-company.example.com"),
                        NOON))
                .toList();
        assertThat(ended(Scope.EVERYTHING, new UnmanagedJobs(10_000, jobs)).note())
                .isEmpty();

        assertThat(store().read(TARGET.id() + ".unmanaged.json").orElseThrow().content())
                .hasSizeLessThan(300_000);
        assertThat(store().read(TARGET.id() + ".jobs.json").orElseThrow().content())
                .hasSizeLessThan(1_000);
        assertThat(shown().path("count").asInt()).isEqualTo(10_000);
        assertThat(shown().path("jobs")).hasSize(UnmanagedJobs.MOST);
    }
}
