package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.definition.Containers;
import io.github.dbdsc.fakes.InMemoryReports;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Grant;
import io.github.dbdsc.local.simulation.Quirk;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Random definitions, random edits on both sides, random faults: runs always come to rest and touch only their own
 * jobs.
 *
 * <p>The build plays 200 worlds; {@code mvn test -Dtest=ConvergenceTest -Dconvergence.worlds=5000} plays more.
 */
class ConvergenceTest {

    private static final int WORLDS = Integer.getInteger("convergence.worlds", 200);
    private static final SimulatedWorkspace WORKSPACE = SimulatedWorkspace.start();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout }}
             {%- if job.description is defined %}, "description": "{{ job.description }}"{% endif %}
             {%- if job.cron is defined %}, "schedule": {"quartz_cron_expression": "0 0 {{ job.cron }} * * ?",
              "timezone_id": "UTC"}{% endif %}
             {%- if job.access is defined %}, "access_control_list": {{ job.access | jsonify }}{% endif %},
             "tasks": [{% for t in range(job.tasks) %}{"task_key": "t{{ t }}", "notebook_task": {"notebook_path": "/n"}
              }{{ "," if not loop.last }}{% endfor %}]}
            """;

    private static final List<String> LEVELS = List.of("CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE");

    private final Map<JobKey, String> names = new TreeMap<>();
    private final Map<JobKey, String> definitions = new TreeMap<>();
    private final Map<String, StoredState> states = new HashMap<>();
    private boolean stateFails;

    @AfterAll
    static void stop() {
        WORKSPACE.close();
    }

    private Reconciler reconciler() {
        DatabricksWorkspace api =
                new DatabricksWorkspace(WORKSPACE.uri(), Caller.DEMO::token, HTTP, RetryPolicy.DEFAULT, pause -> {});
        List<String> files = new ArrayList<>(List.of("templates/standard.jinja2", TEMPLATE));
        definitions.forEach((key, text) -> files.addAll(List.of(key.path(), text)));
        Stores stores = new Stores(
                () -> Containers.of(files.toArray(String[]::new)),
                () -> Optional.of(new AlwaysHeld()),
                new StateStore() {
                    @Override
                    public Optional<StoredState> read(String path) {
                        return Optional.ofNullable(states.get(path));
                    }

                    @Override
                    public boolean write(String path, byte[] content, @Nullable String replaces) {
                        if (stateFails) {
                            throw new StoreException("the state can't be written");
                        }
                        states.put(path, new StoredState(content, "v"));
                        return true;
                    }
                },
                new InMemoryReports());
        return Passes.of(
                        new OwnershipPolicy("us", Optional.empty(), OnNameTaken.REFUSE),
                        new RunPolicy(true, 100, Duration.ZERO))
                .at(Clock.systemUTC(), pause -> {})
                .in(WORKSPACE.uri(), 1)
                .reconciler(api, stores);
    }

    /**
     * Makes a run, and approves what it asks about: by chance a new definition may look like one that is gone. Nothing of
     * what it asked about may have been done.
     */
    private void sync() {
        if (!reconciler().run(SyncRequest.SYNC).objections().isEmpty()) {
            Report plan = reconciler().run(SyncRequest.PLAN);
            assertThat(plan.hasChanges()).isTrue();
            reconciler().run(SyncRequest.SYNC.approving(plan.fingerprint()));
        }
    }

    private record AlwaysHeld() implements RunLock.Lease {

        @Override
        public boolean held() {
            return true;
        }

        @Override
        public void close() {}
    }

    private void startOver(Random random) {
        WORKSPACE.faults().clear();
        WORKSPACE.jobs().all().forEach(job -> WORKSPACE.jobs().delete(job.id()));
        WORKSPACE.setQuirks(random.nextInt(3) == 0 ? new Quirk[] {Quirk.UNKNOWN_FIELDS} : new Quirk[0]);
        names.clear();
        definitions.clear();
        states.clear();
        WORKSPACE
                .jobs()
                .put("bob@example.com", JsonNodeFactory.instance.objectNode().put("name", "foreign"));
        ObjectNode theirs = JsonNodeFactory.instance.objectNode().put("name", "theirs");
        theirs.putObject("tags").put("dsc-owner", "them").put("dsc-key", "k0");
        WORKSPACE.jobs().put("bob@example.com", theirs);
        define(new JobKey("anchor"), "anchor", random);
        for (int i = 0; i < random.nextInt(6); i++) {
            define(new JobKey("k" + i), "name " + i, random);
        }
    }

    private void define(JobKey key, String name, Random random) {
        ObjectNode values = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("timeout", random.nextInt(3))
                .put("tasks", random.nextInt(4));
        if (random.nextBoolean()) {
            values.put("description", "d" + random.nextInt(3));
        }
        if (random.nextBoolean()) {
            values.put("cron", random.nextInt(24));
        }
        if (random.nextBoolean()) {
            ArrayNode access = values.putArray("access");
            List.of("ann@example.com", "Bob@Example.com").forEach(user -> {
                if (random.nextBoolean()) {
                    access.addObject().put("user_name", user).put("permission_level", LEVELS.get(random.nextInt(3)));
                }
            });
        }
        names.put(key, name);
        definitions.put(key, values.toString());
    }

    /** Makes one random edit: to the files, by hand in the workspace, or to the state. */
    private void edit(Random random) {
        List<JobKey> keys = new ArrayList<>(definitions.keySet());
        keys.remove(new JobKey("anchor"));
        JobKey key = keys.isEmpty() ? new JobKey("anchor") : keys.get(random.nextInt(keys.size()));
        List<StoredJob> owned = WORKSPACE.jobs().all().stream()
                .filter(job -> job.tag("dsc-owner").equals(Optional.of("us")))
                .toList();
        switch (random.nextInt(10)) {
            case 0 -> define(new JobKey("new" + random.nextInt(1000)), "new " + random.nextInt(1_000_000), random);
            case 1 -> define(key, String.valueOf(names.get(key)), random);
            case 2 -> define(key, "renamed " + random.nextInt(1_000_000), random);
            case 3 -> move(key, new JobKey("moved/" + random.nextInt(1000)));
            case 4 -> remove(key);
            case 5 -> byHand(owned, random, job -> job.put("description", "by hand " + random.nextInt(3)));
            case 6 ->
                byHand(owned, random, job -> job.put("timeout_seconds", 77).put("max_concurrent_runs", 9));
            case 7 -> {
                if (!owned.isEmpty()) {
                    WORKSPACE
                            .jobs()
                            .delete(owned.get(random.nextInt(owned.size())).id());
                }
            }
            case 8 -> grantByHand(owned, random);
            default -> states.clear();
        }
    }

    private static void grantByHand(List<StoredJob> owned, Random random) {
        if (!owned.isEmpty()) {
            String level = LEVELS.get(random.nextInt(3));
            Grant owner = new Grant("service_principal_name", random.nextBoolean() ? "robot" : "other", "IS_OWNER");
            List<Grant> grants = List.of(
                    owner,
                    new Grant("user_name", random.nextBoolean() ? "ann@example.com" : "bob@example.com", level),
                    new Grant("group_name", "ops", level));
            WORKSPACE.jobs().setGrants(owned.get(random.nextInt(owned.size())).id(), grants);
        }
    }

    private void move(JobKey from, JobKey to) {
        if (!from.value().equals("anchor")) {
            String name = names.remove(from);
            String text = definitions.remove(from);
            if (name != null && text != null) {
                names.put(to, name);
                definitions.put(to, text);
            }
        }
    }

    private void remove(JobKey key) {
        if (!key.value().equals("anchor")) {
            names.remove(key);
            definitions.remove(key);
        }
    }

    private static void byHand(List<StoredJob> owned, Random random, Consumer<ObjectNode> change) {
        if (!owned.isEmpty()) {
            WORKSPACE.jobs().edit(owned.get(random.nextInt(owned.size())).id(), change);
        }
    }

    private List<String> foreign() {
        return WORKSPACE.jobs().all().stream()
                .filter(job -> !job.tag("dsc-owner").equals(Optional.of("us")))
                .map(job -> job.id() + " " + job.revision() + " " + job.settings())
                .toList();
    }

    private List<String> ours() {
        return WORKSPACE.jobs().all().stream()
                .filter(job -> job.tag("dsc-owner").equals(Optional.of("us")))
                .map(job -> job.tag("dsc-key").orElse("") + " " + job.id() + " " + job.settings() + " " + job.grants())
                .sorted()
                .toList();
    }

    private void assertAtRest(String when) {
        assertThat(reconciler().run(SyncRequest.PLAN).hasChanges()).as(when).isFalse();
        assertThat(WORKSPACE.jobs().all().stream()
                        .flatMap(job -> job.tag("dsc-key").stream())
                        .sorted())
                .as(when)
                .filteredOn(key -> !key.equals("k0") || definitions.containsKey(new JobKey("k0")))
                .containsAll(definitions.keySet().stream().map(JobKey::value).toList());
        assertThat(ours()).as(when).hasSameSizeAs(definitions.keySet());
        WORKSPACE.jobs().all().forEach(job -> assertHoldsPermissions(job, when));
    }

    private void assertHoldsPermissions(StoredJob job, String when) {
        assertThat(job.grants().stream().filter(grant -> grant.level().equals("IS_OWNER")))
                .as(when)
                .hasSize(1);
        Optional<String> definition = job.tag("dsc-owner")
                .filter("us"::equals)
                .flatMap(us -> job.tag("dsc-key"))
                .map(key -> definitions.get(new JobKey(key)));
        definition.ifPresent(text -> assertThat(job.grants()).as(when).containsAll(wantedBy(text)));
    }

    private static List<Grant> wantedBy(String definition) {
        List<Grant> grants = new ArrayList<>();
        try {
            new JsonMapper()
                    .readTree(definition)
                    .path("access")
                    .forEach(entry -> grants.add(new Grant(
                            "user_name",
                            entry.path("user_name").asText().toLowerCase(Locale.ROOT),
                            entry.path("permission_level").asText())));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(definition, e);
        }
        return grants;
    }

    @Test
    void after_any_edits_one_run_applies_everything_and_a_second_changes_nothing() {
        for (int seed = 0; seed < WORLDS; seed++) {
            Random random = new Random(seed);
            startOver(random);
            List<String> foreign = foreign();
            reconciler().run(SyncRequest.SYNC);
            assertAtRest("seed " + seed + ", first deploy");
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i <= random.nextInt(4); i++) {
                    edit(random);
                }
                sync();
                String when = "seed " + seed + ", round " + round;
                assertAtRest(when);
                List<String> once = ours();
                reconciler().run(SyncRequest.SYNC);
                assertThat(ours()).as(when).isEqualTo(once);
            }
            assertThat(foreign()).as("seed " + seed).isEqualTo(foreign);
        }
    }

    @Test
    void after_any_faults_runs_converge_without_duplicates_or_losses() {
        for (int seed = 0; seed < WORLDS / 2; seed++) {
            Random random = new Random(seed);
            startOver(random);
            reconciler().run(SyncRequest.SYNC);
            List<String> foreign = foreign();
            for (int i = 0; i <= random.nextInt(5); i++) {
                edit(random);
            }
            stateFails = random.nextInt(4) == 0;
            WORKSPACE
                    .faults()
                    .atRandom(
                            seed,
                            0.4,
                            Fault.internalError(),
                            Fault.internalError().afterEffect(),
                            Fault.unavailable(),
                            Fault.answerLost(),
                            Fault.answerCutShort(),
                            Fault.connectionDropped(),
                            Fault.htmlPage(502),
                            Fault.htmlPage(200),
                            Fault.wrongTypes());
            try {
                reconciler().run(SyncRequest.SYNC);
            } catch (ExternalServiceException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            WORKSPACE.faults().clear();
            stateFails = false;
            reconciler().run(SyncRequest.SYNC);
            sync();
            assertAtRest("seed " + seed);
            assertThat(foreign()).as("seed " + seed).isEqualTo(foreign);
        }
    }
}
