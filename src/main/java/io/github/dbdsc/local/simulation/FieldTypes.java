package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of the Jobs schema. Jobs API 2.2: {@code "100"} for an integer field and {@code "false"} for a boolean one
 * are accepted and come back typed; the values of string maps come back as strings; null counts as absent.
 */
final class FieldTypes {

    private FieldTypes() {}

    /**
     * A copy in the schema's types, without nulls. What the schema does not know stays as it was sent.
     *
     * @throws ApiError 400 when a value can't be read as its field's type
     */
    static ObjectNode typed(ObjectNode sent) {
        return object(JobFields.builtIn().settings(), sent);
    }

    /** What a field of something with this shape holds; null when the schema does not know. */
    static @Nullable Shape inside(@Nullable Shape shape, String field) {
        return shape instanceof Shape.Type type ? type.field(field) : null;
    }

    private static ObjectNode object(@Nullable Shape shape, ObjectNode sent) {
        ObjectNode typed = ApiJson.object();
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            String name = field.getKey();
            if (!field.getValue().isNull()) {
                typed.set(name, typed(inside(shape, name), name, field.getValue()));
            }
        }
        return typed;
    }

    private static JsonNode typed(@Nullable Shape shape, String field, JsonNode value) {
        if (shape instanceof Shape.Scalar scalar) {
            return scalar(scalar, field, value);
        }
        if (value instanceof ObjectNode object) {
            return shape instanceof Shape.StringMap ? strings(field, object) : object(shape, object);
        }
        return value instanceof ArrayNode list ? list(shape, field, list) : value;
    }

    private static ArrayNode list(@Nullable Shape shape, String field, ArrayNode list) {
        Shape element = shape instanceof Shape.ListOf known ? known.element() : null;
        ArrayNode typed = list.arrayNode();
        list.forEach(value -> typed.add(typed(element, field, value)));
        return typed;
    }

    private static JsonNode scalar(Shape.Scalar scalar, String field, JsonNode value) {
        return switch (scalar.kind()) {
            case "integer" -> integer(field, value);
            case "boolean" -> bool(field, value);
            case "number" -> decimal(field, value);
            default -> value;
        };
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
