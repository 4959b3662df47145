package io.github.dbdsc.definition.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.ClasspathSchemaLoader;
import com.networknt.schema.resource.SchemaLoader;
import io.github.dbdsc.definition.schema.SettingsPath;
import io.github.dbdsc.definition.schema.SettingsProblem;
import io.github.dbdsc.model.NodeChange;
import io.github.dbdsc.model.Problem.Severity;
import io.github.dbdsc.model.ReferringText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A JSON Schema, draft 2020-12, that the settings of every job must fulfil. Reads no other document than itself and the
 * draft's own meta schema, which comes with the library. The library is loaded only where there is such a schema.
 */
final class SettingsSchema {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/";

    /** Where the library looks for the draft's meta schema, instead of at its address. */
    private static final String PACKAGED_DRAFT = "classpath:draft/2020-12/";

    private static final JsonMetaSchema DRAFT_WITHOUT_SLIPS = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .unknownKeywordFactory(new UnknownKeywords())
            .build();

    /** Everything that the library logs is told as what is wrong with the policy. Kept, or the level would be forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("com.networknt.schema");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private static final String OTHER_DOCUMENT = "it refers to another document, which is never read";

    /** Says no more than that what is inside failed, whose problems name it. */
    private static final Set<String> BRANCHES = Set.of("anyOf", "oneOf");

    private final JsonSchema schema;
    private final JsonNode json;
    private final Severity severity;

    private SettingsSchema(JsonSchema schema, JsonNode json, Severity severity) {
        this.schema = schema;
        this.json = json;
        this.severity = severity;
    }

    /**
     * Compiles a schema.
     *
     * @param member the policy's member that holds it, for the places of faults
     * @param severity what a violation is
     * @throws PolicyException when it is no schema of the draft, or refers to another document
     */
    static SettingsSchema of(JsonNode json, String member, Severity severity) throws PolicyException {
        if (!json.isObject() && !json.isBoolean()) {
            throw new PolicyException(List.of(member), "\"" + member + "\" must be a JSON Schema: an object");
        }
        requireDraft(json, member);
        OtherDocuments.requireNone(json, member);
        JsonSchemaFactory factory = factory();
        try {
            if (SchemaSize.isTooLarge(json)) {
                throw new PolicyException(
                        List.of(member),
                        "\"" + member + "\" is too large once its references are followed; let fewer of them refer to"
                                + " what has references itself");
            }
            for (ValidationMessage fault : factory.getSchema(SchemaLocation.of(SchemaId.V202012), config())
                    .validate(json)) {
                throw new PolicyException(
                        stepsIn(member, steps(fault.getInstanceLocation())),
                        "\"" + member + "\" is no JSON Schema of draft 2020-12: " + at(fault.getInstanceLocation())
                                + SchemaRule.of(fault).sentence());
            }
            JsonSchema schema = factory.getSchema(json, config());
            schema.initializeValidators();
            SettingsSchema compiled = new SettingsSchema(schema, json, severity);
            var unused = schema.validate(json.isObject() ? ((ObjectNode) json).objectNode() : json);
            return compiled;
        } catch (StackOverflowError e) {
            throw new PolicyException(
                    List.of(member), "\"" + member + "\" refers to itself without end; remove that $ref");
        } catch (RuntimeException e) {
            Throwable cause = cause(e);
            List<String> steps = cause instanceof UnknownKeywords.MisspeltKeywordException misspelt
                    ? stepsIn(member, stepsTo(misspelt.keyword(), json).orElse(List.of()))
                    : List.of(member);
            throw new PolicyException(steps, "\"" + member + "\" can't be used: " + why(cause));
        }
    }

    private static void requireDraft(JsonNode json, String member) throws PolicyException {
        JsonNode draft = json.path("$schema");
        if (!draft.isMissingNode() && !draft.asText().replaceAll("#$", "").equals(DRAFT + "schema")) {
            throw new PolicyException(
                    List.of(member, "$schema"),
                    "\"" + member + "\" must be of draft 2020-12: write \"$schema\": \"" + DRAFT
                            + "schema\", or leave it out");
        }
        JsonNode id = json.path("$id");
        if (!id.isMissingNode()) {
            throw new PolicyException(
                    List.of(member, "$id"),
                    "\"" + member + "\" needs no $id, since nothing else refers to it; remove it");
        }
    }

    private static JsonSchemaFactory factory() {
        SchemaLoader packaged = new ClasspathSchemaLoader(SettingsSchema.class::getClassLoader);
        return JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012, builder -> builder.metaSchema(DRAFT_WITHOUT_SLIPS)
                        .schemaLoaders(loaders -> loaders.values(list -> {
                            list.clear();
                            list.add(iri -> {
                                if (!iri.toString().startsWith(PACKAGED_DRAFT)) {
                                    throw new IllegalArgumentException(OTHER_DOCUMENT);
                                }
                                return packaged.getSchema(iri);
                            });
                        })));
    }

    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .regularExpressionFactory(new LinearPattern())
                .preloadJsonSchema(true)
                .locale(Locale.ROOT)
                .build();
    }

    /** Returns the steps to the first field of this name. */
    private static Optional<List<String>> stepsTo(String name, JsonNode node) {
        for (var field : node.properties()) {
            Optional<List<String>> inside =
                    field.getKey().equals(name) ? Optional.of(List.of()) : stepsTo(name, field.getValue());
            if (inside.isPresent()) {
                return inside.map(steps -> stepsIn(field.getKey(), steps));
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<List<String>> inside = stepsTo(name, node.get(i));
            if (inside.isPresent()) {
                String index = Integer.toString(i);
                return inside.map(steps -> stepsIn(index, steps));
            }
        }
        return Optional.empty();
    }

    private static Throwable cause(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof LinearPattern.UnusablePatternException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String why(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? "correct it" : message.lines().findFirst().orElse(message);
    }

    /** Returns what settings violate, each as one problem; the same whatever the order in which it is found. */
    List<SettingsProblem> check(ObjectNode settings) {
        JsonNode plain = NodeChange.everywhere(settings, SettingsSchema::withoutReference);
        Set<SettingsProblem> problems = new LinkedHashSet<>();
        try {
            for (ValidationMessage violation : schema.validate(plain)) {
                problems.add(problem(plain, violation));
            }
        } catch (StackOverflowError | RuntimeException e) {
            problems.add(new SettingsProblem(
                    Severity.ERROR,
                    "",
                    List.of(),
                    "can't be held against policy.json, whose schema fails on them; correct it"));
        }
        return problems.stream()
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .toList();
    }

    private SettingsProblem problem(JsonNode settings, ValidationMessage violation) {
        List<String> evaluated = steps(violation.getEvaluationPath());
        List<String> branch = uptoBranch(evaluated);
        boolean isBranch = !branch.isEmpty();
        SchemaRule rule = isBranch ? SchemaRule.branch(json, branch) : SchemaRule.of(violation);
        List<String> where = steps(violation.getInstanceLocation());
        if (isBranch) {
            where = where.subList(0, Math.min(where.size(), SchemaRule.depthOfInstance(branch)));
        }
        SettingsPath path = SettingsPath.of(settings, where);
        String described = SchemaRule.description(json, isBranch ? branch : evaluated);
        return new SettingsProblem(
                severity,
                path.text(),
                path.steps(),
                rule.sentence() + " (policy.json, " + rule.named() + ")"
                        + (described.isEmpty() ? "" : ": " + described));
    }

    /** Returns the steps to the outermost anyOf or oneOf in which a violation was found; empty when it is in none. */
    private static List<String> uptoBranch(List<String> evaluated) {
        for (int i = 0; i < evaluated.size(); i++) {
            boolean isName =
                    i > 0 && Set.of("properties", "patternProperties", "$defs").contains(evaluated.get(i - 1));
            if (BRANCHES.contains(evaluated.get(i)) && !isName) {
                return evaluated.subList(0, i + 1);
            }
        }
        return List.of();
    }

    private static JsonNode withoutReference(JsonNode node) {
        return ReferringText.in(node)
                .<JsonNode>map(text -> text.number() ? LongNode.valueOf(1) : TextNode.valueOf(text.toString()))
                .orElse(node);
    }

    private static List<String> steps(JsonNodePath path) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < path.getNameCount(); i++) {
            steps.add(path.getName(i));
        }
        return steps;
    }

    private static String at(JsonNodePath path) {
        return path.getNameCount() == 0 ? "it " : String.join("/", steps(path)) + " ";
    }

    private static List<String> stepsIn(String member, List<String> steps) {
        List<String> all = new ArrayList<>(List.of(member));
        all.addAll(steps);
        return all;
    }
}
