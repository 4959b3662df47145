package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Jobs API 2.2: the lists whose elements have a name of their own, so that their order means nothing. */
final class ListKeys {

    private static final Map<String, String> BY_FIELD = Map.of(
            "tasks", "task_key",
            "job_clusters", "job_cluster_key",
            "parameters", "name",
            "environments", "environment_key",
            "depends_on", "task_key",
            "on_start", "id",
            "on_success", "id",
            "on_failure", "id",
            "on_duration_warning_threshold_exceeded", "id",
            "on_streaming_backlog_exceeded", "id");

    private ListKeys() {}

    /**
     * The field that names the elements of these lists.
     *
     * @param field the list's own name
     * @return empty unless every element of both lists is an object that has it
     */
    static Optional<String> of(String field, JsonNode... lists) {
        return Optional.ofNullable(BY_FIELD.get(field)).filter(key -> {
            for (JsonNode list : lists) {
                for (JsonNode element : list) {
                    if (!element.path(key).isTextual()) {
                        return false;
                    }
                }
            }
            return true;
        });
    }
}
