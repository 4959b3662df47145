package io.github.dbdsc.reconcile;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.Report;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that can't be read: somebody else's stop no run, and ours stay as they are. */
class UnreadableJobTest {

    private static final String DEEP = "[".repeat(5000) + "]".repeat(5000);

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores()
            .file("templates/standard.jinja2", """
                    {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout | default(0) }},
                     "tasks": [{% for i in range(job.tasks | default(1)) %}{% if i %},{% endif %}
                               {"task_key": "t{{ i }}", "existing_cluster_id": "c-1",
                                "notebook_task": {"notebook_path": "/n"}}{% endfor %}]}
                    """)
            .file("jobs/a.json", "{\"name\": \"A\"}")
            .file("jobs/b.json", "{\"name\": \"B\"}");
    private OwnershipPolicy policy = new OwnershipPolicy("us", Optional.empty(), OnNameTaken.REFUSE);

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Report run() {
        workspace.calls().reset();
        return Passes.of(policy, new RunPolicy(true, 100, Duration.ZERO))
                .reconciler(Passes.client(workspace), stores.stores())
                .run(SyncRequest.SYNC);
    }

    private long id(String name) {
        List<StoredJob> jobs = workspace.jobs().named(name);
        assertThat(jobs).hasSize(1);
        return jobs.get(0).id();
    }

    private static Outcome of(Report report, String key) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.change().key().equals(new JobKey(key)))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(Report report, String key, String... why) {
        Outcome outcome = of(report, key);
        assertThat(outcome.result()).isEqualTo(Result.REFUSED);
        assertThat(outcome.change().reason()).contains("stays as it is").contains(List.of(why));
    }

    private long big(String name) {
        ObjectNode big = settings("{'name':'" + name + "'}").tree();
        ArrayNode tasks = big.putArray("tasks");
        IntStream.range(0, 150).forEach(i -> tasks.addObject()
                .put("task_key", "t" + i)
                .putObject("notebook_task")
                .put("notebook_path", "/n"));
        return workspace.jobs().put("bob@example.com", big);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "{\"job_id\": 7}",
                "{\"job_id\": 7, \"settings\": null}",
                "{\"job_id\": \"x\", \"settings\": {\"name\": \"theirs\"}}",
                "{\"settings\": {\"name\": \"theirs\"}}",
                "{\"job_id\": 7, \"settings\": {\"name\": \"theirs\", \"tasks\": DEEP}}",
                "{\"job_id\": 7, \"settings\": {\"name\": \"theirs\", \"max\": LONG}}"
            })
    void a_broken_entry_of_somebody_else_is_skipped_and_counted(String entry) {
        workspace
                .faults()
                .onNext(
                        Operation.LIST,
                        Fault.entryAdded(entry.replace("DEEP", DEEP).replace("LONG", "9".repeat(2000))));

        Report report = run();

        assertThat(report.failed()).isFalse();
        assertThat(report.count(Result.APPLIED)).isEqualTo(2);
        assertThat(report.notes())
                .containsExactly("1 entry of the listing of jobs could not be read and was skipped: it has neither our"
                        + " tags nor the name of a definition");
    }

    @Test
    void several_broken_entries_are_one_note() {
        workspace.faults().onNext(Operation.LIST, Fault.entryAdded("null, {\"job_id\": 7}, {}"));

        assertThat(run().notes()).singleElement().asString().startsWith("3 entries of the listing of jobs could not");
    }

    @Test
    void large_jobs_of_somebody_else_cost_no_call_and_are_named_all_the_same() {
        IntStream.range(0, 41).forEach(i -> big("theirs " + i));

        assertThat(run().count(Result.APPLIED)).isEqualTo(2);

        assertThat(workspace.calls().count(Operation.LIST)).isEqualTo(2);
        assertThat(workspace.calls().count(Operation.GET)).isZero();
    }

    @Test
    void a_large_job_of_somebody_else_with_the_name_of_a_definition_is_a_conflict_and_is_not_taken_for_ours() {
        long id = big("A");

        Report report = run();

        assertThat(of(report, "a").result()).isEqualTo(Result.REFUSED);
        assertThat(of(report, "a").jobId()).hasValue(id);
        assertThat(workspace.jobs().named("A")).hasSize(1);
    }

    @Test
    void a_large_job_that_is_adopted_is_compared_with_all_its_tasks() {
        policy = new OwnershipPolicy("us", Optional.empty(), OnNameTaken.ADOPT);
        big("A");

        assertThat(of(run(), "a").result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.calls().count(Operation.GET)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_large_job_with_a_name_that_matters_and_that_is_deleted_while_it_is_read_is_not_there() {
        long id = big("A");
        workspace.faults().onNext(Operation.GET, Fault.meanwhile("deleted", () -> workspace
                .jobs()
                .delete(id)));

        assertThat(of(run(), "a").result()).isEqualTo(Result.APPLIED);
        assertThat(id("A")).isNotEqualTo(id);
    }

    @Test
    void a_large_job_with_a_name_that_matters_and_that_is_forbidden_stops_its_definition_alone() {
        long id = big("A");
        workspace.faults().onNext(Operation.GET, Fault.refused(403, "PERMISSION_DENIED"));

        Report report = run();

        assertRefused(report, "a", "job " + id, "403");
        assertThat(of(report, "b").result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.jobs().named("A")).hasSize(1);
    }

    static List<Named<Consumer<ObjectNode>>> damages() {
        return List.of(
                Named.of("nested too deep", entry -> {
                    ObjectNode inner = (ObjectNode) entry.get("settings");
                    for (int i = 0; i < 300; i++) {
                        inner = inner.putObject("deeper");
                    }
                }),
                Named.of("endless number", entry -> ((ObjectNode) entry.get("settings"))
                        .put("max", new BigInteger("9".repeat(2000)))),
                Named.of("no settings", entry -> entry.remove("settings")),
                Named.of("null settings", entry -> entry.putNull("settings")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void a_job_of_ours_that_can_not_be_read_stays_as_it_is_and_the_run_goes_on(Consumer<ObjectNode> damage) {
        run();
        long a = id("A");
        stores.file("jobs/a.json", "{\"name\": \"A\", \"timeout\": 60}")
                .file("jobs/b.json", "{\"name\": \"B\", \"timeout\": 60}");
        workspace.faults().onNext(Operation.LIST, Fault.entryChanged(a, damage));

        Report report = run();

        assertRefused(report, "a", "can't be read");
        assertThat(of(report, "b").result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.calls().count(Operation.CREATE)).isZero();
        assertThat(workspace.calls().count(Operation.DELETE)).isZero();
        assertThat(workspace.calls().count(Operation.RESET)).isEqualTo(1);
        assertThat(stores.state()).containsKey(new JobKey("a"));

        assertThat(of(run(), "a").result()).isEqualTo(Result.APPLIED);
        assertThat(id("A")).isEqualTo(a);
    }

    @Test
    void a_job_of_ours_whose_entry_has_no_id_is_looked_at_by_the_id_in_the_state() {
        run();
        long a = id("A");
        stores.file("jobs/a.json", "{\"name\": \"A\", \"timeout\": 60}");
        workspace.faults().onNext(Operation.LIST, Fault.entryChanged(a, entry -> entry.remove("job_id")));

        Report report = run();

        assertThat(of(report, "a").result()).isEqualTo(Result.APPLIED);
        assertThat(of(report, "a").jobId()).hasValue(a);
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void a_job_with_our_tags_whose_entry_has_no_id_and_that_the_state_does_not_know_stays_as_it_is() {
        run();
        long a = id("A");
        stores.withState(Map.of());
        workspace.faults().onNext(Operation.LIST, Fault.entryChanged(a, entry -> entry.remove("job_id")));

        Report report = run();

        assertRefused(report, "a", "it has no job_id");
        assertThat(workspace.calls().writes()).isZero();
        assertThat(id("A")).isEqualTo(a);
    }

    @Test
    void a_job_of_ours_that_can_not_be_read_is_not_deleted_when_its_definition_is_gone() {
        run();
        long a = id("A");
        stores.remove("jobs/a.json");
        workspace.faults().onNext(Operation.LIST, Fault.entryChanged(a, entry -> ((ObjectNode) entry.get("settings"))
                .put("max", new BigInteger("9".repeat(2000)))));
        Report report = run();

        assertRefused(report, "a", "job " + a);
        assertThat(id("A")).isEqualTo(a);
        assertThat(run().count(Result.APPLIED))
                .as("deleted once it can be read")
                .isEqualTo(1);
    }

    @Test
    void no_job_is_made_beside_one_of_the_same_name_that_may_be_it_and_can_not_be_read() {
        policy = new OwnershipPolicy("us", Optional.empty(), OnNameTaken.CREATE);
        workspace.faults().onNext(Operation.LIST, Fault.entryAdded("{\"settings\": {\"name\": \"A\"}}"));

        Report report = run();

        assertRefused(report, "a", "a job of this name");
        assertThat(of(report, "b").result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.jobs().named("A")).isEmpty();
    }

    @Test
    void a_create_whose_answer_was_lost_is_found_beside_an_entry_of_its_name_that_can_not_be_read() {
        workspace.faults().onNext(Operation.CREATE, Fault.answerLost());
        workspace.faults().onCall(3, Fault.entryAdded("{\"settings\": {\"name\": \"A\"}}"));

        Report report = run();

        assertThat(of(report, "a").result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.jobs().named("A")).hasSize(1);
        assertThat(run().failed()).isFalse();
        assertThat(workspace.jobs().named("A")).hasSize(1);
    }

    @Test
    void a_large_job_of_ours_is_compared_and_completed_as_before() {
        stores.file("jobs/a.json", "{\"name\": \"A\", \"tasks\": 150}");
        run();

        assertThat(of(run(), "a").result()).isEqualTo(Result.UNCHANGED);
        assertThat(workspace.calls().count(Operation.GET)).isEqualTo(2);
    }

    @Test
    void a_job_that_can_not_be_read_back_is_applied_and_says_so() {
        run();
        stores.file("jobs/a.json", "{\"name\": \"A\", \"timeout\": 60}")
                .file("jobs/b.json", "{\"name\": \"B\", \"timeout\": 60}");
        workspace.faults().onNext(Operation.GET, Fault.refused(403, "PERMISSION_DENIED"));
        for (int i = 0; i < 150; i++) {
            workspace
                    .jobs()
                    .put("bob@example.com", settings("{'name':'theirs'}").tree());
        }

        Report report = run();

        assertThat(report.outcomes()).extracting(Outcome::result).containsOnly(Result.APPLIED);
        assertThat(report.outcomes().stream().filter(outcome -> outcome.error().isPresent()))
                .hasSize(1);
    }
}
