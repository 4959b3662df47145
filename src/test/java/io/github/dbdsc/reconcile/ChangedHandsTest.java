package io.github.dbdsc.reconcile;

import static io.github.dbdsc.reconcile.SharedWorkspace.ANN;
import static io.github.dbdsc.reconcile.SharedWorkspace.container;
import static io.github.dbdsc.reconcile.SharedWorkspace.define;
import static io.github.dbdsc.reconcile.SharedWorkspace.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that change hands, move or are made at once: nobody takes them back, and none is made twice. */
class ChangedHandsTest {

    private final SharedWorkspace shared = new SharedWorkspace();
    private final SimulatedWorkspace workspace = shared.simulation();

    @AfterEach
    void stop() {
        shared.close();
    }

    private Report sync(Caller caller, String source, InMemoryStores stores, boolean prune) {
        return shared.sync(caller, source, stores, SyncRequest.SYNC.prune(prune));
    }

    @Test
    void a_job_given_to_another_source_of_the_same_owner_is_not_taken_back_by_the_state_of_the_first() {
        InMemoryStores a = define(container(), "daily", "Daily", 60);
        sync(Passes.ROBOT, "git.example/a", a, false);
        shared.transfer("git.example/a", "git.example/b");
        InMemoryStores b = define(container(), "daily", "Daily", 90);
        Report toB = sync(ANN, "git.example/b", b, false);
        assertThat(toB.refused()).as(told(toB)).isFalse();

        Report report = sync(Passes.ROBOT, "git.example/a", a, false);

        StoredJob job = workspace.jobs().all().get(0);
        assertThat(job.settings().at("/tags/dsc-source").asText())
                .as(told(report))
                .isEqualTo("git.example/b");
        assertThat(job.settings().path("timeout_seconds").asInt()).isEqualTo(90);
    }

    /** As a folder without a git remote, or a release that knew no sources, made and recorded it. */
    private InMemoryStores recordedWithoutSource() {
        InMemoryStores stores = define(container(), "daily", "Daily", 60);
        sync(Passes.ROBOT, "", stores, false);
        return stores;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "git.example/a"})
    void a_job_given_away_is_not_taken_back_by_a_state_that_records_no_source(String source) {
        InMemoryStores a = recordedWithoutSource();
        shared.transfer("", "git.example/b");
        String given = workspace.jobs().all().get(0).settings().toString();
        define(a, "daily", "Daily", 90);

        Report report = sync(Passes.ROBOT, source, a, false);

        assertThat(told(report)).contains("is kept by owner 'db-dsc-jobs', source 'git.example/b', now");
        assertThat(workspace.jobs().all())
                .singleElement()
                .satisfies(job -> assertThat(job.settings().toString()).isEqualTo(given));
    }

    @Test
    void a_state_that_records_no_source_keeps_its_job_where_a_run_could_not_record_the_source_that_it_wrote() {
        InMemoryStores a = recordedWithoutSource();
        Map<JobKey, AppliedJob> backup = a.state();
        define(a, "daily", "Daily", 90);
        sync(Passes.ROBOT, "git.example/a", a, false);
        a.withState(backup);
        define(a, "daily", "Daily", 120);

        Report report = sync(Passes.ROBOT, "git.example/a", a, false);

        assertThat(report.refused()).as(told(report)).isFalse();
        assertThat(workspace.jobs().all()).singleElement().satisfies(job -> assertThat(
                        job.settings().path("timeout_seconds").asInt())
                .isEqualTo(120));
    }

    @Test
    void a_restored_state_from_before_a_source_was_renamed_keeps_its_job() {
        InMemoryStores a = define(container(), "daily", "Daily", 60);
        sync(Passes.ROBOT, "git.example/a", a, false);
        Map<JobKey, AppliedJob> backup = a.state();
        sync(Passes.ROBOT, "git.example/renamed", a, false);
        a.withState(backup);

        Report report = sync(Passes.ROBOT, "git.example/renamed", a, false);

        assertThat(report.refused()).as(told(report)).isFalse();
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void a_job_given_away_is_not_deleted_by_the_first_that_took_it_back() {
        InMemoryStores a = define(container(), "daily", "Daily", 60);
        sync(Passes.ROBOT, "git.example/a", a, false);
        long id = workspace.jobs().all().get(0).id();
        shared.transfer("git.example/a", "git.example/b");
        InMemoryStores b = define(container(), "daily", "Daily", 90);
        sync(ANN, "git.example/b", b, false);
        sync(Passes.ROBOT, "git.example/a", a, false);
        a.remove("jobs/daily.json").file("jobs/other.json", "{\"name\": \"Other\", \"timeout\": 1}");
        Report report = sync(Passes.ROBOT, "git.example/a", a, true);

        assertThat(workspace.jobs().find(id)).as(told(report)).isPresent();
    }

    @Test
    void the_transfer_that_a_refusal_names_settles_it_also_where_the_keys_differ() {
        sync(Passes.ROBOT, "git.example/a", define(container(), "moved", "Weekly", 60), false);
        InMemoryStores b = define(container(), "weekly", "Weekly", 60);
        Report refused = sync(ANN, "git.example/b", b, false);
        assertThat(told(refused)).contains("transfer --from db-dsc-jobs/git.example/a --key moved");

        shared.transfer("git.example/a", "git.example/b", new JobKey("moved"));
        Report report = sync(ANN, "git.example/b", b, false);

        assertThat(workspace.jobs().named("Weekly")).as(told(report)).hasSize(1);
    }

    @Test
    void a_definition_that_moves_without_a_state_and_with_another_identity_gets_no_second_job_of_its_name() {
        sync(Passes.ROBOT, "git.example/a", define(container(), "old", "Weekly", 60), false);

        Report report = sync(ANN, "git.example/a", define(container(), "new", "Weekly", 60), false);

        assertThat(workspace.jobs().named("Weekly")).as(told(report)).hasSize(1);
    }

    @Test
    void twins_of_a_job_with_so_many_tags_that_the_source_has_no_room_are_healed() {
        StringBuilder tags = new StringBuilder(", \"tags\": {");
        for (int i = 0; i < 23; i++) {
            tags.append(i == 0 ? "" : ",").append("\"t").append(i).append("\": \"x\"");
        }
        String template = "{\"name\": \"{{ job.name }}\"" + tags + "}}";
        InMemoryStores a = define(container(), "a", "A", 60).file("templates/standard.jinja2", template);
        sync(Passes.ROBOT, "git.example/a", a, false);
        StoredJob first = workspace.jobs().all().get(0);
        workspace.jobs().put(Passes.ROBOT.userName(), first.settings().deepCopy());

        Report report = sync(Passes.ROBOT, "git.example/a", a, false);

        assertThat(workspace.jobs().all()).as(told(report)).hasSize(1);
    }

    @Test
    void two_checkouts_at_different_commits_that_create_at_once_leave_one_job_or_say_so() {
        InMemoryStores a = define(container(), "a", "A", 60);
        InMemoryStores b = define(container(), "a", "A", 90);
        workspace
                .faults()
                .onNext(
                        Operation.CREATE,
                        Fault.meanwhile("another run", () -> sync(Passes.ROBOT, "git.example/a", b, false)));
        Report report = sync(Passes.ROBOT, "git.example/a", a, false);
        // both are at the new commit now
        a.file("jobs/a.json", "{\"name\": \"A\", \"timeout\": 90}");
        Report againA = sync(Passes.ROBOT, "git.example/a", a, false);
        Report againB = sync(Passes.ROBOT, "git.example/a", b, false);
        Report againA2 = sync(Passes.ROBOT, "git.example/a", a, false);

        assertThat(workspace.jobs().all())
                .as(told(report) + "\n" + told(againA) + "\n" + told(againB) + "\n" + told(againA2))
                .hasSize(1);
    }
}
