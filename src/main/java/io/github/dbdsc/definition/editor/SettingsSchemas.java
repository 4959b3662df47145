package io.github.dbdsc.definition.editor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import io.github.dbdsc.fields.SingleTaskForm;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * JSON Schemas of job settings, in draft 07. They take what the check of rendered settings takes: numbers and booleans also
 * as texts, null for a field that is left out, and fields that this program does not know.
 */
public final class SettingsSchemas {

    /** The draft that editors know best. */
    public static final String DRAFT = "http://json-schema.org/draft-07/schema#";

    /** What {@code render} shows of an id that the workspace knows. */
    private static final String REFERENCE = "|^\\{\\{ .* \\}\\}$";

    static final String INTEGER = "^\\s*-?[0-9]{1,19}\\s*$";
    static final String NUMBER = "^\\s*-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?\\s*$";
    static final String BOOLEAN = "^\\s*([tT][rR][uU][eE]|[fF][aA][lL][sS][eE])\\s*$";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PREFIX = "settings.";
    private static final String TASK = "Task";

    private final ObjectNode definitions;
    private final Set<String> begun = new HashSet<>();
    private final Deque<Runnable> open = new ArrayDeque<>();

    /** @param definitions takes the types that are referred to */
    SettingsSchemas(ObjectNode definitions) {
        this.definitions = definitions;
    }

    /** Returns the schema of settings that a template renders. */
    public static ObjectNode document() {
        ObjectNode document = NODES.objectNode().put("$schema", DRAFT).put("title", "Settings of a Databricks job");
        document.put(
                "description",
                "What a template renders, and what the command 'render --output json' shows for one job. Fields that are"
                        + " not listed are sent as they are.");
        ObjectNode definitions = NODES.objectNode();
        SettingsSchemas schemas = new SettingsSchemas(definitions);
        document.put("type", "object");
        document.putArray("required").add("name");
        Field settings = Field.settings();
        ObjectNode properties = document.putObject("properties");
        Shape.Type type = JobFields.builtIn().settings();
        new TreeMap<>(type.fields())
                .keySet()
                .forEach(name -> properties.set(name, schemas.described(settings.child(name))));
        JobFields.builtIn().type(TASK).fieldNames().stream()
                .filter(name -> SingleTaskForm.belongsToTask(name) && !properties.has(name))
                .sorted()
                .forEach(name -> properties.set(name, schemas.described(settings.child(name))));
        schemas.finish();
        document.set("definitions", definitions);
        return document;
    }

    private ObjectNode described(Field field) {
        Shape shape = field.shape();
        if (shape == null) {
            return NODES.objectNode();
        }
        ObjectNode schema = of(shape);
        ObjectNode described = NODES.objectNode().put("description", field.description());
        if (schema.has("$ref")) {
            described.putArray("allOf").add(schema); // what stands beside a reference does not count
        } else {
            described.setAll(schema);
        }
        return described;
    }

    /** Returns the schema of what a field holds. */
    ObjectNode of(Shape shape) {
        if (shape instanceof Shape.Scalar scalar) {
            return switch (scalar.kind()) {
                case "integer" -> types("integer", "string", "null").put("pattern", INTEGER + REFERENCE);
                case "number" -> types("number", "string", "null").put("pattern", NUMBER);
                case "boolean" -> types("boolean", "string", "null").put("pattern", BOOLEAN);
                default -> types("string", "number", "boolean", "null");
            };
        }
        if (shape instanceof Shape.Words words) {
            ObjectNode schema = words(words);
            if (schema.has("enum")) {
                ((ArrayNode) schema.get("enum")).addNull();
            }
            return schema;
        }
        if (shape instanceof Shape.StringMap) {
            ObjectNode map = types("object", "null");
            map.set("additionalProperties", types("string", "number", "boolean", "null"));
            return map;
        }
        if (shape instanceof Shape.ListOf list) {
            ObjectNode schema = types("array", "null");
            schema.set("items", of(list.element()));
            return schema;
        }
        Shape.Type type = (Shape.Type) shape;
        if (begun.add(type.name())) {
            open.add(() -> definitions.set(PREFIX + type.name(), object(type)));
        }
        return NODES.objectNode().put("$ref", "#/definitions/" + PREFIX + type.name());
    }

    /** Returns the schema of one of several words. */
    static ObjectNode words(Shape.Words words) {
        if (!words.anyCase()) {
            ObjectNode schema = NODES.objectNode();
            ArrayNode listed = schema.putArray("enum");
            words.words().forEach(listed::add);
            return schema;
        }
        ObjectNode schema = types("string", "null");
        ArrayNode shown = schema.putArray("examples");
        words.words().forEach(shown::add);
        return schema.put(
                "pattern",
                words.words().stream().map(SettingsSchemas::inAnyCase).collect(Collectors.joining("|", "^(", ")$")));
    }

    private static String inAnyCase(String word) {
        return word.chars()
                .mapToObj(c -> Character.isLetter(c)
                        ? "[" + String.valueOf((char) c).toLowerCase(Locale.ROOT)
                                + String.valueOf((char) c).toUpperCase(Locale.ROOT) + "]"
                        : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    private ObjectNode object(Shape.Type type) {
        ObjectNode schema = types("object", "null");
        ObjectNode properties = schema.putObject("properties");
        boolean isDescribed = JobFields.builtIn().hasRules(type);
        new TreeMap<>(type.fields()).forEach((name, shape) -> {
            ObjectNode field = of(shape);
            List<String> notes = isDescribed ? JobFields.builtIn().notes(type, name) : List.of();
            boolean isReference = field.has("$ref");
            if (!notes.isEmpty() && !isReference) {
                field.put("description", String.join(" ", notes));
            }
            properties.set(name, field);
        });
        return schema;
    }

    /** Writes the types that were referred to, and those that they refer to. */
    void finish() {
        while (!open.isEmpty()) {
            open.remove().run();
        }
    }

    static ObjectNode types(String... types) {
        ObjectNode schema = NODES.objectNode();
        if (types.length == 1) {
            return schema.put("type", types[0]);
        }
        ArrayNode listed = schema.putArray("type");
        for (String type : types) {
            listed.add(type);
        }
        return schema;
    }
}
