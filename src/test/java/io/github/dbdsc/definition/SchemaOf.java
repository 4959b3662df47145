package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The schema that is inferred from templates, and what a validator finds by it. */
final class SchemaOf {

    private final ObjectNode document;
    private final JsonSchema schema;

    private SchemaOf(ObjectNode document) {
        this.document = document;
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(document, config);
    }

    static SchemaOf document(ObjectNode document) {
        return new SchemaOf(document);
    }

    static SchemaOf folder(Snapshot snapshot) {
        return new SchemaOf(DefinitionSchema.of(snapshot));
    }

    /** Returns the schema of a folder with one template, {@code standard.jinja2}, and what else there is. */
    static SchemaOf template(String template, Map<String, String> others) {
        List<SourceFile> files = new ArrayList<>();
        files.add(file("templates/standard.jinja2", template));
        others.forEach((path, text) -> files.add(file(path, text)));
        return folder(Snapshot.of(files));
    }

    static SchemaOf template(String template) {
        return template(template, Map.of());
    }

    static SourceFile file(String path, String text) {
        return new SourceFile(path, "1", text.getBytes(StandardCharsets.UTF_8));
    }

    ObjectNode document() {
        return document;
    }

    /** Returns what the schema says of the values of the default template. */
    JsonNode values() {
        return document.at("/definitions/template.standard.jinja2");
    }

    JsonNode value(String pointer) {
        return values().at("/properties" + pointer);
    }

    /** Returns the places of mistakes, as JSON pointers; a missing or misspelt name with its own. */
    List<String> mistakes(JsonNode definition) {
        TreeSet<String> places = new TreeSet<>();
        for (ValidationMessage message : schema.validate(definition)) {
            String property = message.getProperty();
            places.add(message.getInstanceLocation() + (property == null ? "" : "/" + property));
        }
        return List.copyOf(places);
    }

    List<String> mistakes(String definition) throws JsonText.MalformedException {
        return mistakes(JsonText.parseFile(definition, duplicate -> {}));
    }
}
