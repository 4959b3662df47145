package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Jobs as a team makes them from a few templates, with values, loops and optional parts. */
public final class HiddenTemplates {

    private static final List<String> TEAMS = List.of("sales", "finance", "logistics", "marketing", "risk");
    private static final List<String> NODES =
            List.of("Standard_DS3_v2", "Standard_DS4_v2", "Standard_E8s_v3", "Standard_F8s_v2");

    private final Random random;

    public HiddenTemplates(long seed) {
        random = new Random(seed);
    }

    /** Returns so many jobs, from five templates in turn. */
    public List<ObjectNode> jobs(int count) {
        List<ObjectNode> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(
                    switch (i % 5) {
                        case 0 -> notebook(i);
                        case 1 -> steps(i);
                        case 2 -> jar(i);
                        case 3 -> wheel(i);
                        default -> queries(i);
                    });
        }
        return jobs;
    }

    private ObjectNode job(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private boolean often() {
        return random.nextInt(3) > 0;
    }

    private void schedule(ObjectNode job) {
        if (often()) {
            job.putObject("schedule")
                    .put("quartz_cron_expression", "0 " + random.nextInt(60) + " " + random.nextInt(24) + " * * ?")
                    .put("timezone_id", "Europe/Berlin");
        }
    }

    private ObjectNode cluster(ObjectNode owner) {
        ObjectNode cluster = owner.putObject("new_cluster");
        cluster.put("spark_version", "15.4.x-scala2.12").put("node_type_id", any(NODES));
        cluster.put("num_workers", 1 + random.nextInt(12));
        cluster.putObject("spark_conf").put("spark.databricks.delta.preview.enabled", "true");
        cluster.putObject("custom_tags").put("cost_center", "4711").put("environment", "production");
        return cluster;
    }

    private ObjectNode notebook(int i) {
        String team = any(TEAMS);
        String name = "load-" + i;
        ObjectNode job = job(team + "-" + name);
        job.putObject("tags").put("team", team).put("tier", "gold");
        job.putObject("email_notifications").putArray("on_failure").add(team + "@contoso.com");
        schedule(job);
        ObjectNode task = job.putArray("tasks").addObject().put("task_key", "main");
        task.putObject("notebook_task").put("notebook_path", "/Repos/" + team + "/etl/" + name);
        task.put("max_retries", 2).put("min_retry_interval_millis", 60000);
        cluster(task);
        return job;
    }

    private ObjectNode steps(int i) {
        ObjectNode job = job("pipeline " + i);
        schedule(job);
        job.put("max_concurrent_runs", 1 + random.nextInt(3));
        ObjectNode shared = job.putArray("job_clusters").addObject().put("job_cluster_key", "shared");
        cluster(shared).putObject("autoscale").put("min_workers", 1).put("max_workers", 2 + random.nextInt(8));
        ArrayNode tasks = job.putArray("tasks");
        int count = 2 + random.nextInt(5);
        for (int k = 0; k < count; k++) {
            ObjectNode task = tasks.addObject().put("task_key", "step_" + k).put("job_cluster_key", "shared");
            if (k > 0) {
                task.putArray("depends_on").addObject().put("task_key", "step_" + (k - 1));
            }
            task.putObject("notebook_task").put("notebook_path", "/Shared/p" + i + "/step_" + k);
            task.put("timeout_seconds", 3600);
        }
        return job;
    }

    private ObjectNode jar(int i) {
        ObjectNode job = job("stream_" + i);
        job.putObject("continuous").put("pause_status", "PAUSED");
        ObjectNode task = job.putArray("tasks").addObject().put("task_key", "stream");
        task.putObject("spark_jar_task")
                .put("main_class_name", "com.contoso.streams.Main")
                .putArray("parameters")
                .add("--topic")
                .add("topic-" + random.nextInt(1000));
        task.putArray("libraries")
                .addObject()
                .put("jar", "abfss://libs@lake.dfs.core.windows.net/streams-1." + random.nextInt(9) + ".jar");
        if (often()) {
            task.putObject("health")
                    .putArray("rules")
                    .addObject()
                    .put("metric", "STREAMING_BACKLOG_SECONDS")
                    .put("op", "GREATER_THAN")
                    .put("value", 300 + random.nextInt(300));
        }
        cluster(task);
        return job;
    }

    private ObjectNode wheel(int i) {
        ObjectNode job = job("score/" + any(TEAMS) + "/" + i);
        schedule(job);
        ArrayNode parameters = job.putArray("parameters");
        parameters.addObject().put("name", "date").put("default", "{{job.start_time.iso_date}}");
        parameters.addObject().put("name", "model").put("default", "model_" + i);
        ObjectNode task = job.putArray("tasks").addObject().put("task_key", "score");
        task.putObject("python_wheel_task").put("package_name", "scoring").put("entry_point", "run");
        task.put("environment_key", "default");
        ObjectNode environment = job.putArray("environments").addObject().put("environment_key", "default");
        ArrayNode dependencies =
                environment.putObject("spec").put("client", "2").putArray("dependencies");
        for (int k = 0; k <= random.nextInt(3); k++) {
            dependencies.add("lib" + k + "==1." + random.nextInt(20));
        }
        if (often()) {
            job.putObject("webhook_notifications")
                    .putArray("on_failure")
                    .addObject()
                    .put("id", "0481e838-0a59-4eff-9541-a4ca6f149574");
        }
        return job;
    }

    private ObjectNode queries(int i) {
        ObjectNode job = job("report " + i);
        schedule(job);
        ArrayNode tasks = job.putArray("tasks");
        for (int k = 0; k <= random.nextInt(4); k++) {
            ObjectNode task = tasks.addObject().put("task_key", "q" + k);
            ObjectNode sql = task.putObject("sql_task").put("warehouse_id", "a1b2c3d4e5f6a7b8");
            sql.putObject("query").put("query_id", String.format("%08x-aaaa-bbbb-cccc-000000000000", random.nextInt()));
        }
        job.putObject("queue").put("enabled", false);
        return job;
    }
}
