package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.definition.schema.CheckedSettings;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.fields.Canonical;
import io.github.dbdsc.fields.Mutation;
import io.github.dbdsc.fields.Mutations;
import io.github.dbdsc.fields.RandomService;
import io.github.dbdsc.fields.SampleSettings;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whole runs over jobs with a task of every kind: each change of a definition is written once, and nothing else is. */
class NothingSilentRunTest {

    private static final int ROUNDS = 6;
    private static final JobKey ANY = new JobKey("any");

    private final InMemoryStores stores =
            new InMemoryStores().file("templates/standard.jinja2", "{{ job.s | tojson }}");
    private final Map<JobKey, ObjectNode> definitions = new TreeMap<>();
    private final Map<JobKey, Mutation> mutations = new TreeMap<>();
    private final Random random = new Random(22);

    private void define(JobKey key, ObjectNode settings) {
        definitions.put(key, settings);
        stores.file(
                key.path(),
                JsonNodeFactory.instance.objectNode().set("s", settings).toString());
    }

    /** Defines a job for each sample that has no problems. */
    private void defineSamples() {
        int number = 0;
        for (ObjectNode sample : SampleSettings.everything(Jobs.RULES)) {
            sample.put("name", "job " + number);
            if (isValid(sample)) {
                define(new JobKey("k" + number), sample);
            }
            number++;
        }
        assertThat(definitions).hasSizeGreaterThan(20);
    }

    private static boolean isValid(ObjectNode settings) {
        return !CheckedSettings.of(settings, false).hasErrors();
    }

    /** Returns the text of what is sent. */
    private static String canonical(ObjectNode definition) {
        JobSettings settings =
                JobSettings.keeping(CheckedSettings.of(definition, false).tree());
        return Canonical.of(new Ownership("us", ANY).stamp(settings, false).view(), Jobs.RULES);
    }

    /** Changes every definition in one way, and returns those that ask for something else now. */
    private Set<JobKey> changeAll() {
        mutations.clear();
        Set<JobKey> changed = new TreeSet<>();
        for (Map.Entry<JobKey, ObjectNode> job : new TreeMap<>(definitions).entrySet()) {
            ObjectNode other = changed(job.getKey(), job.getValue());
            if (!canonical(other).equals(canonical(job.getValue()))) {
                changed.add(job.getKey());
            }
            define(job.getKey(), other);
        }
        return changed;
    }

    private ObjectNode changed(JobKey key, ObjectNode settings) {
        List<Mutation> all = Mutations.of(settings, Jobs.RULES);
        while (true) {
            Mutation mutation = all.get(random.nextInt(all.size()));
            if (isRefused(mutation.spot().field())) {
                continue;
            }
            ObjectNode other = mutation.of(settings);
            if (isValid(other) && other.path("name").equals(settings.path("name"))) {
                mutations.put(key, mutation);
                return other;
            }
        }
    }

    /** The service refuses names of what is not there, and whom we may not run jobs as. */
    private static boolean isRefused(String field) {
        return field.endsWith("_key") || field.startsWith("run_as");
    }

    private Report run(Workspace workspace) {
        return Passes.with(RunPolicy.DEFAULT)
                .reconciler(workspace, stores.stores())
                .run(SyncRequest.SYNC);
    }

    private static List<String> failures(Report report) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.result() == Result.FAILED)
                .map(outcome -> outcome.change().key() + ": " + outcome.error())
                .toList();
    }

    private static Set<JobKey> updated(Report report) {
        return report.outcomes().stream()
                .map(outcome -> outcome.change())
                .filter(change -> change.action() == Action.UPDATE)
                .map(change -> change.key())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void each_change_of_a_definition_is_written_once() {
        try (SimulatedWorkspace workspace =
                SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT))) {
            Workspace client = Passes.client(workspace);
            defineSamples();
            assertThat(failures(run(client))).isEmpty();
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(run(client).count(Action.NONE)).isEqualTo(definitions.size());

                Set<JobKey> changed = changeAll();

                Report report = run(client);
                assertThat(failures(report)).isEmpty();
                assertThat(updated(report)).as(mutations.toString()).isEqualTo(changed);
            }
        }
    }

    @Test
    void a_service_with_a_will_of_its_own_leads_to_no_write_but_those_of_the_definitions() {
        RetoldWorkspace workspace = new RetoldWorkspace();
        int[] answers = {0};
        RandomService[] services = new RandomService[128];
        for (int job = 0; job < services.length; job++) {
            services[job] = RandomService.with(job);
        }
        workspace.show((id, settings) -> services[id.intValue()].answer(settings, id, answers[0]));
        defineSamples();
        run(workspace);
        workspace.writes();
        List<Boolean> failed = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            answers[0]++;
            failed.add(run(workspace).failed());
            assertThat(workspace.writes()).as("round " + round).isZero();
        }
        assertThat(failed).containsOnly(true);

        answers[0] = 0;
        Set<JobKey> changed = changeAll();
        assertThat(updated(run(workspace))).as(mutations.toString()).isEqualTo(changed);
        workspace.writes();
        for (int round = 0; round < ROUNDS; round++) {
            answers[0]++;
            run(workspace);
            assertThat(workspace.writes()).as("round " + round).isZero();
        }
    }
}
