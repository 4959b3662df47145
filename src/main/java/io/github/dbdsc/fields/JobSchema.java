package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fields of job settings and their types, as the Databricks SDK for Java has them: {@code job-schema.json}, which a
 * test derives from the SDK's model classes.
 *
 * <ul>
 *   <li>{@code enums}: the words of each enum; {@code anyCase} names the enums whose words may be in any case.
 *   <li>{@code types}: the fields of each object, each as {@code name:kind}. The kind is {@code string},
 *       {@code integer}, {@code number}, {@code boolean}, {@code map} (of strings), the name of an enum or an object
 *       type, or any of these followed by {@code []} for a list; the brackets hold the fields that may name an element,
 *       separated by {@code |}.
 * </ul>
 *
 * Each enum or type is one text, parsed when it is first needed: most jobs use few of them, and a cold start should not
 * pay for the others.
 */
final class JobSchema {

    private static final Map<String, Shape> BUILT_IN = Map.of(
            "string", new Shape.Scalar("string"),
            "integer", new Shape.Scalar("integer"),
            "number", new Shape.Scalar("number"),
            "boolean", new Shape.Scalar("boolean"),
            "map", new Shape.StringMap());

    private final JsonNode resource;
    private final Map<String, Shape.Type> types = new ConcurrentHashMap<>();

    JobSchema(JsonNode resource) {
        this.resource = resource;
    }

    /** Returns the type of the settings as a whole. */
    Shape.Type settings() {
        return type(resource.path("root").asText());
    }

    /** Returns an object type, which must be in the schema. */
    Shape.Type type(String name) {
        return types.computeIfAbsent(name, unread -> new Shape.Type(unread, () -> fieldsOf(unread)));
    }

    private Map<String, Shape> fieldsOf(String type) {
        Map<String, Shape> fields = new HashMap<>();
        for (String field : words(resource.path("types").path(type))) {
            int colon = field.indexOf(':');
            fields.put(field.substring(0, colon), shape(field.substring(colon + 1)));
        }
        return fields;
    }

    private Shape shape(String kind) {
        int bracket = kind.indexOf('[');
        if (bracket > 0) {
            String keys = kind.substring(bracket + 1, kind.length() - 1);
            return new Shape.ListOf(
                    shape(kind.substring(0, bracket)), keys.isEmpty() ? List.of() : List.of(keys.split("\\|", -1)));
        }
        Shape builtIn = BUILT_IN.get(kind);
        if (builtIn != null) {
            return builtIn;
        }
        JsonNode enumWords = resource.path("enums").path(kind);
        return enumWords.isTextual()
                ? new Shape.Words(
                        words(enumWords), words(resource.path("anyCase")).contains(kind))
                : type(kind);
    }

    private static List<String> words(JsonNode text) {
        if (!text.isTextual()) {
            throw new IllegalStateException("The file job-schema.json is not complete");
        }
        return List.of(text.textValue().split(" ", -1));
    }
}
