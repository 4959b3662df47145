package io.github.dbdsc.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A folder with as many definitions as wanted, all of one template with a macro and vars. Each job has three tasks on one
 * cluster: about 2 KB of settings.
 */
final class BenchmarkFolder {

    private static final String TEMPLATE = """
            {% from "macros/cluster.jinja2" import cluster -%}
            {
              "name": "{{ job.name }}",
              "timeout_seconds": TIMEOUT,
              "max_concurrent_runs": 1,
              "email_notifications": { "on_failure": {{ vars.alerts | tojson }} },
              "schedule": { "quartz_cron_expression": "{{ job.cron }}", "timezone_id": "Europe/Berlin" },
              "tags": { "environment": "{{ vars.environment }}", "team": "{{ job.team }}" },
              "job_clusters": [ {{ cluster("main", job.workers, vars.spark_version) }} ],
              "tasks": [
                {% for step in job.steps -%}
                {
                  "task_key": "{{ step }}",
                  "job_cluster_key": "main",
                  {%- if not loop.first %}
                  "depends_on": [ { "task_key": "{{ loop.previtem }}" } ],
                  {%- endif %}
                  "max_retries": 1,
                  "min_retry_interval_millis": 60000,
                  "notebook_task": {
                    "notebook_path": "/Repos/prod/{{ job.team }}/{{ step }}",
                    "base_parameters": { "source": "{{ job.source }}", "step": "{{ loop.index }}" }
                  }
                }{{ "," if not loop.last }}
                {% endfor %}
              ]
            }
            """;

    private static final String MACRO = """
            {% macro cluster(key, workers, spark_version) -%}
            { "job_cluster_key": "{{ key }}",
              "new_cluster": {
                "spark_version": "{{ spark_version }}", "node_type_id": "Standard_D4ds_v5",
                "data_security_mode": "SINGLE_USER", "num_workers": {{ workers }},
                "spark_conf": { "spark.sql.shuffle.partitions": "{{ workers * 50 }}" } } }
            {%- endmacro %}
            """;

    private static final String VARS =
            "{\"environment\": \"prod\", \"spark_version\": \"16.4.x-scala2.12\", \"alerts\": [\"data@example.com\"]}";

    private static final int TEAMS = 40;

    private final Path root;

    private BenchmarkFolder(Path root) {
        this.root = root;
    }

    /** Writes so many definitions. */
    static BenchmarkFolder with(int jobs, Path root) throws IOException {
        BenchmarkFolder folder = new BenchmarkFolder(root);
        folder.write("templates/macros/cluster.jinja2", MACRO);
        folder.write("vars.json", VARS);
        folder.changeTemplate(3600);
        for (int job = 0; job < jobs; job++) {
            folder.define(job, 1);
        }
        return folder;
    }

    Path root() {
        return root;
    }

    /** Writes one definition; another number of workers is a change. */
    void define(int job, int workers) throws IOException {
        String team = "team-" + job % TEAMS;
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        definition
                .put("name", "Pipeline " + job)
                .put("team", team)
                .put("cron", String.format(Locale.ROOT, "0 %d %d * * ?", job % 60, job % 24))
                .put("source", "abfss://raw@lake.dfs.core.windows.net/source_" + job)
                .put("workers", workers);
        definition.putArray("steps").add("extract").add("transform").add("publish");
        write("jobs/" + team + "/pipeline-" + job + ".json", definition.toPrettyString());
    }

    /** Writes the template that every definition uses; another time-out is a change of every job. */
    void changeTemplate(int timeoutSeconds) throws IOException {
        write("templates/standard.jinja2", TEMPLATE.replace("TIMEOUT", Integer.toString(timeoutSeconds)));
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }
}
