package io.github.dbdsc.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** As many jobs as a workspace may hold, each with 2 KB of settings and what the service filled in. */
public final class ManyAppliedJobs {

    /** Jobs API 2.2: a workspace holds 10,000 saved jobs. */
    static final int COUNT = 10_000;

    private static final String[] TASKS = {"extract", "transform", "publish", "notify"};

    private ManyAppliedJobs() {}

    /** Returns the same jobs for the same count. */
    public static Map<JobKey, AppliedJob> applied(int count) {
        Random random = new Random(1);
        Map<JobKey, AppliedJob> jobs = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            long id = random.nextLong() >>> 10;
            jobs.put(
                    new JobKey("team-" + i % 40 + "/pipeline-" + i),
                    new AppliedJob(id, settings(i, random), Optional.of(echo(random))));
        }
        return jobs;
    }

    private static JobSettings settings(int number, Random random) {
        ObjectNode job = JsonNodeFactory.instance.objectNode();
        job.put("name", "Pipeline " + number + " (prod)").put("timeout_seconds", 60 * random.nextInt(200));
        job.put("description", "Loads source " + random.nextInt(100_000) + " and publishes it for the dashboards");
        job.putObject("email_notifications").putArray("on_failure").add("team-" + number % 40 + "@example.com");
        job.putObject("schedule")
                .put("quartz_cron_expression", "0 " + random.nextInt(60) + " " + random.nextInt(24) + " * * ?")
                .put("timezone_id", "Europe/Berlin");
        job.putObject("tags")
                .put("dsc-owner", "prod")
                .put("dsc-key", "team-" + number % 40 + "/pipeline-" + number)
                .put("cost-centre", "" + random.nextInt(1000));
        ObjectNode cluster = job.putArray("job_clusters").addObject().put("job_cluster_key", "main");
        cluster.putObject("new_cluster")
                .put("spark_version", "16.4.x-scala2.12")
                .put("node_type_id", "Standard_D" + (4 << random.nextInt(3)) + "ds_v5")
                .put("num_workers", random.nextInt(20))
                .put("policy_id", Long.toHexString(random.nextLong()).toUpperCase(Locale.ROOT))
                .putObject("spark_conf")
                .put("spark.sql.shuffle.partitions", "" + random.nextInt(2000))
                .put("spark.databricks.delta.optimizeWrite.enabled", "true");
        ArrayNode tasks = job.putArray("tasks");
        for (int i = 0; i < TASKS.length; i++) {
            ObjectNode task = tasks.addObject().put("task_key", TASKS[i]).put("job_cluster_key", "main");
            if (i > 0) {
                task.putArray("depends_on").addObject().put("task_key", TASKS[i - 1]);
            }
            task.putObject("notebook_task")
                    .put("notebook_path", "/Repos/prod/pipelines/team_" + number % 40 + "/" + TASKS[i])
                    .putObject("base_parameters")
                    .put("source", "abfss://raw@lake.dfs.core.windows.net/source_" + random.nextInt(100_000))
                    .put("run", new UUID(random.nextLong(), random.nextLong()).toString());
            task.put("max_retries", random.nextInt(4)).put("min_retry_interval_millis", 60_000);
        }
        return new JobSettings(job);
    }

    private static Echo echo(Random random) {
        Map<String, JsonNode> values = new TreeMap<>();
        values.put("max_concurrent_runs", IntNode.valueOf(1));
        values.put("queue.enabled", BooleanNode.TRUE);
        values.put("performance_target", TextNode.valueOf("PERFORMANCE_OPTIMIZED"));
        String cluster = "job_clusters[main].new_cluster.";
        values.put(cluster + "azure_attributes.availability", TextNode.valueOf("ON_DEMAND_AZURE"));
        values.put(cluster + "enable_elastic_disk", BooleanNode.TRUE);
        values.put(cluster + "data_security_mode", TextNode.valueOf("SINGLE_USER"));
        values.put(cluster + "custom_tags.CostPool", TextNode.valueOf("pool-" + random.nextInt(50)));
        for (String task : TASKS) {
            values.put("tasks[" + task + "].run_if", TextNode.valueOf("ALL_SUCCESS"));
            values.put("tasks[" + task + "].notebook_task.source", TextNode.valueOf("WORKSPACE"));
            values.put("tasks[" + task + "].retry_on_timeout", BooleanNode.FALSE);
        }
        return new Echo(values);
    }
}
