package io.github.dbdsc.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.ReferringText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Finds the ids in settings that stand for things which have names, and puts references to these in their place. */
final class ReferredIds {

    /** Fields of the Jobs API 2.2 that hold the id of something, wherever they are. */
    private static final Map<String, NamedKind> KINDS = Map.ofEntries(
            Map.entry("policy_id", NamedKind.CLUSTER_POLICY),
            Map.entry("instance_pool_id", NamedKind.INSTANCE_POOL),
            Map.entry("driver_instance_pool_id", NamedKind.INSTANCE_POOL),
            Map.entry("warehouse_id", NamedKind.WAREHOUSE),
            Map.entry("pipeline_id", NamedKind.PIPELINE),
            Map.entry("existing_cluster_id", NamedKind.CLUSTER));

    private static final String RUN_JOB = "run_job_task";
    private static final String JOB = "job_id";

    private ReferredIds() {}

    /**
     * Returns settings in which references stand for ids.
     *
     * @param names what an id of a kind refers to; empty where it stays. It is asked for every id that there is
     */
    static ObjectNode replaced(ObjectNode settings, BiFunction<NamedKind, String, Optional<Reference>> names) {
        return (ObjectNode) replaced(settings, JobFields.builtIn().settings(), "", names);
    }

    private static JsonNode replaced(
            JsonNode node,
            @Nullable Shape shape,
            String name,
            BiFunction<NamedKind, String, Optional<Reference>> names) {
        if (node instanceof ObjectNode object && shape instanceof Shape.Type type) {
            ObjectNode changed = object.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                Optional<NamedKind> kind = kind(name, field.getKey());
                changed.set(
                        field.getKey(),
                        kind.isPresent()
                                ? reference(kind.get(), field.getValue(), names)
                                : replaced(field.getValue(), type.field(field.getKey()), field.getKey(), names));
            }
            return changed;
        }
        if (node instanceof ArrayNode list && shape instanceof Shape.ListOf of) {
            ArrayNode changed = list.arrayNode();
            list.forEach(element -> changed.add(replaced(element, of.element(), name, names)));
            return changed;
        }
        return node; // a map's names and values are the user's own
    }

    private static Optional<NamedKind> kind(String object, String field) {
        return object.equals(RUN_JOB) && field.equals(JOB)
                ? Optional.of(NamedKind.JOB)
                : Optional.ofNullable(KINDS.get(field));
    }

    private static JsonNode reference(
            NamedKind kind, JsonNode id, BiFunction<NamedKind, String, Optional<Reference>> names) {
        return id.isValueNode()
                ? names.apply(kind, id.asText())
                        .<JsonNode>map(reference -> new POJONode(
                                new ReferringText(List.of("", ""), List.of(reference), kind == NamedKind.JOB)))
                        .orElse(id)
                : id;
    }
}
