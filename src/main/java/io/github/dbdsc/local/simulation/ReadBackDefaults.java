package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the service fills in when a job is read: the defaults that the description of job fields has, and what only some
 * workspaces or only answers show. Sources: the Jobs API 2.2 reference and the differences that the official command line
 * and the Terraform provider suppress. They are filled in in this order, and only in objects that are there.
 */
final class ReadBackDefaults {

    private static final JobFields FIELDS = JobFields.builtIn();

    /** The name of a job that was given none. */
    static final String NAME = FIELDS.defaults(FIELDS.settings(), ApiJson.object(), ApiJson.object())
            .getOrDefault("name", MissingNode.getInstance())
            .asText();

    static final List<FieldDefault> JOB = List.of(
            FieldDefault.of("email_notifications", "{}"),
            FieldDefault.of("webhook_notifications", "{}"),
            FieldDefault.of("notification_settings", "{}"),
            FieldDefault.of("schedule.pause_status", "\"UNPAUSED\""),
            FieldDefault.of("trigger.pause_status", "\"UNPAUSED\""),
            FieldDefault.of("continuous.pause_status", "\"UNPAUSED\""));

    /** For every task and every {@code for_each_task.task}. */
    static final List<FieldDefault> TASK = List.of(
            FieldDefault.of("email_notifications", "{}"),
            FieldDefault.of("webhook_notifications", "{}"),
            FieldDefault.of("notification_settings", "{}"));

    private static final Map<String, JsonNode> FILLED_IN = FIELDS.filledIn(FIELDS.type("ClusterSpec"));

    /** For every cluster. */
    static final List<FieldDefault> CLUSTER =
            List.of(FieldDefault.of("data_security_mode", "\"SINGLE_USER\""), filledIn("enable_local_disk_encryption"));

    /** For clusters that do not take their machines from a pool. */
    static final List<FieldDefault> CLUSTER_WITHOUT_POOL = List.of(
            filledIn("enable_elastic_disk"),
            FieldDefault.of("azure_attributes", "{}"),
            filledIn("azure_attributes.first_on_demand"),
            filledIn("azure_attributes.availability"),
            filledIn("azure_attributes.spot_bid_max_price"));

    private ReadBackDefaults() {}

    private static FieldDefault filledIn(String path) {
        return FieldDefault.of(path, Objects.requireNonNull(FILLED_IN.get(path), path));
    }

    /** Removes what an object of this type never shows. */
    static void leaveOut(Shape.Type type, ObjectNode object, ObjectNode settings) {
        FIELDS.neverReturned(type, object, settings)
                .forEach(path -> FieldDefault.of(path, "null").leaveOut(object));
    }

    /** Fills in what the description of job fields says of an object of this type, and then these. */
    static void fillIn(List<FieldDefault> own, Shape.Type type, ObjectNode object, ObjectNode settings) {
        FIELDS.defaults(type, object, settings)
                .forEach((path, value) -> FieldDefault.of(path, value).fillIn(object));
        own.forEach(fieldDefault -> fieldDefault.fillIn(object));
    }

    /**
     * A value that the service fills in where a field was left out.
     *
     * @param owner the fields to walk down to the object that has the field; nothing is filled in where one is absent
     */
    record FieldDefault(List<String> owner, String field, JsonNode value) {

        /** @param path for example {@code notebook_task.source} */
        static FieldDefault of(String path, String json) {
            return of(path, ApiJson.literal(json));
        }

        static FieldDefault of(String path, JsonNode value) {
            List<String> steps = List.of(path.split("\\."));
            int last = steps.size() - 1;
            return new FieldDefault(steps.subList(0, last), steps.get(last), value);
        }

        void fillIn(ObjectNode root) {
            if (in(root) instanceof ObjectNode object && !object.has(field)) {
                object.set(field, value.deepCopy());
            }
        }

        void leaveOut(ObjectNode root) {
            if (in(root) instanceof ObjectNode object) {
                object.remove(field);
            }
        }

        private JsonNode in(ObjectNode root) {
            JsonNode node = root;
            for (String step : owner) {
                node = node.path(step);
            }
            return node;
        }
    }
}
