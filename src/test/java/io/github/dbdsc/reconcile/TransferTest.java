package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Grant;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.reconcile.Transfer.Move;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs go from one installation to another, and nothing of them changes but whose they are. */
class TransferTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start(
            SimulationOptions.defaults().withCallers(Passes.ROBOT, Caller.user("ann-token", "ann@example.com")));

    @AfterEach
    void stop() {
        workspace.close();
    }

    private long job(String name, String owner, String source, String key) {
        ObjectNode settings =
                JsonNodeFactory.instance.objectNode().put("name", name).put("timeout_seconds", 60);
        ObjectNode tags = settings.putObject("tags").put("dsc-owner", owner).put("dsc-key", key);
        tags.put("team", "x");
        if (!source.isEmpty()) {
            tags.put("dsc-source", source);
        }
        return workspace.jobs().put(Passes.ROBOT.userName(), settings);
    }

    private Transfer transfer(String from, String to, JobKey... keys) {
        return new Transfer(Passes.client(workspace), Installation.of(from), Installation.of(to), Set.of(keys));
    }

    private StoredJob stored(long id) {
        return workspace.jobs().all().stream()
                .filter(job -> job.id() == id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_plan_names_what_would_go_and_changes_nothing() {
        long a = job("A", "us", "", "a");
        job("B", "us", "elsewhere", "b");

        assertThat(transfer("us", "us/here").plan().moves())
                .extracting(move -> move.key().value(), Move::jobId, Move::problem)
                .containsExactly(tuple("a", a, null));
        assertThat(workspace.calls().writes()).isZero();
    }

    @Test
    void only_the_tags_of_ownership_change() {
        long a = job("A", "them", "git.example/x", "a");
        ObjectNode expected = stored(a).settings().deepCopy();
        expected.putObject("tags")
                .put("dsc-key", "a")
                .put("dsc-owner", "us")
                .put("dsc-source", "here")
                .put("team", "x");

        assertThat(transfer("them/git.example/x", "us/here").apply().hasProblems())
                .isFalse();

        assertThat(stored(a).settings()).isEqualTo(expected);
        assertThat(workspace.calls().count(Operation.UPDATE)).isEqualTo(1);
    }

    @Test
    void a_source_is_taken_away_where_the_other_installation_has_none() {
        long a = job("A", "us", "here", "a");

        transfer("us/here", "them").apply();

        assertThat(stored(a).tag("dsc-owner")).hasValue("them");
        assertThat(stored(a).tag("dsc-source")).isEmpty();
    }

    @Test
    void only_the_jobs_of_the_named_keys_go() {
        long a = job("A", "us", "", "a");
        long b = job("B", "us", "", "b");

        transfer("us", "them", new JobKey("b")).apply();

        assertThat(stored(a).tag("dsc-owner")).hasValue("us");
        assertThat(stored(b).tag("dsc-owner")).hasValue("them");
    }

    @Test
    void a_job_stays_where_its_key_has_one_already() {
        long one = job("A", "us", "", "a");
        long two = job("A", "us", "", "a");
        job("B", "us", "", "b");
        job("B", "them", "", "b");

        Transfer.Plan done = transfer("us", "them").apply();

        assertThat(done.moves())
                .extracting(move -> move.key().value(), move -> Optional.ofNullable(move.problem())
                        .map(problem -> problem.substring(0, 32)))
                .containsExactly(
                        tuple("a", Optional.empty()),
                        tuple("a", Optional.of("it stays, because them has a job")),
                        tuple("b", Optional.of("it stays, because them has a job")));
        assertThat(stored(one).tag("dsc-owner")).hasValue("them");
        assertThat(stored(two).tag("dsc-owner")).hasValue("us");
    }

    @Test
    void what_our_identity_may_not_manage_is_reported_and_the_others_go() {
        long a = job("A", "us", "", "a");
        Transfer asAnn = new Transfer(
                Passes.client(workspace, Caller.user("ann-token", "ann@example.com")),
                Installation.of("us"),
                Installation.of("them"),
                Set.of());
        workspace
                .jobs()
                .setGrants(
                        a,
                        List.of(
                                new Grant("user_name", "robot@example.com", "IS_OWNER"),
                                new Grant("user_name", "ann@example.com", "CAN_VIEW")));

        assertThat(asAnn.apply().moves()).singleElement().satisfies(move -> assertThat(move.problem())
                .contains("403"));
        assertThat(stored(a).tag("dsc-owner")).hasValue("us");
    }

    @Test
    void one_that_finds_nothing_says_who_has_jobs() {
        job("A", "us", "here", "a");

        assertThat(transfer("us", "them").plan().holders()).containsExactly(Map.entry("us/here", 1L));
    }
}
