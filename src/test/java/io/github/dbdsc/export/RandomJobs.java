package io.github.dbdsc.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Jobs of every kind that the service takes, with names and values that are hard to write down. */
public final class RandomJobs {

    public static final String POLICY = "60636C1B";
    public static final String POOL = "0801-pool";
    public static final String WAREHOUSE = "a1b2c3d4e5f6a7b8";
    public static final String PIPELINE = "b3b3b3b3-0000-0000-0000-000000000001";
    public static final String CLUSTER = "0801-cluster";

    private static final List<String> TEXTS = List.of(
            "plain",
            "with 'single' and \"double\" quotes",
            "{{job.id}}",
            "{{tasks.a.values.x}} and {{ job.parameters.[a b] }}",
            "{% if x %}",
            "{# no comment #}",
            "{% raw %}{{x}}{% endraw %}",
            "C:\\temp\\new",
            "two\nlines\tand a tab",
            "Übung für Größe, 日本語, 😀",
            "<a href='x'>&amp;</a>",
            " spaces around ",
            "-%}",
            "${env} $(date) `x`",
            "a,b;c:d=e",
            "100%",
            "\u2028",
            "null",
            "true",
            "12");

    private final Random random;

    public RandomJobs(long seed) {
        random = new Random(seed);
    }

    /** Returns so many jobs, each with a name of its own. */
    public List<ObjectNode> jobs(int count) {
        List<ObjectNode> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(job(name(i)));
        }
        return jobs;
    }

    private String name(int i) {
        return switch (random.nextInt(6)) {
            case 0 -> "team/area " + i % 3 + "/job " + i;
            case 1 -> "it's \"" + i + "\"";
            case 2 -> "{{" + i + "}}";
            case 3 -> "Täglich " + i;
            case 4 -> "con" + (i == 0 ? "" : "/" + i);
            default -> "etl-" + i;
        };
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode job(String name) {
        ObjectNode job = object().put("name", name);
        if (chance(40)) {
            job.put("description", text());
        }
        if (chance(50)) {
            map(job.putObject("tags"), 3);
        }
        trigger(job);
        if (chance(30)) {
            job.put("max_concurrent_runs", random.nextInt(4));
        }
        if (chance(30)) {
            job.put("timeout_seconds", random.nextInt(2) * 3600);
        }
        if (chance(30)) {
            job.putObject("queue").put("enabled", random.nextBoolean());
        }
        if (chance(30)) {
            notifications(job);
        }
        if (chance(20)) {
            job.putObject("run_as").put("service_principal_name", "5f6b3b3b-0000-4000-8000-00000000000a");
        }
        if (chance(20)) {
            job.put("performance_target", random.nextBoolean() ? "STANDARD" : "PERFORMANCE_OPTIMIZED");
        }
        parameters(job);
        if (chance(15)) {
            job.putObject("git_source")
                    .put("git_url", "https://github.com/contoso/jobs")
                    .put("git_provider", "gitHub")
                    .put(chance(50) ? "git_branch" : "git_tag", "main");
        }
        boolean hasCluster = chance(50);
        if (hasCluster) {
            ObjectNode shared = job.putArray("job_clusters").addObject().put("job_cluster_key", "shared");
            shared.set("new_cluster", cluster());
        }
        job.putArray("environments")
                .addObject()
                .put("environment_key", "default")
                .putObject("spec")
                .put("environment_version", "2")
                .putArray("dependencies")
                .add("requests==2." + random.nextInt(30));
        ArrayNode tasks = job.putArray("tasks");
        int count = chance(5) ? 120 : 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            ObjectNode task = tasks.addObject().put("task_key", "t" + i);
            if (i > 0 && chance(60)) {
                task.putArray("depends_on").addObject().put("task_key", "t" + random.nextInt(i));
            }
            kind(task, hasCluster, true);
            if (chance(30)) {
                task.put("max_retries", random.nextInt(3)).put("min_retry_interval_millis", 1000 * random.nextInt(3));
            }
            if (chance(20)) {
                task.put("run_if", chance(50) ? "ALL_SUCCESS" : "ALL_DONE");
            }
            if (chance(20)) {
                task.put("timeout_seconds", 60 * random.nextInt(3));
            }
            if (chance(20)) {
                task.putObject("health")
                        .putArray("rules")
                        .addObject()
                        .put("metric", "RUN_DURATION_SECONDS")
                        .put("op", "GREATER_THAN")
                        .put("value", 3600);
            }
        }
        return job;
    }

    private void trigger(ObjectNode job) {
        String pause = chance(50) ? "PAUSED" : "UNPAUSED";
        switch (random.nextInt(6)) {
            case 0, 1 ->
                job.putObject("schedule")
                        .put("quartz_cron_expression", "0 " + random.nextInt(60) + " 5 * * ?")
                        .put("timezone_id", chance(50) ? "UTC" : "Europe/Berlin")
                        .put("pause_status", pause);
            case 2 ->
                job.putObject("trigger")
                        .put("pause_status", pause)
                        .putObject("file_arrival")
                        .put("url", "abfss://in@lake.dfs.core.windows.net/" + random.nextInt(9) + "/")
                        .put("min_time_between_triggers_seconds", 60);
            case 3 -> job.putObject("continuous").put("pause_status", pause);
            case 4 ->
                job.putObject("trigger")
                        .put("pause_status", pause)
                        .putObject("periodic")
                        .put("interval", 1 + random.nextInt(5))
                        .put("unit", "HOURS");
            default -> {}
        }
    }

    private void notifications(ObjectNode owner) {
        ArrayNode failure = owner.putObject("email_notifications").putArray("on_failure");
        for (int i = 0; i <= random.nextInt(3); i++) {
            failure.add("team" + i + "@contoso.com");
        }
    }

    private void parameters(ObjectNode job) {
        if (chance(40)) {
            ArrayNode parameters = job.putArray("parameters");
            for (int i = 0; i <= random.nextInt(3); i++) {
                parameters.addObject().put("name", "p" + i).put("default", chance(20) ? "" : text());
            }
        }
    }

    private void map(ObjectNode map, int most) {
        for (int i = 0; i <= random.nextInt(most); i++) {
            map.put("key" + random.nextInt(5), text());
        }
    }

    private ObjectNode cluster() {
        ObjectNode cluster = object().put("spark_version", "15.4.x-scala2.12");
        if (chance(30)) {
            cluster.put("instance_pool_id", POOL);
        } else {
            cluster.put("node_type_id", chance(50) ? "Standard_DS3_v2" : "Standard_E8s_v3");
        }
        if (chance(50)) {
            cluster.put("num_workers", random.nextInt(5));
        } else {
            cluster.putObject("autoscale").put("min_workers", random.nextInt(2)).put("max_workers", 4);
        }
        if (chance(30)) {
            cluster.put("policy_id", POLICY);
        }
        if (chance(40)) {
            ObjectNode conf = cluster.putObject("spark_conf");
            conf.put("spark.speculation", "true");
            map(conf, 2);
        }
        if (chance(20)) {
            cluster.putObject("azure_attributes")
                    .put("availability", "SPOT_WITH_FALLBACK_AZURE")
                    .put("spot_bid_max_price", chance(50) ? 0.5 : -1);
        }
        if (chance(20)) {
            cluster.put("data_security_mode", "USER_ISOLATION");
        }
        if (chance(20)) {
            cluster.put("enable_elastic_disk", random.nextBoolean());
        }
        return cluster;
    }

    private void compute(ObjectNode task, boolean hasCluster) {
        if (hasCluster && chance(50)) {
            task.put("job_cluster_key", "shared");
        } else if (chance(30)) {
            task.put("existing_cluster_id", CLUSTER);
        } else {
            task.set("new_cluster", cluster());
        }
    }

    private void kind(ObjectNode task, boolean hasCluster, boolean mayNest) {
        switch (random.nextInt(mayNest ? 11 : 10)) {
            case 0 -> {
                ObjectNode notebook =
                        task.putObject("notebook_task").put("notebook_path", "/Shared/" + random.nextInt(9));
                if (chance(50)) {
                    map(notebook.putObject("base_parameters"), 3);
                }
                if (chance(60)) {
                    compute(task, hasCluster);
                }
            }
            case 1 -> {
                task.putObject("spark_python_task")
                        .put("python_file", "/Workspace/main.py")
                        .putArray("parameters")
                        .add(text())
                        .add("--date");
                task.put("environment_key", "default");
            }
            case 2 -> {
                task.putObject("spark_jar_task").put("main_class_name", "com.contoso.Main");
                task.putArray("libraries").addObject().put("jar", "dbfs:/a.jar");
                compute(task, hasCluster);
            }
            case 3 -> {
                task.putObject("python_wheel_task")
                        .put("package_name", "scoring")
                        .put("entry_point", "run")
                        .putObject("named_parameters")
                        .put("x", text());
                task.put("environment_key", "default");
            }
            case 4 ->
                task.putObject("sql_task")
                        .put("warehouse_id", WAREHOUSE)
                        .putObject("query")
                        .put("query_id", "c" + random.nextInt(9) + "c3d4e5-0000-0000-0000-000000000000");
            case 5 ->
                task.putObject("sql_task")
                        .put("warehouse_id", chance(50) ? WAREHOUSE : "nameless")
                        .putObject("file")
                        .put("path", "/Shared/a.sql");
            case 6 -> {
                task.putObject("dbt_task")
                        .put("project_directory", "/Workspace/dbt")
                        .put("warehouse_id", WAREHOUSE)
                        .putArray("commands")
                        .add("dbt run");
                task.put("environment_key", "default");
            }
            case 7 ->
                task.putObject("pipeline_task").put("pipeline_id", PIPELINE).put("full_refresh", random.nextBoolean());
            case 8 ->
                task.putObject("condition_task")
                        .put("op", "EQUAL_TO")
                        .put("left", "{{job.parameters.p0}}")
                        .put("right", chance(50) ? "" : text());
            case 9 -> {
                task.putObject("notebook_task")
                        .put("notebook_path", "/Shared/quiet")
                        .put("source", "WORKSPACE");
            }
            default -> {
                ObjectNode each = task.putObject("for_each_task")
                        .put("inputs", "[1, 2, \"{{x}}\"]")
                        .put("concurrency", 3);
                kind(each.putObject("task").put("task_key", "inner"), hasCluster, false);
            }
        }
    }
}
