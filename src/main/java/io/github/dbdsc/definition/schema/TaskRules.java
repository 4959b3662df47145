package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.DidYouMean;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A task does one thing, on one compute resource. Jobs API 2.2: notebooks without one run serverless; scripts, wheels,
 * JARs and dbt run serverless in an environment; spark-submit can't; all other types need none. A task's key has letters,
 * digits, {@code -} and {@code _}.
 */
final class TaskRules {

    private static final List<String> CLUSTER = List.of("new_cluster", "existing_cluster_id", "job_cluster_key");

    private static final String ENVIRONMENT = "environment_key";

    private static final String KEY = "task_key";

    private static final Pattern WORD_OF_ANY_SCRIPT = Pattern.compile("[\\w\\-]+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Set<String> NEED_CLUSTER = Set.of("spark_submit_task");

    private static final Set<String> NEED_CLUSTER_OR_ENVIRONMENT =
            Set.of("spark_jar_task", "spark_python_task", "python_wheel_task", "dbt_task");

    private TaskRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        for (SettingsPart task : job.tasksAndRepeated()) {
            List<String> types = typesOf(task);
            checkKey(task, problems);
            checkOnlyType(task, types, problems);
            checkCompute(task, types, problems);
            checkRepeated(task, problems);
        }
    }

    private static void checkRepeated(SettingsPart task, SettingsProblems problems) {
        task.child("for_each_task")
                .filter(repeat -> !repeat.has("task"))
                .ifPresent(repeat -> problems.error(
                        repeat.path(), "has no task; add the one that is repeated, with a " + KEY + " of its own"));
    }

    /** The documentation does not say whether {@code \w} has letters beyond ASCII. */
    private static void checkKey(SettingsPart task, SettingsProblems problems) {
        JsonNode key = task.node().path(KEY);
        if (!key.isTextual() || !task.has(KEY) || isPlain(key.textValue())) {
            return;
        }
        SettingsPath path = task.path().field(KEY);
        if (WORD_OF_ANY_SCRIPT.matcher(key.textValue()).matches()) {
            problems.warning(
                    path, "has letters beyond a-z, which the service may refuse; use a-z, A-Z, 0-9, - and _ only");
        } else {
            problems.wrongValue(path, "of letters, digits, - and _ only", key, "; rename the task");
        }
    }

    private static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (!isPlain(key.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '-'
                || letter == '_';
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
