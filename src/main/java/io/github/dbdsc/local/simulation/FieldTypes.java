package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;

/**
 * The types of the Jobs schema. Jobs API 2.2: {@code "100"} for an integer field and {@code "false"} for a boolean one
 * are accepted and come back typed; the values of string maps come back as strings; null counts as absent.
 */
final class FieldTypes {

    private static final Set<String> INTEGERS = Set.of(
            "autotermination_minutes",
            "concurrency",
            "ebs_volume_count",
            "ebs_volume_size",
            "first_on_demand",
            "interval",
            "job_id",
            "max_concurrent_runs",
            "max_retries",
            "max_workers",
            "min_retry_interval_millis",
            "min_time_between_triggers_seconds",
            "min_workers",
            "num_workers",
            "timeout_seconds",
            "wait_after_last_change_seconds");

    private static final Set<String> DECIMALS = Set.of("spot_bid_max_price");

    private static final Set<String> BOOLEANS = Set.of(
            "apply_policy_default_values",
            "disabled",
            "enable_elastic_disk",
            "enable_local_disk_encryption",
            "enabled",
            "full_refresh",
            "no_alert_for_canceled_runs",
            "no_alert_for_skipped_runs",
            "retry_on_timeout",
            "run_as_repl");

    private static final Set<String> STRING_MAPS = Set.of(
            "base_parameters",
            "custom_tags",
            "job_parameters",
            "named_parameters",
            "parameters", // of sql_task; elsewhere it is a list
            "spark_conf",
            "spark_env_vars",
            "tags");

    private FieldTypes() {}

    /**
     * A copy in the schema's types, without nulls.
     *
     * @throws ApiError 400 when a value can't be read as its field's type
     */
    static ObjectNode typed(ObjectNode sent) {
        ObjectNode typed = ApiJson.object();
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            if (!field.getValue().isNull()) {
                typed.set(field.getKey(), typed(field.getKey(), field.getValue()));
            }
        }
        return typed;
    }

    /** Whether the field holds a map from the user's own names to strings. */
    static boolean isStringMap(String field, JsonNode value) {
        return STRING_MAPS.contains(field) && value.isObject();
    }

    private static JsonNode typed(String field, JsonNode value) {
        if (INTEGERS.contains(field)) {
            return integer(field, value);
        }
        if (BOOLEANS.contains(field)) {
            return bool(field, value);
        }
        if (DECIMALS.contains(field)) {
            return decimal(field, value);
        }
        if (isStringMap(field, value)) {
            return strings(field, value);
        }
        if (value instanceof ObjectNode object) {
            return typed(object);
        }
        return value instanceof ArrayNode list ? typed(list) : value;
    }

    private static ArrayNode typed(ArrayNode list) {
        ArrayNode typed = list.arrayNode();
        list.forEach(element -> typed.add(typed("", element)));
        return typed;
    }

    private static JsonNode integer(String field, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return LongNode.valueOf(value.longValue());
        }
        if (value.isTextual()) {
            try {
                return LongNode.valueOf(Long.parseLong(value.textValue().strip()));
            } catch (NumberFormatException e) {
                throw notA("integer", field, value);
            }
        }
        throw notA("integer", field, value);
    }

    private static JsonNode bool(String field, JsonNode value) {
        String text = value.asText();
        if (text.equals("true") || text.equals("false")) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        throw notA("boolean", field, value);
    }

    private static JsonNode decimal(String field, JsonNode value) {
        try {
            return DoubleNode.valueOf(Double.parseDouble(value.asText()));
        } catch (NumberFormatException e) {
            throw notA("number", field, value);
        }
    }

    private static ObjectNode strings(String field, JsonNode map) {
        ObjectNode strings = ApiJson.object();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (entry.getValue().isContainerNode()) {
                throw notA("string", field + "." + entry.getKey(), entry.getValue());
            }
            strings.set(entry.getKey(), TextNode.valueOf(entry.getValue().asText()));
        }
        return strings;
    }

    private static ApiError notA(String type, String field, JsonNode value) {
        return ApiError.malformedRequest(
                "Could not parse request object: expected " + type + " for " + field + " but got " + value);
    }
}
