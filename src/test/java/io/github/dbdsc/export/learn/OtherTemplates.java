package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Jobs of six templates that are hard to tell: values inside texts, maps with names of their own, loops in loops, tasks that
 * only some have in the middle, two templates of one shape, switches, and eight values at once.
 */
public final class OtherTemplates {

    private final Random random;

    public OtherTemplates(long seed) {
        random = new Random(seed);
    }

    /** Returns so many jobs, from the templates in turn. */
    public List<ObjectNode> jobs(int count) {
        List<ObjectNode> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(
                    switch (i % 6) {
                        case 0 -> hourly(i);
                        case 1 -> maps(i);
                        case 2 -> nested(i);
                        case 3 -> optionalSteps(i);
                        case 4 -> oneShape(i, i % 12 == 4);
                        default -> eightValues(i);
                    });
        }
        return jobs;
    }

    private static ObjectNode job(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private static void schedule(ObjectNode job, String cron) {
        job.putObject("schedule").put("quartz_cron_expression", cron).put("timezone_id", "UTC");
    }

    private static ObjectNode notebook(ArrayNode tasks, String key, String path) {
        ObjectNode task = tasks.addObject().put("task_key", key);
        task.putObject("notebook_task").put("notebook_path", path);
        return task;
    }

    /** The hour stands within the cron text, the region in six others. */
    private ObjectNode hourly(int i) {
        String region = List.of("emea", "apac", "amer").get(random.nextInt(3));
        String feed = "feed" + i;
        ObjectNode job = job("hourly_" + region + "_" + feed);
        schedule(job, "0 " + random.nextInt(60) + " 0/" + (1 + random.nextInt(6)) + " * * ?");
        job.putObject("tags").put("region", region).put("kind", "feed");
        ObjectNode task = notebook(job.putArray("tasks"), "load_" + feed, "/Repos/feeds/" + region + "/" + feed);
        ((ObjectNode) task.path("notebook_task"))
                .putObject("base_parameters")
                .put("path", "abfss://" + region + "@lake.dfs.core.windows.net/" + feed + "/in")
                .put("limit", Integer.toString(100 * (1 + random.nextInt(50))))
                .put("checkpoint", "/Volumes/main/" + region + "/checkpoints/" + feed);
        task.put("max_retries", 3).put("min_retry_interval_millis", 60000);
        return job;
    }

    private ObjectNode maps(int i) {
        ObjectNode job = job("quality-" + i);
        ObjectNode tags = job.putObject("tags").put("team", "quality");
        if (chance(30)) {
            tags.put("ticket-" + random.nextInt(40), "open");
        }
        ObjectNode task = notebook(job.putArray("tasks"), "check", "/Repos/quality/check");
        ObjectNode parameters = ((ObjectNode) task.path("notebook_task")).putObject("base_parameters");
        parameters.put("table", "main.q.t" + i);
        for (int k = 0; k < random.nextInt(4); k++) {
            parameters.put("rule_" + random.nextInt(30), "x > " + random.nextInt(100));
        }
        ObjectNode cluster = task.putObject("new_cluster")
                .put("spark_version", "15.4.x-scala2.12")
                .put("node_type_id", "Standard_DS3_v2")
                .put("num_workers", random.nextInt(3));
        cluster.putObject("spark_conf").put("spark.sql.ansi.enabled", Boolean.toString(random.nextBoolean()));
        job.putObject("email_notifications").putArray("on_failure").add("quality@contoso.com");
        job.put("timeout_seconds", 1800);
        return job;
    }

    /** Tasks in any number, each with libraries in any number. */
    private ObjectNode nested(int i) {
        ObjectNode job = job("models/" + i);
        ArrayNode tasks = job.putArray("tasks");
        for (int k = 0; k <= random.nextInt(5); k++) {
            ObjectNode task = tasks.addObject().put("task_key", "m" + k);
            task.putObject("spark_python_task").put("python_file", "dbfs:/models/" + i + "/m" + k + ".py");
            ArrayNode libraries = task.putArray("libraries");
            for (int n = 0; n <= random.nextInt(4); n++) {
                libraries.addObject().putObject("pypi").put("package", "lib" + n + "==" + random.nextInt(9) + ".0");
            }
            task.put("job_cluster_key", "shared").put("timeout_seconds", 7200);
            task.putObject("email_notifications").putArray("on_failure").add("models@contoso.com");
        }
        job.putArray("job_clusters")
                .addObject()
                .put("job_cluster_key", "shared")
                .putObject("new_cluster")
                .put("spark_version", "15.4.x-scala2.12")
                .put("node_type_id", "Standard_E8s_v3")
                .put("num_workers", 2 + random.nextInt(6));
        return job;
    }

    private ObjectNode optionalSteps(int i) {
        ObjectNode job = job("flow " + i);
        schedule(job, "0 0 " + random.nextInt(24) + " * * ?");
        ArrayNode tasks = job.putArray("tasks");
        notebook(tasks, "extract", "/flows/f" + i + "/extract").put("max_retries", 2);
        String last = "extract";
        for (String step : List.of("validate", "enrich", "mask")) {
            if (chance(60)) {
                notebook(tasks, step, "/flows/shared/" + step)
                        .put("max_retries", 1)
                        .putArray("depends_on")
                        .addObject()
                        .put("task_key", last);
                last = step;
            }
        }
        notebook(tasks, "load", "/flows/f" + i + "/load")
                .putArray("depends_on")
                .addObject()
                .put("task_key", last);
        if (chance(50)) {
            job.putObject("queue").put("enabled", false);
        }
        return job;
    }

    /** Two templates that differ in their constants alone. */
    private ObjectNode oneShape(int i, boolean isFirst) {
        ObjectNode job = job((isFirst ? "archive" : "anonymise") + "-" + i);
        job.putObject("tags").put("team", isFirst ? "records" : "privacy").put("class", isFirst ? "cold" : "strict");
        ObjectNode task = job.putArray("tasks").addObject().put("task_key", isFirst ? "archive" : "anonymise");
        task.putObject("spark_jar_task")
                .put("main_class_name", isFirst ? "com.contoso.records.Archive" : "com.contoso.privacy.Anonymise")
                .putArray("parameters")
                .add("--table")
                .add("main.t.t" + i)
                .add("--days")
                .add(Integer.toString(30 * (1 + random.nextInt(12))));
        task.putArray("libraries")
                .addObject()
                .put("jar", isFirst ? "dbfs:/jars/records-4.1.jar" : "dbfs:/jars/privacy-0.9.jar");
        task.putObject("new_cluster")
                .put("spark_version", isFirst ? "13.3.x-scala2.12" : "15.4.x-scala2.12")
                .put("node_type_id", isFirst ? "Standard_L8s_v3" : "Standard_DS5_v2")
                .put("num_workers", 1 + random.nextInt(4));
        return job;
    }

    private ObjectNode eightValues(int i) {
        ObjectNode job = job("sync_" + i);
        job.put(
                "description",
                "Copies table " + i + " for " + List.of("Ann", "Bob", "Cem").get(random.nextInt(3)));
        job.put("max_concurrent_runs", 1 + random.nextInt(4)).put("timeout_seconds", 600 * (1 + random.nextInt(6)));
        schedule(job, "0 " + random.nextInt(60) + " 3 * * ?");
        job.putArray("parameters")
                .addObject()
                .put("name", "rows")
                .put("default", Integer.toString(random.nextInt(100000)));
        ObjectNode task = job.putArray("tasks").addObject().put("task_key", "sync");
        task.putObject("python_wheel_task")
                .put("package_name", "syncing")
                .put("entry_point", "main")
                .putObject("named_parameters")
                .put("source", "db" + random.nextInt(90) + ".contoso.com")
                .put("full", Boolean.toString(random.nextBoolean()))
                .put("port", Integer.toString(1024 + random.nextInt(9000)));
        task.put("max_retries", random.nextInt(4)).put("retry_on_timeout", chance(50));
        task.put("environment_key", "default");
        job.putArray("environments")
                .addObject()
                .put("environment_key", "default")
                .putObject("spec")
                .put("environment_version", "2")
                .putArray("dependencies")
                .add("syncing==2.0." + random.nextInt(9));
        return job;
    }
}
