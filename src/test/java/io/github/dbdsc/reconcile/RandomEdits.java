package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.local.simulation.SimulatedJobs;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.JobKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Random edits by people: to definitions, to jobs by hand, and to what is stored. */
final class RandomEdits {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout }}
             {%- if job.description is defined %}, "description": "{{ job.description }}"{% endif %}
             {%- if job.access is defined %}, "access_control_list": [{"user_name": "{{ job.access }}",
              "permission_level": "CAN_VIEW"}]{% endif %},
             "tasks": [{% for t in range(job.tasks) %}{"task_key": "t{{ t }}", "notebook_task": {"notebook_path": "/n"}
              }{{ "," if not loop.last }}{% endfor %}]}
            """;

    private final ChaosWorld world;
    private final RandomGenerator random;
    private final Map<JobKey, String> definitions = new TreeMap<>();
    private final Set<JobKey> broken = new TreeSet<>();
    private int names;

    RandomEdits(ChaosWorld world, RandomGenerator random) {
        this.world = world;
        this.random = random;
        world.stores.file("templates/standard.jinja2", TEMPLATE);
        ObjectNode foreign = JsonNodeFactory.instance.objectNode().put("name", "foreign");
        jobs().put("bob@example.com", foreign);
        foreign.put("name", "theirs").putObject("tags").put("dsc-owner", "them").put("dsc-key", "k0");
        jobs().put("bob@example.com", foreign);
        define(new JobKey("anchor"), "anchor");
        for (int i = random.nextInt(6); i > 0; i--) {
            define(new JobKey("k" + i), newName());
        }
    }

    private SimulatedJobs jobs() {
        return world.workspace.jobs();
    }

    /** Returns the keys of definitions that can be read. */
    Set<JobKey> whole() {
        Set<JobKey> keys = new TreeSet<>(definitions.keySet());
        keys.removeAll(broken);
        return keys;
    }

    boolean isDefined(JobKey key) {
        return definitions.containsKey(key);
    }

    boolean anyBroken() {
        return !broken.isEmpty();
    }

    /** Returns the jobs that carry our tag. */
    List<StoredJob> owned() {
        return owned(world.workspace);
    }

    static List<StoredJob> owned(SimulatedWorkspace workspace) {
        return workspace.jobs().all().stream()
                .filter(job -> job.tag("dsc-owner").equals(Optional.of("us")))
                .toList();
    }

    private String newName() {
        return "name " + names++;
    }

    private void define(JobKey key, String name) {
        ObjectNode values = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("timeout", random.nextInt(3))
                .put("tasks", random.nextInt(4));
        if (random.nextBoolean()) {
            values.put("description", "d" + random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            values.put("access", random.nextBoolean() ? "ann@example.com" : "carl@example.com");
        }
        if (random.nextInt(6) == 0) {
            values.put("$protect", true);
        }
        put(key, name, values.toString());
    }

    private void put(JobKey key, String name, String text) {
        definitions.put(key, name);
        broken.remove(key);
        world.stores.file(key.path(), text);
    }

    private void remove(JobKey key) {
        definitions.remove(key);
        broken.remove(key);
        world.stores.remove(key.path());
    }

    /** Makes one random edit. */
    void edit() {
        List<JobKey> keys = new ArrayList<>(definitions.keySet());
        keys.remove(new JobKey("anchor"));
        JobKey key = keys.isEmpty() ? new JobKey("new") : keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(14)) {
            case 0, 1 -> define(new JobKey("new" + random.nextInt(1000)), newName());
            case 2 -> define(key, definitions.getOrDefault(key, newName()));
            case 3 -> define(key, newName());
            case 4 -> move(key);
            case 5 -> remove(key);
            case 6 -> {
                definitions.putIfAbsent(key, newName());
                broken.add(key);
                world.stores.file(key.path(), "{ not json");
            }
            case 7, 8 -> byHand();
            case 9 -> loseState(new byte[0]);
            case 10 -> loseState("{\"version\":1,\"jobs\":{\"anchor\":7}}".getBytes(StandardCharsets.UTF_8));
            default -> List.copyOf(broken).forEach(this::repair);
        }
    }

    /** Repairs every definition and ends every active run. */
    void settle() {
        List.copyOf(broken).forEach(this::repair);
        owned().forEach(job -> jobs().setActiveRuns(job.id(), 0));
    }

    private void repair(JobKey key) {
        define(key, definitions.getOrDefault(key, newName()));
    }

    private void move(JobKey from) {
        String name = definitions.get(from);
        if (name != null && !broken.contains(from)) {
            remove(from);
            define(new JobKey("moved/" + random.nextInt(1000)), name);
        }
    }

    private void byHand() {
        List<StoredJob> owned = owned();
        if (owned.isEmpty()) {
            return;
        }
        long id = owned.get(random.nextInt(owned.size())).id();
        switch (random.nextInt(4)) {
            case 0 -> jobs().edit(id, job -> job.put("description", "by hand " + random.nextInt(3)));
            case 1 -> jobs().edit(id, job -> job.put("timeout_seconds", 77).put("max_concurrent_runs", 9));
            case 2 -> jobs().setActiveRuns(id, random.nextInt(2));
            default -> jobs().delete(id);
        }
    }

    /** Deletes or overwrites the state. */
    private void loseState(byte[] content) {
        String path = Passes.TARGET.id() + ".json";
        world.stores.read(path).ifPresent(stored -> {
            var unused = world.stores.write(path, content, stored.version());
        });
    }
}
