package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.local.simulation.SimulatedJobs;
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

/** Random edits by people: to the definitions of an installation, to its jobs by hand, and to what it has stored. */
final class RandomEdits {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout }}
             {%- if job.description is defined %}, "description": "{{ job.description }}"{% endif %}
             {%- if job.access is defined %}, "access_control_list": [{"user_name": "{{ job.access }}",
              "permission_level": "CAN_VIEW"}]{% endif %},
             "tasks": [{% for t in range(job.tasks) %}{"task_key": "t{{ t }}", "notebook_task": {"notebook_path": "/n"}
              }{{ "," if not loop.last }}{% endfor %}]}
            """;

    private static final String ELSEWHERE = "elsewhere";

    private final ChaosInstallation at;
    private final RandomGenerator random;
    private final Map<JobKey, String> definitions = new TreeMap<>();
    private final Set<JobKey> broken = new TreeSet<>();
    private final Set<Long> tagsEdited = new TreeSet<>();
    private int names;

    RandomEdits(ChaosInstallation at, RandomGenerator random) {
        this.at = at;
        this.random = random;
        at.stores.file("templates/standard.jinja2", TEMPLATE);
        define(new JobKey("anchor"), newName());
        for (int i = random.nextInt(6); i > 0; i--) {
            define(new JobKey("k" + i), newName());
        }
    }

    private SimulatedJobs jobs() {
        return at.world.workspace.jobs();
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

    /** Reports whether a definition means the job by its key, or by its name as one that moved. */
    boolean isWanted(JobKey key, StoredJob job) {
        return isDefined(key) || definitions.containsValue(job.name());
    }

    /** Returns the key of a job of ours: the one that the state holds it under, whatever somebody did to its tags. */
    JobKey key(StoredJob job) {
        return keyInState(job).orElseGet(() -> new JobKey(job.tag("dsc-key").orElseThrow()));
    }

    private Optional<JobKey> keyInState(StoredJob job) {
        return at.world.forgetful()
                ? Optional.empty()
                : at.stores.state().entrySet().stream()
                        .filter(entry -> entry.getValue().jobId() == job.id())
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    /** Reports whether somebody has edited the tags of a job, and its definition is gone: nothing puts them right then. */
    boolean isAstray(StoredJob job) {
        return tagsEdited.contains(job.id())
                && keyInState(job).filter(this::isDefined).isEmpty();
    }

    boolean anyBroken() {
        return !broken.isEmpty();
    }

    /** Returns the jobs that carry the tags of this installation and that it made. */
    List<StoredJob> owned() {
        return jobs().all().stream()
                .filter(job -> Passes.ROBOT.userName().equals(job.creator()))
                .filter(job -> job.tag("dsc-owner").equals(Optional.of("us"))
                        && job.tag("dsc-source").equals(at.source()))
                .toList();
    }

    private String newName() {
        return at.source().orElse("") + " name " + names++;
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
        at.stores.file(key.path(), text);
    }

    private void remove(JobKey key) {
        definitions.remove(key);
        broken.remove(key);
        at.stores.remove(key.path());
    }

    /** Makes one random edit. */
    void edit() {
        List<JobKey> keys = new ArrayList<>(definitions.keySet());
        keys.remove(new JobKey("anchor"));
        JobKey key = keys.isEmpty() ? new JobKey("new" + names) : keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(14)) {
            case 0, 1 -> define(new JobKey("new" + names), newName());
            case 2 -> define(key, definitions.getOrDefault(key, newName()));
            case 3 -> define(key, newName());
            case 4 -> move(key);
            case 5 -> remove(key);
            case 6 -> {
                definitions.putIfAbsent(key, newName());
                broken.add(key);
                at.stores.file(key.path(), "{ not json");
            }
            case 7, 8 -> byHand();
            case 9 -> copyOrLose(new byte[0]);
            case 10 -> copyOrLose("{\"version\":1,\"jobs\":{\"anchor\":7}}".getBytes(StandardCharsets.UTF_8));
            default -> List.copyOf(broken).forEach(this::repair);
        }
    }

    /** Repairs every definition, takes every job back that was given away, and ends every active run. */
    void settle() {
        List.copyOf(broken).forEach(this::repair);
        jobs().all().stream()
                .filter(job -> tagsEdited.contains(job.id()) && isGivenAway(job))
                .forEach(job -> jobs().edit(job.id(), settings -> {
                    ObjectNode tags = (ObjectNode) settings.path("tags");
                    tags.remove("dsc-source");
                    at.source().ifPresent(source -> tags.put("dsc-source", source));
                }));
        owned().forEach(job -> jobs().setActiveRuns(job.id(), 0));
    }

    private void repair(JobKey key) {
        define(key, definitions.getOrDefault(key, newName()));
    }

    private void move(JobKey from) {
        String name = definitions.get(from);
        if (name != null && !broken.contains(from)) {
            remove(from);
            define(new JobKey("moved/" + names++), name);
        }
    }

    private void byHand() {
        List<StoredJob> owned = owned().stream()
                .filter(job -> owned().stream()
                                .filter(other -> other.tag("dsc-key").equals(job.tag("dsc-key")))
                                .count()
                        == 1)
                .toList();
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

    private void copyOrLose(byte[] content) {
        if (at.world.forgetful()) {
            loseState(content);
            return;
        }
        List<StoredJob> known = remembered();
        if (!known.isEmpty()) {
            StoredJob job = known.get(random.nextInt(known.size()));
            if (random.nextBoolean()) {
                clone(job);
            } else {
                tagsEdited.add(job.id());
                jobs().edit(job.id(), settings -> editTags((ObjectNode) settings.path("tags")));
            }
        }
    }

    /** Returns the jobs that the state holds under their name: others can't be told from what somebody else made. */
    private List<StoredJob> remembered() {
        Map<Long, String> names = new TreeMap<>();
        at.stores
                .state()
                .values()
                .forEach(job -> names.put(job.jobId(), job.settings().name()));
        return owned().stream()
                .filter(job -> job.name().equals(names.get(job.id())))
                .toList();
    }

    /** Clones a job as the workspace does: with its tags, and another name. */
    private void clone(StoredJob job) {
        var unused = jobs().put("bob@example.com", job.settings().put("name", "Clone of " + job.name() + names++));
    }

    /** Reports whether somebody has given the job to a source that is none of ours. */
    static boolean isGivenAway(StoredJob job) {
        return job.tag("dsc-source").equals(Optional.of(ELSEWHERE));
    }

    private void editTags(ObjectNode tags) {
        // without a source of its own, an installation takes such a job back
        switch (random.nextInt(at.source().isPresent() ? 4 : 3)) {
            case 0 -> tags.remove("dsc-owner");
            case 1 -> tags.put("dsc-key", "by/hand" + names++);
            case 2 -> tags.put("dsc-key", "anchor");
            default -> tags.put("dsc-source", ELSEWHERE);
        }
    }

    /** Deletes or overwrites the state. */
    private void loseState(byte[] content) {
        String path = Passes.TARGET.id() + ".json";
        at.stores.read(path).ifPresent(stored -> {
            var unused = at.stores.write(path, content, stored.version());
        });
    }
}
