package io.github.dbdsc.definition.editor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.editor.Sites.Printed;
import io.github.dbdsc.definition.editor.ValueSchemas.Asked;
import io.github.dbdsc.fields.Shape;
import io.github.dbdsc.template.reads.Circumstances;
import io.github.dbdsc.template.reads.Outline;
import io.github.dbdsc.template.reads.Outline.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a value must be to make right settings where a template prints it. */
final class PrintedSchemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SettingsSchemas settings;

    PrintedSchemas(SettingsSchemas settings) {
        this.settings = settings;
    }

    /** Returns the schema of one value of which a text is made. */
    static ObjectNode scalar() {
        return SettingsSchemas.types("string", "number", "boolean");
    }

    /** Returns the schema of one value of which a number can be made: null makes 0. */
    static ObjectNode scalarOrNull() {
        return SettingsSchemas.types("string", "number", "boolean", "null");
    }

    /** Reports whether a schema is one of objects and lists, or of anything. */
    static boolean mayContain(ObjectNode schema) {
        String types = schema.path("type").toString();
        return schema.has("$ref") || types.contains("object") || types.contains("array");
    }

    /** Returns what is asked at each place. */
    List<Asked> of(Printed printed) {
        Outline.Value value = printed.value();
        Circumstances circumstances = printed.sites().size() == 1
                ? value.circumstances()
                : value.circumstances().and(Circumstances.CONDITIONAL);
        return printed.sites().stream()
                .map(site -> asked(site, value, circumstances))
                .toList();
    }

    private Asked asked(Site site, Outline.Value value, Circumstances circumstances) {
        String place =
                "templates/" + value.at().template() + ", line " + value.at().line();
        ObjectNode schema = schema(site, value.form());
        String where =
                switch (site.kind()) {
                    case WHOLE -> site.field().description() + " Printed by " + place + ".";
                    case PART -> "Part of " + site.field().path() + ", printed by " + place + ".";
                    case NAME -> "A name in " + site.field().path() + ", printed by " + place + ".";
                    case UNKNOWN -> "Printed by " + place + ".";
                };
        return new Asked(schema, false, !schema.isEmpty(), circumstances, where);
    }

    private ObjectNode schema(Site site, Form form) {
        Shape shape = site.field().shape();
        return switch (site.kind()) {
            case UNKNOWN -> NODES.objectNode();
            case NAME -> scalar();
            case PART ->
                switch (form) {
                    case JSON -> NODES.objectNode();
                    case NUMBER -> scalarOrNull();
                    case PLAIN, TEXT -> scalar();
                };
            case WHOLE ->
                switch (form) {
                    case TEXT -> scalar();
                    case NUMBER -> scalarOrNull();
                    case JSON -> site.isQuoted() || shape == null ? NODES.objectNode() : settings.of(shape);
                    case PLAIN -> site.isQuoted() ? quoted(shape) : unquoted(site, shape);
                };
        };
    }

    /** Between quotes, numbers and booleans are texts. */
    private static ObjectNode quoted(@Nullable Shape shape) {
        if (shape instanceof Shape.Words words) {
            return SettingsSchemas.words(words);
        }
        if (shape instanceof Shape.Scalar scalar) {
            return switch (scalar.kind()) {
                case "integer" -> SettingsSchemas.types("integer", "string").put("pattern", SettingsSchemas.INTEGER);
                case "number" -> SettingsSchemas.types("number", "string").put("pattern", SettingsSchemas.NUMBER);
                case "boolean" -> SettingsSchemas.types("boolean", "string").put("pattern", SettingsSchemas.BOOLEAN);
                default -> scalar();
            };
        }
        return scalar();
    }

    /** Without quotes, a text stands there as it is, and true is printed as True, which is no JSON. */
    private static ObjectNode unquoted(Site site, @Nullable Shape shape) {
        if (!(shape instanceof Shape.Scalar scalar) || site.field().path().endsWith("[]")) {
            return NODES.objectNode();
        }
        return switch (scalar.kind()) {
            case "integer" ->
                SettingsSchemas.types("integer", "string").put("pattern", "^\\s*\"?\\s*-?[0-9]{1,19}\\s*\"?\\s*$");
            case "number" ->
                SettingsSchemas.types("number", "string")
                        .put("pattern", "^\\s*\"?\\s*-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?\\s*\"?\\s*$");
            case "boolean" -> SettingsSchemas.types("string").put("pattern", "^\\s*(true|false|\".*\")\\s*$");
            default ->
                SettingsSchemas.types("number", "string")
                        .put("pattern", "^\\s*(\".*\"|true|false|null|-?[0-9].*)\\s*$");
        };
    }
}
