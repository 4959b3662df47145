package io.github.dbdsc.definition.schema;

import io.github.dbdsc.fields.JobFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A task does one thing, on one compute resource. Jobs API 2.2: notebooks without one run serverless; scripts, wheels,
 * JARs and dbt run serverless in an environment; spark-submit can't; all other types need none.
 */
final class TaskRules {

    private static final List<String> CLUSTER = List.of("new_cluster", "existing_cluster_id", "job_cluster_key");

    private static final String ENVIRONMENT = "environment_key";

    private static final Set<String> NEED_CLUSTER = Set.of("spark_submit_task");

    private static final Set<String> NEED_CLUSTER_OR_ENVIRONMENT =
            Set.of("spark_jar_task", "spark_python_task", "python_wheel_task", "dbt_task");

    private TaskRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        for (SettingsPart task : job.tasksAndRepeated()) {
            List<String> types = typesOf(task);
            checkOnlyType(task, types, problems);
            checkCompute(task, types, problems);
        }
    }

    /** Returns the fields that are task types: those in the schema, and newer ones unless they look like a misspelt one. */
    private static List<String> typesOf(SettingsPart task) {
        Set<String> known = JobFields.builtIn().type("Task").fieldNames();
        return task.node().properties().stream()
                .map(Map.Entry::getKey)
                .filter(field -> field.endsWith("_task"))
                .filter(field -> known.contains(field)
                        || DidYouMean.nearest(field, known).isEmpty())
                .toList();
    }

    private static void checkOnlyType(SettingsPart task, List<String> types, SettingsProblems problems) {
        if (types.isEmpty()) {
            problems.error(task.path(), "has no type; add the one that it runs, such as notebook_task or sql_task");
        } else if (types.size() > 1) {
            problems.error(
                    task.path(),
                    "has " + types.size() + " types (" + String.join(", ", types)
                            + "), but runs one; make a task of each");
        }
    }

    private static void checkCompute(SettingsPart task, List<String> types, SettingsProblems problems) {
        List<String> clusters = CLUSTER.stream().filter(task::has).toList();
        if (clusters.size() > 1) {
            problems.error(
                    task.path(),
                    "has " + clusters.size() + " clusters (" + String.join(", ", clusters) + "); keep one");
        } else if (clusters.isEmpty()) {
            types.forEach(type -> requireCompute(task, type, problems));
        }
    }

    private static void requireCompute(SettingsPart task, String type, SettingsProblems problems) {
        if (NEED_CLUSTER.contains(type)) {
            problems.error(task.path(), "has no cluster to run its " + type + " on; add " + oneOf(CLUSTER));
        } else if (NEED_CLUSTER_OR_ENVIRONMENT.contains(type) && !task.has(ENVIRONMENT)) {
            List<String> choices =
                    Stream.concat(CLUSTER.stream(), Stream.of(ENVIRONMENT)).toList();
            problems.error(
                    task.path(), "has no compute to run its " + type + " on; add " + oneOf(choices) + " (serverless)");
        }
    }

    private static String oneOf(List<String> fields) {
        int last = fields.size() - 1;
        return String.join(", ", fields.subList(0, last)) + " or " + fields.get(last);
    }
}
