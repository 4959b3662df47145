package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.definition.schema.FieldType.EnumType;
import io.github.dbdsc.definition.schema.FieldType.ListType;
import io.github.dbdsc.definition.schema.FieldType.ObjectReference;
import io.github.dbdsc.definition.schema.FieldType.ObjectType;
import io.github.dbdsc.definition.schema.FieldType.StringMapType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fields of job settings and their types, as the Databricks SDK for Java has them. They are a resource beside this
 * class, which a test derives from the SDK's model classes:
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

    private static final Map<String, FieldType> BUILT_IN = Map.of(
            "string", ScalarType.STRING,
            "integer", ScalarType.INTEGER,
            "number", ScalarType.NUMBER,
            "boolean", ScalarType.BOOLEAN,
            "map", new StringMapType());

    private final JsonNode resource;
    private final Map<String, ObjectType> types = new ConcurrentHashMap<>();

    private JobSchema(JsonNode resource) {
        this.resource = resource;
    }

    /** Returns the schema that this program was built with. Reads it on first use. */
    static JobSchema current() {
        return Current.SCHEMA;
    }

    /** Returns the type of the settings as a whole. */
    ObjectType settings() {
        return type(resource.path("root").asText());
    }

    /** Returns an object type, which must be in the schema. */
    ObjectType type(String name) {
        return types.computeIfAbsent(name, this::readType);
    }

    private ObjectType readType(String name) {
        Map<String, FieldType> fields = new HashMap<>();
        for (String field : words(resource.path("types").path(name))) {
            int colon = field.indexOf(':');
            fields.put(field.substring(0, colon), fieldType(field.substring(colon + 1)));
        }
        return new ObjectType(fields);
    }

    private FieldType fieldType(String kind) {
        int bracket = kind.indexOf('[');
        if (bracket > 0) {
            String keys = kind.substring(bracket + 1, kind.length() - 1);
            return new ListType(
                    fieldType(kind.substring(0, bracket)), keys.isEmpty() ? List.of() : List.of(keys.split("\\|", -1)));
        }
        FieldType builtIn = BUILT_IN.get(kind);
        if (builtIn != null) {
            return builtIn;
        }
        JsonNode enumWords = resource.path("enums").path(kind);
        return enumWords.isTextual()
                ? new EnumType(words(enumWords), words(resource.path("anyCase")).contains(kind))
                : new ObjectReference(kind, this);
    }

    private static List<String> words(JsonNode text) {
        if (!text.isTextual()) {
            throw new IllegalStateException("The file job-settings.json is not complete");
        }
        return List.of(text.textValue().split(" ", -1));
    }

    private static final class Current {

        static final JobSchema SCHEMA = read();

        private static JobSchema read() {
            try (InputStream resource = JobSchema.class.getResourceAsStream("job-settings.json")) {
                if (resource == null) {
                    throw new IllegalStateException("The program lacks its file job-settings.json");
                }
                return new JobSchema(new JsonMapper().readTree(resource));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
