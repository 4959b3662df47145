package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Settings made from the schema, which are valid by it. There is a task for each kind of task, and another that runs such
 * a task for each of some inputs. Permissions are left out, since they are no settings to the service.
 */
public final class SampleSettings {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final String TASK = "Task";
    private static final String KIND = "_task";
    private static final String FOR_EACH = "for_each_task";
    private static final String TASKS = "tasks";
    private static final String CLUSTERS = "job_clusters";
    private static final String CLUSTER = "new_cluster";

    private static final String PERMISSIONS = "access_control_list";

    private final JobFields fields;

    private SampleSettings(JobFields fields) {
        this.fields = fields;
    }

    /** Returns settings that together have every field of every type: several, since small ones are quick to compare. */
    public static List<ObjectNode> everything(JobFields fields) {
        SampleSettings samples = new SampleSettings(fields);
        List<ObjectNode> all = new ArrayList<>();
        all.add(samples.job());
        all.add(samples.clusters());
        all.add(samples.with(samples.full("main")));
        all.add(samples.with(samples.each("each", samples.full("inner"))));
        all.add(samples.with(samples.onCluster("main")));
        all.add(samples.with(samples.each("each", samples.onCluster("inner"))));
        for (String kind : samples.kinds()) {
            all.add(samples.with(samples.task("main", kind)));
            if (!kind.equals(FOR_EACH)) {
                all.add(samples.with(samples.each("each", samples.task("inner", kind))));
            }
        }
        return all;
    }

    /** Returns a random part of everything. */
    public static ObjectNode something(JobFields fields, RandomGenerator random) {
        List<ObjectNode> all = everything(fields);
        ObjectNode settings = all.get(0).setAll(all.get(1));
        ArrayNode tasks = settings.putArray(TASKS);
        for (int i = random.nextInt(3); i >= 0; i--) {
            ObjectNode task = all.get(1 + random.nextInt(all.size() - 1))
                    .withArray(TASKS)
                    .path(0)
                    .deepCopy();
            tasks.add(task.put("task_key", "t" + i));
        }
        thin(settings, random);
        return settings;
    }

    private static void thin(JsonNode node, RandomGenerator random) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> !isName(field.getKey()) && random.nextInt(3) == 0);
        }
        node.forEach(child -> thin(child, random));
    }

    private static boolean isName(String field) {
        return field.equals("name") || field.equals(TASKS) || field.endsWith("_key") || field.endsWith(KIND);
    }

    private ObjectNode job() {
        ObjectNode job = object(fields.settings(), 0, Set.of(PERMISSIONS, TASKS, CLUSTERS));
        job.putArray(TASKS).add(task("main", "notebook_task")).add(task("other", "sql_task"));
        return job;
    }

    private ObjectNode clusters() {
        ObjectNode job = with(task("main", "notebook_task"));
        return job.set(CLUSTERS, value(Objects.requireNonNull(fields.settings().field(CLUSTERS)), CLUSTERS, 0));
    }

    private ObjectNode with(ObjectNode task) {
        ObjectNode job = JSON.objectNode().put("name", "n");
        job.putArray(TASKS).add(task);
        return job;
    }

    private List<String> kinds() {
        return fields.type(TASK).fieldNames().stream()
                .filter(field -> field.endsWith(KIND))
                .sorted()
                .toList();
    }

    /** Returns a task with all fields that tasks of every kind may have, apart from a cluster of its own. */
    private ObjectNode full(String key) {
        ObjectNode task = task(key, "notebook_task");
        new TreeMap<>(fields.type(TASK).fields()).forEach((field, shape) -> {
            if (!field.endsWith(KIND) && !task.has(field) && !field.equals(CLUSTER)) {
                task.set(field, value(shape, field, 0));
            }
        });
        return task;
    }

    private ObjectNode onCluster(String key) {
        return task(key, "spark_jar_task").set(CLUSTER, value(fields.type("ClusterSpec"), CLUSTER, 0));
    }

    private ObjectNode task(String key, String kind) {
        Shape shape = fields.type(TASK).fields().get(kind);
        return JSON.objectNode()
                .put("task_key", key)
                .set(kind, kind.equals(FOR_EACH) ? loop() : value(Objects.requireNonNull(shape), kind, 0));
    }

    private ObjectNode each(String key, ObjectNode inner) {
        return JSON.objectNode().put("task_key", key).set(FOR_EACH, loop().set("task", inner));
    }

    private ObjectNode loop() {
        return object(fields.type("ForEachTask"), 0, Set.of("task"));
    }

    private ObjectNode object(Shape.Type type, int number, Set<String> but) {
        ObjectNode object = JSON.objectNode();
        new TreeMap<>(type.fields()).forEach((field, shape) -> {
            if (!but.contains(field)) {
                object.set(field, value(shape, field, number));
            }
        });
        return object;
    }

    /** Returns a value of this shape: another one for each number, where there are as many. */
    JsonNode value(Shape shape, String name, int number) {
        if (shape instanceof Shape.Scalar scalar) {
            return switch (scalar.kind()) {
                case "string" -> TextNode.valueOf(name + number);
                case "integer" -> IntNode.valueOf(3 + number);
                case "number" -> DoubleNode.valueOf(1.5 + number);
                default -> BooleanNode.valueOf(number % 2 == 0);
            };
        }
        if (shape instanceof Shape.Words words) {
            return TextNode.valueOf(words.words().get(number % words.words().size()));
        }
        if (shape instanceof Shape.StringMap) {
            return JSON.objectNode().put("a", "v" + number).put("a.b", "w").put("empty", "");
        }
        if (shape instanceof Shape.ListOf list) {
            return JSON.arrayNode()
                    .add(value(list.element(), name, 2 * number))
                    .add(value(list.element(), name, 2 * number + 1));
        }
        Shape.Type type = (Shape.Type) shape;
        return type.name().equals(TASK)
                ? JSON.objectNode().put("task_key", "t" + number).put("existing_cluster_id", "c")
                : object(type, number, Set.of());
    }

    static JsonNode value(JobFields fields, Shape shape, String name, int number) {
        return new SampleSettings(fields).value(shape, name, number);
    }
}
