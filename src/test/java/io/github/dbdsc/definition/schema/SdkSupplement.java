package io.github.dbdsc.definition.schema;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/**
 * What {@value #SOURCE} has and the newest release that is published does not: copied by hand from the model classes in
 * its repository, package {@code com.databricks.sdk.service.jobs}. An SDK that has caught up fails the build until what
 * it has is removed here.
 */
final class SdkSupplement {

    static final String SOURCE = "databricks-sdk-java 0.149.0";

    private static final Map<String, String> NEW_FIELDS = Map.of(
            "JobSettings", "triggers:TriggerConfiguration[]",
            "AiRuntimeTask", "docker_image_url:string mlflow_artifact_location:string");

    private static final Map<String, String> NEW_TYPES = Map.of(
            "TriggerConfiguration",
                    "continuous:ContinuousTriggerConfiguration"
                            + " file_arrival:FileArrivalTriggerConfiguration"
                            + " model:ModelTriggerConfiguration"
                            + " pause_status:PauseStatus"
                            + " periodic:PeriodicTriggerConfiguration"
                            + " schedule:CronTriggerConfiguration"
                            + " sql_condition:SqlConditionConfiguration"
                            + " table_update:TableUpdateTriggerConfiguration",
            "ContinuousTriggerConfiguration", "task_retry_mode:TaskRetryMode",
            "CronTriggerConfiguration", "quartz_cron_expression:string timezone_id:string");

    private static final Set<String> BUILT_IN = Set.of("string", "integer", "number", "boolean", "map");

    private SdkSupplement() {}

    /**
     * Adds the new types, and the new fields to the types that gained them.
     *
     * @param types the SDK's object types, each with its fields
     * @param enums the SDK's enums
     * @throws IllegalStateException when the SDK has some of it already, or lacks what it refers to
     */
    static void addTo(SortedMap<String, SortedMap<String, String>> types, SortedMap<String, String> enums) {
        NEW_TYPES.keySet().forEach(name -> {
            require(!types.containsKey(name), "the SDK has " + name + " now: remove it from SdkSupplement");
            types.put(name, SdkSchema.noFields());
        });
        NEW_TYPES.forEach((name, fields) -> add(name, fields, types, enums));
        NEW_FIELDS.forEach((name, fields) -> add(name, fields, types, enums));
    }

    private static void add(
            String type,
            String fields,
            SortedMap<String, SortedMap<String, String>> types,
            SortedMap<String, String> enums) {
        require(types.containsKey(type), "the SDK has no " + type);
        SortedMap<String, String> known = Objects.requireNonNull(types.get(type));
        for (String field : fields.split(" ", -1)) {
            String name = field.substring(0, field.indexOf(':'));
            String kind = field.substring(name.length() + 1);
            String element = kind.replace("[]", "");
            require(
                    types.containsKey(element) || enums.containsKey(element) || BUILT_IN.contains(element),
                    "the SDK has no " + element);
            require(
                    known.put(name, kind) == null,
                    "the SDK has " + type + "." + name + " now: remove it from SdkSupplement");
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
