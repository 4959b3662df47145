package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.editor.SettingsSchemas;
import io.github.dbdsc.definition.editor.UnreadNames;
import io.github.dbdsc.definition.editor.ValueSchemas;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Strictness;
import io.github.dbdsc.template.TemplateRenderer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The JSON Schema of the definitions of a snapshot, in draft 07: the directives, and for each template the values that it
 * reads. One document serves all of them: which template's part counts hangs on {@code $template}.
 */
public final class DefinitionSchema {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Snapshot snapshot;
    private final TemplateRenderer renderer;
    private final Map<String, List<JsonNode>> valuesByTemplate = new TreeMap<>();

    private DefinitionSchema(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.renderer = new DefinitionRenderer(snapshot, new RenderCache(Strictness.LENIENT)).templateRenderer();
    }

    /** Returns the schema of the definitions of a snapshot. */
    public static ObjectNode of(Snapshot snapshot) {
        DefinitionSchema schema = new DefinitionSchema(snapshot);
        snapshot.definitions().values().forEach(schema::sort);
        return schema.document();
    }

    /** Keeps what a definition gives its template; one that can't be read gives nothing. */
    private void sort(SourceFile file) {
        try {
            ObjectNode definition =
                    DefinitionParser.object(file.path(), DefinitionParser.text(file), false, new ArrayList<>());
            String template = definition.path(Directive.TEMPLATE).asText(JobDefinition.DEFAULT_TEMPLATE);
            valuesByTemplate
                    .computeIfAbsent(template, added -> new ArrayList<>())
                    .add(definition);
        } catch (DefinitionException e) {
            // 'validate' says what is wrong with it
        }
    }

    private ObjectNode document() {
        List<String> templates = snapshot.templates().keySet().stream()
                .filter(renderer::has)
                .sorted()
                .toList();
        ObjectNode document = NODES.objectNode().put("$schema", SettingsSchemas.DRAFT);
        document.put("title", "Definition of a Databricks job");
        document.put("allowComments", true); // these two are read by Visual Studio Code
        document.put("allowTrailingCommas", true);
        document.put("type", "object");
        document.set("properties", directives(templates));
        document.putObject("patternProperties").put(otherDirectives(), false);
        ObjectNode definitions = NODES.objectNode();
        ArrayNode cases = document.putArray("allOf");
        Set<String> taken = new HashSet<>();
        for (String template : templates) {
            String name = nameIn(taken, template);
            definitions.set(name, values(template, definitions));
            ObjectNode one = cases.addObject();
            ObjectNode named = one.putObject("if");
            named.putObject("properties").putObject(Directive.TEMPLATE).put("const", template);
            if (!template.equals(JobDefinition.DEFAULT_TEMPLATE)) {
                named.putArray("required").add(Directive.TEMPLATE);
            }
            one.putObject("then").put("$ref", "#/definitions/" + name);
        }
        if (cases.isEmpty()) {
            document.remove("allOf");
        }
        document.set("definitions", definitions);
        return document;
    }

    /** Returns a name that needs no escapes in a reference. */
    private static String nameIn(Set<String> taken, String template) {
        String plain = "template." + template.replaceAll("[^A-Za-z0-9._-]", "-");
        String name = plain;
        for (int i = 2; !taken.add(name); i++) {
            name = plain + "-" + i;
        }
        return name;
    }

    private ObjectNode values(String template, ObjectNode definitions) {
        ObjectNode schema = ValueSchemas.of(renderer.reads(template, "job"), definitions);
        if (schema.has("additionalProperties")) {
            ObjectNode properties = (ObjectNode) schema.path("properties");
            Directive.ALL.forEach(directive -> properties.set(directive, NODES.booleanNode(true)));
        }
        requireUnlessOverridden(schema);
        UnreadNames.allow(schema, valuesByTemplate.getOrDefault(template, List.of()), "templates/" + template);
        return schema;
    }

    /** What a definition lacks it may have for each target. */
    private static void requireUnlessOverridden(ObjectNode schema) {
        JsonNode required = schema.remove("required");
        if (required != null && !required.isEmpty()) {
            schema.putObject("if").putObject("not").putArray("required").add(Directive.OVERRIDE);
            schema.putObject("then").set("required", required);
        }
    }

    private static String otherDirectives() {
        return "^\\$(?!("
                + String.join(
                        "|",
                        Directive.ALL.stream().map(name -> name.substring(1)).toList())
                + ")$)";
    }

    private static ObjectNode directives(List<String> templates) {
        ObjectNode properties = NODES.objectNode();
        properties
                .putObject(Directive.SCHEMA)
                .put("description", "Where the schema is, for editors.")
                .put("type", "string");
        ObjectNode template = properties
                .putObject(Directive.TEMPLATE)
                .put(
                        "description",
                        "The template that makes the job's settings of this, by its path below templates/. Left out, it is "
                                + JobDefinition.DEFAULT_TEMPLATE + ".")
                .put("type", "string");
        if (!templates.isEmpty()) {
            ArrayNode names = template.putArray("enum");
            templates.forEach(names::add);
        }
        properties
                .putObject(Directive.ADOPT)
                .put(
                        "description",
                        "Which job that belongs to nobody is taken over: true for one of this name, or the id of the job.")
                .put("minimum", 1)
                .putArray("type")
                .add("boolean")
                .add("integer");
        properties
                .putObject(Directive.PROTECT)
                .put("description", "Whether the job stays when its definition is gone.")
                .put("type", "boolean");
        properties
                .putObject(Directive.FORCE)
                .put("description", "Whether this is applied though a newer commit was; take it out once it is.")
                .put("type", "boolean");
        ObjectNode targets = properties
                .putObject(Directive.TARGETS)
                .put("description", "The targets that this is for, by name or with * for any characters.")
                .put("type", "array")
                .put("minItems", 1);
        targets.putObject("items").put("type", "string").put("pattern", "\\S");
        properties
                .putObject(Directive.OVERRIDE)
                .put("description", "Values for one target, by its name, which are laid over those of all.")
                .put("type", "object")
                .putObject("additionalProperties")
                .put("type", "object");
        properties.set(Directive.HOLD, hold());
        ObjectNode ignore = properties
                .putObject(Directive.IGNORE)
                .put(
                        "description",
                        "Fields that are left to others, as plans write them: tasks[main].new_cluster.num_workers.")
                .put("type", "array");
        ignore.putObject("items").put("type", "string").put("pattern", "\\S");
        return properties;
    }

    private static ObjectNode hold() {
        ObjectNode schema =
                NODES.objectNode().put("description", "Keeps the job as it is: " + HoldDirective.FORM + ".");
        ArrayNode forms = schema.putArray("anyOf");
        forms.addObject().put("type", "boolean");
        forms.addObject().put("type", "string").put("pattern", "^\\s*[uU][nN][tT][iI][lL]\\s+\\S+\\s*$");
        ObjectNode object = forms.addObject().put("type", "object");
        ObjectNode parts = object.putObject("properties");
        parts.putObject("until").put("type", "string");
        parts.putObject("reason").put("type", "string").put("maxLength", Hold.LONGEST_REASON);
        object.put("additionalProperties", false).put("minProperties", 1);
        return schema;
    }
}
