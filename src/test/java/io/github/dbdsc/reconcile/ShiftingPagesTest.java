package io.github.dbdsc.reconcile;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listings whose pages shifted while they were read: they show a job twice, or skip one that is there. */
class ShiftingPagesTest {

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores()
            .file(
                    "templates/standard.jinja2",
                    "{\"name\": \"{{ job.name }}\", \"timeout_seconds\": {{ job.timeout | default(0) }}, \"tasks\": []}")
            .file("jobs/a.json", "{\"name\": \"A\"}")
            .file("jobs/b.json", "{\"name\": \"B\"}");
    private OwnershipPolicy policy = new OwnershipPolicy("us", Optional.empty(), OnNameTaken.REFUSE);

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Report run(SyncRequest request) {
        workspace.calls().reset();
        return Passes.of(policy, new RunPolicy(true, 100, Duration.ZERO))
                .reconciler(Passes.client(workspace), stores.stores())
                .run(request);
    }

    private Report run() {
        return run(SyncRequest.SYNC);
    }

    private long id(String name) {
        return workspace.jobs().named(name).get(0).id();
    }

    private static Outcome of(Report report, String key) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.change().key().equals(new JobKey(key)))
                .findFirst()
                .orElseThrow();
    }

    private void skipping(long job) {
        workspace.faults().onNext(Operation.LIST, Fault.entrySkipped(job));
    }

    @Test
    void a_job_that_is_listed_twice_is_one_job() {
        run();
        workspace.faults().onNext(Operation.LIST, Fault.entryRepeated(id("A")));

        assertThat(run().outcomes()).extracting(Outcome::result).containsOnly(Result.UNCHANGED);
    }

    @Test
    void a_job_that_is_listed_twice_and_whose_definition_is_gone_is_deleted_once() {
        run();
        stores.remove("jobs/a.json");
        workspace.faults().onNext(Operation.LIST, Fault.entryRepeated(id("A")));

        Report report = run();

        assertThat(report.count(Result.APPLIED)).isEqualTo(1);
        assertThat(workspace.calls().count(Operation.DELETE)).isEqualTo(1);
    }

    @Test
    void a_job_of_somebody_else_that_is_listed_twice_can_be_adopted() {
        policy = new OwnershipPolicy("us", Optional.empty(), OnNameTaken.ADOPT);
        long theirs =
                workspace.jobs().put("bob@example.com", settings("{'name':'A'}").tree());
        workspace.faults().onNext(Operation.LIST, Fault.entryRepeated(theirs));

        assertThat(of(run(), "a").jobId()).hasValue(theirs);
    }

    @Test
    void a_job_that_changed_between_its_two_entries_has_the_settings_that_were_shown_last() {
        run();
        String newer = "{\"job_id\": " + id("A") + ", \"settings\": "
                + workspace.jobs().find(id("A")).orElseThrow().settings() + "}";
        String older = newer.replace("\"timeout_seconds\":0", "\"timeout_seconds\":99");
        assertThat(older).isNotEqualTo(newer);
        workspace.faults().onNext(Operation.LIST, Fault.entryAdded(older));

        assertThat(of(run(), "a").result()).isEqualTo(Result.UNCHANGED);
    }

    @Test
    void a_job_that_was_skipped_is_not_made_again() {
        run();
        long a = id("A");
        skipping(a);

        Report report = run();

        assertThat(of(report, "a").error())
                .hasValueSatisfying(error -> assertThat(error).contains("though the listing did not show it"));
        assertThat(workspace.calls().writes()).isZero();
        assertThat(of(run(), "a").result()).isEqualTo(Result.UNCHANGED);
        assertThat(id("A")).isEqualTo(a);
    }

    @Test
    void a_job_that_was_skipped_is_not_replaced_by_another_one_of_its_name() {
        policy = new OwnershipPolicy("us", Optional.empty(), OnNameTaken.ADOPT);
        run();
        long a = id("A");
        workspace.jobs().put("bob@example.com", settings("{'name':'A'}").tree());
        skipping(a);

        Report report = run();

        assertThat(of(report, "a").result()).isEqualTo(Result.UNCHANGED);
        assertThat(of(report, "a").jobId()).hasValue(a);
        assertThat(workspace.calls().writes()).isZero();
        assertThat(workspace.calls().count(Operation.GET)).isEqualTo(1);
    }

    @Test
    void a_job_that_is_hidden_is_not_replaced_by_another_one_of_its_name() {
        policy = new OwnershipPolicy("us", Optional.empty(), OnNameTaken.ADOPT);
        run();
        long a = id("A");
        workspace.jobs().put("bob@example.com", settings("{'name':'A'}").tree());
        skipping(a);
        workspace.faults().onNext(Operation.GET, Fault.refused(403, "PERMISSION_DENIED"));

        Report report = run();

        assertThat(of(report, "a").result()).isEqualTo(Result.REFUSED);
        assertThat(of(report, "a").change().reason())
                .contains("job " + a + " stays as it is", "does not show it", "403");
        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    void a_job_that_is_gone_is_replaced_by_another_one_of_its_name() {
        policy = new OwnershipPolicy("us", Optional.empty(), OnNameTaken.ADOPT);
        run();
        workspace.jobs().delete(id("A"));
        long theirs =
                workspace.jobs().put("bob@example.com", settings("{'name':'A'}").tree());

        assertThat(of(run(), "a").jobId()).hasValue(theirs);
        assertThat(of(run(), "a").result()).isEqualTo(Result.UNCHANGED);
    }

    @Test
    void a_job_that_was_skipped_and_whose_definition_is_gone_is_not_forgotten_but_deleted() {
        run();
        long a = id("A");
        stores.remove("jobs/a.json");
        skipping(a);

        assertThat(of(run(), "a").result()).isEqualTo(Result.APPLIED);

        assertThat(workspace.jobs().named("A")).isEmpty();
        assertThat(stores.state()).containsOnlyKeys(new JobKey("b"));
    }

    @Test
    void a_job_that_is_gone_with_its_definition_is_forgotten() {
        run();
        workspace.jobs().delete(id("A"));
        stores.remove("jobs/a.json");

        assertThat(run().outcomes()).hasSize(1);
        assertThat(stores.state()).containsOnlyKeys(new JobKey("b"));
        assertThat(run().calls()).as("calls of the next run").isEqualTo(1);
    }

    @Test
    void many_jobs_that_are_gone_with_their_definitions_are_looked_for_in_a_second_listing() {
        for (int i = 0; i < 120; i++) {
            stores.file("jobs/many/" + i + ".json", "{\"name\": \"M" + i + "\"}");
        }
        run();
        for (int i = 0; i < 120; i++) {
            workspace.jobs().delete(id("M" + i));
            stores.remove("jobs/many/" + i + ".json");
        }

        assertThat(run().failed()).isFalse();

        assertThat(workspace.calls().count()).isEqualTo(2);
        assertThat(stores.state()).hasSize(2);
    }

    @Test
    void a_job_that_the_listing_skips_when_it_reads_back_is_looked_at_before_it_counts_as_missing() {
        run();
        for (String key : List.of("a", "b")) {
            stores.file(
                    "jobs/" + key + ".json", "{\"name\": \"" + key.toUpperCase(Locale.ROOT) + "\", \"timeout\": 60}");
        }
        workspace.faults().onCall(4, Fault.entrySkipped(id("A"))); // after the listing and two resets

        Report report = run();

        assertThat(report.outcomes()).extracting(Outcome::result).containsOnly(Result.APPLIED);
        assertThat(report.outcomes())
                .allSatisfy(outcome -> assertThat(outcome.error()).isEmpty());
        assertThat(workspace.calls().count(Operation.LIST)).isEqualTo(2);
        assertThat(workspace.calls().count(Operation.GET)).isEqualTo(1);
    }

    @Test
    void a_dry_run_concludes_no_more_than_a_run() {
        run();
        long a = id("A");
        stores.remove("jobs/a.json");
        skipping(a);

        assertThat(of(run(SyncRequest.PLAN), "a").jobId()).hasValue(a);
    }
}
