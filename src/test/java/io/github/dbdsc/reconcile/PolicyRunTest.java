package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.definition.DefinitionsUnderPolicy;
import io.github.dbdsc.definition.PolicyStore;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.Detail;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportMarkdown;
import io.github.dbdsc.report.ReportText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyRunTest {

    private static final RunPolicy PRUNES = new RunPolicy(true, 100, Duration.ZERO);

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores()
            .lockedAt(Passes.NOON)
            .file("templates/standard.jinja2", "{{ job | tojson }}")
            .file("jobs/a.json", job("a", ""))
            .file("jobs/b.json", job("b", ""));
    private Reconciler reconciler = Passes.with(PRUNES).reconciler(Passes.client(workspace), stores.stores());

    private static String job(String name, String parameters) {
        return "{\"name\": \"" + name
                + "\", \"tasks\": [{\"task_key\": \"t\", \"notebook_task\": {\"notebook_path\": \"/n\""
                + (parameters.isEmpty() ? "" : ", \"base_parameters\": {" + parameters + "}") + "}}]}";
    }

    @BeforeEach
    void both_jobs_are_there() {
        run();
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Report run() {
        return reconciler.run(SyncRequest.SYNC);
    }

    private Report runOverChanges() {
        return reconciler.run(SyncRequest.CHANGES);
    }

    @Test
    void a_new_policy_reaches_every_job_by_a_run_over_changes_and_the_look_sees_it() {
        assertThat(reconciler.hasNewSources()).isFalse();

        stores.policy("{\"defaults\": {\"timeout_seconds\": 60}}");

        assertThat(reconciler.hasNewSources()).isTrue();
        Report report = runOverChanges();
        assertThat(report.count(Action.UPDATE)).isEqualTo(2);
        assertThat(report.failures()).isZero();
        assertThat(reconciler.hasNewSources()).isFalse();
        assertThat(runOverChanges().hasChanges()).isFalse();

        stores.policy("{\"defaults\": {\"timeout_seconds\": 90}}");
        assertThat(reconciler.hasNewSources()).isTrue();
        assertThat(runOverChanges().count(Action.UPDATE)).isEqualTo(2);

        stores.policy(null);
        assertThat(reconciler.hasNewSources()).isTrue();
        assertThat(runOverChanges().count(Action.UPDATE)).isEqualTo(2);
        assertThat(workspace.jobs().all())
                .allSatisfy(
                        job -> assertThat(job.settings().has("timeout_seconds")).isFalse());
    }

    @Test
    void a_broken_policy_stops_updates_creates_and_deletes_until_it_is_put_right() {
        stores.file("jobs/b.json", job("b", "\"x\": \"1\""))
                .remove("jobs/a.json")
                .policy("{\"schema\": 1}");
        workspace.calls().reset();

        Report report = run();

        assertThat(workspace.calls().writes()).isZero();
        assertThat(report.failed()).isTrue();
        assertThat(report.problems()).singleElement().satisfies(problem -> assertThat(problem.place())
                .isEqualTo("policy.json:1:12"));
        stores.policy("{\"schema\": {}}");
        assertThat(reconciler.hasNewSources()).isTrue();
        Report next = run();
        assertThat(next.count(Action.UPDATE)).isEqualTo(1);
        assertThat(next.count(Action.DELETE)).isEqualTo(1);
        assertThat(next.count(Result.APPLIED)).isEqualTo(2);
    }

    @Test
    void a_broken_policy_stops_deletes_where_there_is_no_definition_either() {
        stores.remove("jobs/a.json").remove("jobs/b.json").policy("{");
        workspace.calls().reset();

        Report report = run();

        assertThat(workspace.calls().writes()).isZero();
        assertThat(report.failed()).isTrue();
    }

    @Test
    void a_policy_that_can_not_be_read_ends_the_run() {
        Stores all = stores.stores();
        PolicyStore down = () -> {
            throw new StoreException("the storage is down");
        };
        reconciler = Passes.with(PRUNES)
                .reconciler(
                        Passes.client(workspace),
                        new Stores(
                                new DefinitionsUnderPolicy(all.definitions(), down),
                                all.lock(),
                                all.state(),
                                all.reports()));
        workspace.calls().reset();

        assertThatThrownBy(this::run).isInstanceOf(StoreException.class).hasMessageContaining("down");
        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    void a_run_and_a_look_read_the_policy_once_each() {
        AtomicInteger reads = new AtomicInteger();
        Stores all = stores.stores();
        PolicyStore counting = () -> {
            reads.incrementAndGet();
            return Optional.<SourceFile>empty();
        };
        reconciler = Passes.with(PRUNES)
                .reconciler(
                        Passes.client(workspace),
                        new Stores(
                                new DefinitionsUnderPolicy(all.definitions(), counting),
                                all.lock(),
                                all.state(),
                                all.reports()));

        run();
        assertThat(reads).hasValue(1);
        assertThat(reconciler.hasNewSources()).isFalse();
        assertThat(reads).hasValue(2);
    }

    @Test
    void candidates_are_held_against_the_policy_of_the_container() {
        stores.policy("{\"schema\": {\"required\": [\"tags\"], \"description\": \"Who pays?\"}}");

        Report plan = reconciler.plan(
                SyncRequest.PLAN, snapshot -> new Snapshot(snapshot.files(), snapshot.misnamed(), snapshot.policy()));

        assertThat(plan.blocked()).hasSize(2);
        assertThat(plan.problems())
                .allSatisfy(problem -> assertThat(problem.message()).contains("Who pays?"));
    }

    @Test
    void a_job_that_violates_the_policy_is_neither_changed_nor_deleted() {
        stores.policy("{\"schema\": {\"properties\": {\"name\": {\"enum\": [\"b\"]}}}}")
                .file("jobs/a.json", job("a", "\"x\": \"1\""))
                .file("jobs/b.json", job("b", "\"x\": \"1\""));

        Report report = run();

        assertThat(report.count(Action.UPDATE)).isEqualTo(1);
        assertThat(report.count(Action.DELETE)).isZero();
        assertThat(report.blocked()).extracting(Object::toString).containsExactly("a");
        assertThat(workspace.jobs().all()).hasSize(2);
    }

    @Test
    void a_secret_is_sent_and_never_shown_and_no_error() {
        stores.file("jobs/a.json", job("a", "\"password\": \"hunter2-first\""));
        Report first = run();
        stores.file("jobs/a.json", job("a", "\"password\": \"hunter2-then\""))
                .file("jobs/c.json", job("c", "\"password\": \"hunter2-new\""));

        Report plan = reconciler.run(SyncRequest.PLAN);

        assertThat(first.newErrors()).isEmpty();
        assertThat(plan.count(Action.UPDATE)).isEqualTo(1);
        assertThat(plan.count(Action.CREATE)).isEqualTo(1);
        assertThat(ReportJson.of(plan, true).toString())
                .contains("base_parameters.password")
                .doesNotContain("hunter2");
        assertThat(ReportText.of(ReportJson.of(plan, true), AnsiStyle.PLAIN, Detail.USUAL))
                .doesNotContain("hunter2");
        assertThat(ReportMarkdown.of(ReportJson.of(plan, false))).doesNotContain("hunter2");
        run();
        assertThat(workspace.jobs().all().toString()).contains("hunter2-then", "hunter2-new");
    }
}
