package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Grant;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A job that the workspace no longer shows to our identity may still exist. It is looked up once more before it is
 * created again, and never created twice.
 */
class HiddenJobTest {

    private static final Caller ADMIN = Caller.admin("admin-token", "admin@example.com");
    private static final Caller PLAIN = Caller.user("plain-token", "plain@example.com");
    private static final Grant OF_ANN = new Grant("user_name", "ann@example.com", "IS_OWNER");
    private static final JobKey A = new JobKey("a");

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(ADMIN, PLAIN));
    private final InMemoryStores stores =
            new InMemoryStores().file("templates/standard.jinja2", """
                    {"name": "{{ job.name }}",
                     {%- if job.access is defined %} "access_control_list": {{ job.access | tojson }},{% endif %}
                     "tasks": [{"task_key": "main", "existing_cluster_id": "c-1",
                                "notebook_task": {"notebook_path": "/n"}}]}
                    """).file("jobs/a.json", "{\"name\": \"A\"}");

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Report run(Caller caller, SyncRequest request) {
        workspace.calls().reset();
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(Passes.client(workspace, caller), stores.stores())
                .run(request);
    }

    private Report run(Caller caller) {
        return run(caller, SyncRequest.SYNC);
    }

    private long onlyId() {
        List<StoredJob> jobs = workspace.jobs().all();
        assertThat(jobs).hasSize(1);
        return jobs.get(0).id();
    }

    private static Outcome of(Report report, JobKey key) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.change().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** Creates job a, then hides it from the identity that created it. */
    private long hide() {
        run(PLAIN);
        long id = onlyId();
        workspace.jobs().setGrants(id, List.of(OF_ANN));
        return id;
    }

    @Test
    void a_job_that_our_identity_no_longer_sees_is_not_created_again_by_any_run() {
        long id = hide();

        for (int i = 0; i < 3; i++) {
            Report report = run(PLAIN);

            assertThat(of(report, A).result()).isEqualTo(Result.FAILED);
            assertThat(of(report, A).error())
                    .hasValue("no job was made, because its job " + id + " may still be there and our identity does not"
                            + " see it: let an admin grant the identity CAN_MANAGE on it; if the job is gone for good,"
                            + " rename jobs/a.json, and a new one is made");
            assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list", "GET /api/2.2/jobs/get");
            assertThat(onlyId()).isEqualTo(id);
        }
    }

    @Test
    void a_job_that_our_identity_sees_again_stays_managed() {
        long id = hide();
        run(PLAIN);
        workspace.jobs().setGrants(id, List.of(OF_ANN, new Grant("user_name", PLAIN.userName(), "CAN_MANAGE")));

        assertThat(of(run(PLAIN), A).result()).isEqualTo(Result.UNCHANGED);
        assertThat(onlyId()).isEqualTo(id);
    }

    @Test
    void a_job_deleted_by_hand_is_created_again_after_one_more_look() {
        run(ADMIN);
        workspace.jobs().delete(onlyId());

        assertThat(of(run(ADMIN), A).result()).isEqualTo(Result.APPLIED);
        assertThat(workspace.calls().lines())
                .containsExactly(
                        "GET /api/2.2/jobs/list",
                        "GET /api/2.2/jobs/get",
                        "POST /api/2.2/jobs/create",
                        "GET /api/2.2/jobs/list");
    }

    @Test
    void a_job_that_was_never_in_the_state_is_created_without_a_look() {
        run(PLAIN);

        assertThat(workspace.calls().lines())
                .containsExactly("GET /api/2.2/jobs/list", "POST /api/2.2/jobs/create", "GET /api/2.2/jobs/list");
    }

    @Test
    void a_dry_run_does_not_look() {
        hide();

        run(PLAIN, SyncRequest.PLAN);

        assertThat(workspace.calls().lines()).containsExactly("GET /api/2.2/jobs/list");
    }

    @Test
    void a_look_that_fails_makes_no_job_and_the_next_run_looks_again() {
        run(ADMIN);
        workspace.jobs().delete(onlyId());
        workspace.faults().onNext(Operation.GET, Fault.refused(400, "INVALID_STATE"));

        Report report = run(ADMIN);

        assertThat(of(report, A).result()).isEqualTo(Result.FAILED);
        assertThat(of(report, A).error()).hasValueSatisfying(error -> assertThat(error)
                .contains("could not be looked at, the next pass tries again: "));
        assertThat(workspace.jobs().all()).isEmpty();
        assertThat(of(run(ADMIN), A).result()).isEqualTo(Result.APPLIED);
    }

    @Test
    void another_jobs_own_run_does_not_forget_the_hidden_one() {
        long id = hide();
        stores.file("jobs/b.json", "{\"name\": \"B\"}");

        assertThat(of(run(PLAIN, SyncRequest.SYNC.only(new JobKey("b"))), new JobKey("b"))
                        .result())
                .isEqualTo(Result.APPLIED);

        assertThat(of(run(PLAIN), A).result()).isEqualTo(Result.FAILED);
        assertThat(workspace.jobs().named("A")).extracting(StoredJob::id).containsExactly(id);
    }

    @Test
    void a_run_over_the_hidden_job_alone_does_not_make_it_again() {
        long id = hide();

        Report report = run(PLAIN, SyncRequest.SYNC.only(A));

        assertThat(of(report, A).result()).isEqualTo(Result.FAILED);
        assertThat(onlyId()).isEqualTo(id);
    }

    @Test
    void a_definition_that_is_broken_for_a_while_does_not_make_its_hidden_job_forgotten() {
        long id = hide();
        stores.file("jobs/a.json", "{");
        run(PLAIN);
        stores.file("jobs/a.json", "{\"name\": \"A\"}");

        assertThat(of(run(PLAIN), A).result()).isEqualTo(Result.FAILED);
        assertThat(onlyId()).isEqualTo(id);
    }

    @Test
    void a_definition_that_gives_its_job_to_another_owner_and_not_to_us_makes_one_job_and_no_second() {
        stores.file(
                        "jobs/a.json",
                        "{\"name\": \"A\", \"access\":"
                                + " [{\"user_name\": \"ann@example.com\", \"permission_level\": \"IS_OWNER\"}]}")
                .file("jobs/b.json", "{\"name\": \"B\"}");

        Report first = run(PLAIN);
        Report second = run(PLAIN);

        assertThat(first.count(Result.FAILED) + first.count(Result.APPLIED)).isEqualTo(2);
        assertThat(of(first, new JobKey("b")).error()).as("b is read back").isEmpty();
        assertThat(of(second, A).result()).isEqualTo(Result.FAILED);
        assertThat(of(second, A).error())
                .hasValueSatisfying(error -> assertThat(error).contains("grant the identity CAN_MANAGE"));
        assertThat(workspace.jobs().named("A")).hasSize(1);
    }

    @Test
    void a_new_job_that_is_hidden_at_once_is_not_read_back_and_the_others_are() {
        for (int i = 0; i < 150; i++) {
            stores.file("jobs/old/" + i + ".json", "{\"name\": \"old " + i + "\"}");
        }
        run(PLAIN);
        stores.file(
                        "jobs/hidden.json",
                        "{\"name\": \"H\", \"access\":"
                                + " [{\"user_name\": \"ann@example.com\", \"permission_level\": \"IS_OWNER\"}]}")
                .file("jobs/seen.json", "{\"name\": \"S\"}");

        Report report = run(PLAIN);

        assertThat(of(report, new JobKey("hidden")).result()).isEqualTo(Result.APPLIED);
        assertThat(of(report, new JobKey("hidden")).error())
                .hasValueSatisfying(error -> assertThat(error).startsWith("it was not read back: "));
        assertThat(of(report, new JobKey("seen")).error()).isEmpty();
        assertThat(of(report, new JobKey("seen")).echo()).isPresent();
    }
}
