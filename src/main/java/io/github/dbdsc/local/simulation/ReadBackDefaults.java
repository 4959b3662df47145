package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the service fills in when a job is read. Sources: the Jobs API 2.2 reference and the differences that the official
 * command line and the Terraform provider suppress. Order matters: an object is completed before it is added empty.
 */
final class ReadBackDefaults {

    /** Jobs API 2.2: the name of a job that was given none. */
    static final String NAME = "Untitled";

    static final List<FieldDefault> JOB = List.of(
            FieldDefault.of("name", "\"" + NAME + "\""),
            FieldDefault.of("email_notifications.no_alert_for_skipped_runs", "false"),
            FieldDefault.of("email_notifications", "{}"),
            FieldDefault.of("webhook_notifications", "{}"),
            FieldDefault.of("notification_settings", "{}"),
            FieldDefault.of("timeout_seconds", "0"),
            FieldDefault.of("max_concurrent_runs", "1"),
            FieldDefault.of("format", "\"MULTI_TASK\""),
            FieldDefault.of("performance_target", "\"PERFORMANCE_OPTIMIZED\""),
            FieldDefault.of("schedule.pause_status", "\"UNPAUSED\""),
            FieldDefault.of("trigger.pause_status", "\"UNPAUSED\""),
            FieldDefault.of("continuous.pause_status", "\"UNPAUSED\""));

    /** For every task and every {@code for_each_task.task}. */
    static final List<FieldDefault> TASK = List.of(
            FieldDefault.of("run_if", "\"ALL_SUCCESS\""),
            FieldDefault.of("timeout_seconds", "0"),
            FieldDefault.of("disabled", "false"),
            FieldDefault.of("retry_on_timeout", "false"),
            FieldDefault.of("email_notifications", "{}"),
            FieldDefault.of("webhook_notifications", "{}"),
            FieldDefault.of("notification_settings", "{}"),
            FieldDefault.of("pipeline_task.full_refresh", "false"),
            FieldDefault.of("spark_jar_task.run_as_repl", "true"),
            FieldDefault.of("dbt_task.schema", "\"default\""));

    /** Where a task's files come from when its job has no {@code git_source}. */
    static final List<FieldDefault> WORKSPACE_SOURCE = sources("WORKSPACE");

    /** Where a task's files come from when its job has a {@code git_source}. */
    static final List<FieldDefault> GIT_SOURCE = sources("GIT");

    /** For every cluster. */
    static final List<FieldDefault> CLUSTER = List.of(
            FieldDefault.of("cluster_name", "\"\""),
            FieldDefault.of("data_security_mode", "\"SINGLE_USER\""),
            FieldDefault.of("enable_local_disk_encryption", "false"));

    /** For clusters that do not take their machines from a pool. */
    static final List<FieldDefault> CLUSTER_WITHOUT_POOL = List.of(
            FieldDefault.of("enable_elastic_disk", "true"),
            FieldDefault.of("azure_attributes.first_on_demand", "1"),
            FieldDefault.of("azure_attributes.availability", "\"ON_DEMAND_AZURE\""),
            FieldDefault.of("azure_attributes.spot_bid_max_price", "-1.0"),
            FieldDefault.of(
                    "azure_attributes",
                    "{\"first_on_demand\":1,\"availability\":\"ON_DEMAND_AZURE\",\"spot_bid_max_price\":-1.0}"));

    /** What a pool decides, so that the cluster no longer shows it. */
    static final List<String> DECIDED_BY_POOL =
            List.of("node_type_id", "driver_node_type_id", "enable_elastic_disk", "azure_attributes");

    /** Accepted and never returned. */
    static final List<String> CLUSTER_NEVER_RETURNED = List.of("apply_policy_default_values");

    private ReadBackDefaults() {}

    private static List<FieldDefault> sources(String source) {
        String value = "\"" + source + "\"";
        return List.of(
                FieldDefault.of("notebook_task.source", value),
                FieldDefault.of("spark_python_task.source", value),
                FieldDefault.of("sql_task.file.source", value),
                FieldDefault.of("dbt_task.source", value));
    }

    /**
     * A value that the service fills in where a field was left out.
     *
     * @param owner the fields to walk down to the object that has the field; nothing is filled in where one is absent
     */
    record FieldDefault(List<String> owner, String field, JsonNode value) {

        /** @param path for example {@code notebook_task.source} */
        static FieldDefault of(String path, String json) {
            List<String> steps = List.of(path.split("\\."));
            int last = steps.size() - 1;
            return new FieldDefault(steps.subList(0, last), steps.get(last), ApiJson.literal(json));
        }

        void fillIn(ObjectNode root) {
            JsonNode node = root;
            for (String step : owner) {
                node = node.path(step);
            }
            if (node instanceof ObjectNode object && !object.has(field)) {
                object.set(field, value.deepCopy());
            }
        }
    }
}
