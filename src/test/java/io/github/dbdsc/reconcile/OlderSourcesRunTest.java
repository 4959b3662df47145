package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.RunStatus;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An old pipeline runs again and uploads what was changed since. */
class OlderSourcesRunTest {

    private static final JobKey A = new JobKey("a");
    private static final Commit FIRST = new Commit("1111aaaa2222", "Ann", "2026-11-20T08:00:00Z");
    private static final Commit SECOND = new Commit("9999ffff8888", "Bob", "2026-11-22T10:15:00+01:00");
    private static final Commit THIRD = new Commit("77ab20c4", "Bob", "2026-11-23T10:15:00Z");
    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout }},
             "tasks": [{"task_key": "main", "existing_cluster_id": "c", "notebook_task": {"notebook_path": "/n"}}]}
            """;

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores();

    @BeforeEach
    void applySecond() {
        upload("templates/standard.jinja2", TEMPLATE, SECOND);
        define(2, SECOND);
        assertThat(run(SyncRequest.SYNC).count(Action.CREATE)).isOne();
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void upload(String path, String content, Commit commit) {
        stores.file(path, content).uploadedFrom(commit, path);
    }

    private void define(int timeout, Commit commit) {
        define(timeout, "", commit);
    }

    private void define(int timeout, String more, Commit commit) {
        upload("jobs/a.json", "{\"name\": \"A\", \"timeout\": " + timeout + more + "}", commit);
    }

    private Report run(SyncRequest request) {
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(Passes.client(workspace), stores.stores())
                .run(request);
    }

    private int timeout() {
        return workspace.jobs().all().get(0).settings().path("timeout_seconds").asInt();
    }

    private static Change change(Report report) {
        return report.outcomes().get(0).change();
    }

    @Test
    void an_older_definition_is_refused_with_both_commits_and_the_override_until_a_newer_one_comes() {
        define(1, FIRST);

        Report refused = run(SyncRequest.SYNC);

        assertThat(timeout()).isEqualTo(2);
        assertThat(RunStatus.of(refused)).isEqualTo(RunStatus.REFUSED);
        assertThat(change(refused).action()).isEqualTo(Action.REFUSED);
        assertThat(change(refused).reason())
                .contains(
                        "jobs/a.json comes from commit 1111aaaa2222 of 2026-11-20T08:00:00Z",
                        "commit 9999ffff8888 of 2026-11-22T09:15:00Z",
                        "\"$force\": true",
                        "sync --allow-older");
        assertThat(change(run(SyncRequest.CHANGES)).action()).isEqualTo(Action.REFUSED);

        define(3, THIRD);
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.UPDATE);
        assertThat(timeout()).isEqualTo(3);
        define(2, SECOND);
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.REFUSED);
    }

    @Test
    void a_run_that_allows_it_goes_back_and_then_the_older_commit_is_the_one_last_applied() {
        define(1, FIRST);
        assertThat(change(run(SyncRequest.SYNC.allowOlder(true))).action()).isEqualTo(Action.UPDATE);
        assertThat(timeout()).isEqualTo(1);

        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.NONE);
        define(2, SECOND);
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.UPDATE);
    }

    @Test
    void a_definition_that_forces_it_goes_back_and_is_named_until_it_no_longer_does() {
        define(1, ", \"$force\": true", FIRST);

        Report forced = run(SyncRequest.SYNC);

        assertThat(change(forced).action()).isEqualTo(Action.UPDATE);
        assertThat(timeout()).isEqualTo(1);
        assertThat(run(SyncRequest.SYNC).notes()).anyMatch(note -> note.startsWith("\"$force\" lets a go back"));
        define(1, FIRST);
        assertThat(run(SyncRequest.SYNC).notes()).isEmpty();
    }

    @Test
    void equal_and_unknown_times_the_same_commit_and_files_by_hand_are_not_older() {
        define(3, new Commit("5555", "Ann", "2026-11-22T09:15:00Z"));
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.UPDATE);
        define(4, new Commit("6666", "Ann", ""));
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.UPDATE);
        define(5, new Commit("5555", "Ann", "2026-11-01T00:00:00Z"));
        assertThat(change(run(SyncRequest.SYNC)).action()).as("the same commit").isEqualTo(Action.UPDATE);
    }

    @Test
    void what_was_uploaded_by_hand_since_does_not_let_an_old_pipeline_in() {
        define(3, new Commit("", "", ""));
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.UPDATE);
        define(1, FIRST);

        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.REFUSED);
    }

    @Test
    void an_older_template_and_older_vars_that_change_a_job_are_refused_and_others_are_not() {
        upload("templates/standard.jinja2", TEMPLATE.replace("/n", "/old"), FIRST);
        assertThat(change(run(SyncRequest.SYNC)).reason()).startsWith("templates/standard.jinja2 comes from");

        upload("templates/macros.jinja2", "{% set path = vars.path %}", THIRD);
        upload(
                "templates/standard.jinja2",
                "{% import 'macros.jinja2' as m with context %}" + TEMPLATE.replace("/n", "/{{ m.path }}"),
                THIRD);
        upload("vars.json", "{\"path\": \"new\"}", THIRD);
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.UPDATE);
        upload("vars.json", "{\"path\": \"old\"}", SECOND);
        assertThat(change(run(SyncRequest.SYNC)).reason()).startsWith("vars.json comes from");
        upload("vars.json", "{\"path\": \"new\"}", THIRD);
        upload("templates/macros.jinja2", "{% set path = vars.path + '-old' %}", FIRST);
        assertThat(change(run(SyncRequest.SYNC)).reason()).startsWith("templates/macros.jinja2 comes from");
        upload("templates/macros.jinja2", "{# the same #}{% set path = vars.path %}", FIRST);
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.NONE);
    }

    @Test
    void another_template_that_nobody_has_changed_for_long_is_not_older() {
        upload("templates/other.jinja2", TEMPLATE.replace("/n", "/other"), FIRST);
        define(2, ", \"$template\": \"other.jinja2\"", THIRD);

        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.UPDATE);
    }

    @Test
    void what_was_done_by_hand_to_a_refused_job_stays_and_to_one_of_the_same_definition_is_put_back() {
        var job = workspace.jobs().all().get(0);
        workspace.jobs().edit(job.id(), settings -> settings.put("timeout_seconds", 99));
        define(1, FIRST);
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.REFUSED);
        assertThat(timeout()).isEqualTo(99);

        define(2, FIRST);
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.UPDATE);
        assertThat(timeout()).isEqualTo(2);
        define(1, FIRST);
        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.REFUSED);
    }

    @Test
    void a_job_that_was_deleted_by_hand_is_not_made_again_from_an_older_definition() {
        workspace.jobs().delete(workspace.jobs().all().get(0).id());
        define(1, FIRST);

        assertThat(change(run(SyncRequest.SYNC)).action()).isEqualTo(Action.REFUSED);
        assertThat(workspace.jobs().all()).isEmpty();
    }

    @Test
    void a_state_of_an_earlier_release_learns_the_commits_in_one_write() {
        AppliedJob known = Objects.requireNonNull(stores.state().get(A));
        stores.withState(Map.of(
                A,
                new AppliedJob(
                        known.jobId(),
                        known.settings(),
                        known.seen(),
                        false,
                        0,
                        known.fingerprint(),
                        known.ignored())));

        run(SyncRequest.SYNC);

        assertThat(stores.state().get(A)).isEqualTo(known);
        var stored = stores.state();
        run(SyncRequest.SYNC);
        assertThat(stores.state()).isEqualTo(stored);
    }
}
