package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code main.bicepparam}: azd and the command line set each parameter of {@code main.bicep} by a variable of its name. */
class ParameterFileIT {

    private static final Path MAIN = Bicep.FOLDER.resolve("main.bicep");
    private static final Path PARAMETERS = Bicep.FOLDER.resolve("main.bicepparam");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String FIRST = "https://adb-1.1.azuredatabricks.net";
    private static final JsonNode TARGETS = JSON.arrayNode()
            .add(JSON.objectNode().put("name", "dev").put("uri", FIRST))
            .add(JSON.objectNode().put("name", "prod").put("uri", "https://adb-2.2.azuredatabricks.net"));

    /** Variables that azd sets by itself have names of its own. */
    private static final Map<String, String> OF_AZD =
            Map.of("environmentName", "AZURE_ENV_NAME", "location", "AZURE_LOCATION");

    /** Values of a type of their own, as they may be. */
    private static final Map<String, JsonNode> OBJECTS = Map.of(
            "targets",
            TARGETS,
            // beside targets that of the first counts
            "databricksUri",
            JSON.textNode(FIRST),
            "subnetIds",
            JSON.objectNode().put("functions", "one").put("endpoints", "other"),
            "privateDnsZoneIds",
            JSON.objectNode().put("blob", "zone"));

    private static String variable(String parameter) {
        return OF_AZD.getOrDefault(
                parameter, parameter.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    @Test
    void what_nobody_sets_is_left_to_its_default() throws IOException {
        try (BicepCompiler compiler = BicepCompiler.start(Map.of())) {
            JsonNode declared = compiler.declaredParameters(MAIN);
            JsonNode given = compiler.givenParameters(PARAMETERS);

            assertThat(given.properties()).hasSameSizeAs(declared.properties());
            assertThat(workspace(given)).isEqualTo(BicepCompiler.WORKSPACE);
            assertThat(declared.properties())
                    // the address of the workspace is needed unless targets have theirs
                    .filteredOn(parameter -> isOptional(parameter.getValue())
                            && !parameter.getKey().equals("databricksUri"))
                    .hasSize(declared.size() - 2)
                    .allSatisfy(parameter -> assertThat(
                                    given.path(parameter.getKey()).path("value"))
                            .as(parameter.getKey())
                            .isEqualTo(usual(parameter.getValue())));
        }
    }

    private static boolean isOptional(JsonNode declared) {
        return declared.has("defaultValue") || declared.path("nullable").asBoolean();
    }

    private static JsonNode usual(JsonNode declared) {
        return declared.has("defaultValue") ? declared.path("defaultValue") : JSON.nullNode();
    }

    @Test
    void every_parameter_is_read_from_a_variable_of_its_name() throws IOException {
        Map<String, JsonNode> wanted = new HashMap<>();
        Map<String, String> variables = new HashMap<>();
        try (BicepCompiler compiler = BicepCompiler.start(Map.of())) {
            compiler.declaredParameters(MAIN).properties().forEach(parameter -> {
                JsonNode other = another(parameter.getKey(), parameter.getValue());
                wanted.put(parameter.getKey(), other);
                JsonNode set = parameter.getKey().equals("uploaders")
                        ? JSON.arrayNode().add(other.get(0))
                        : other;
                variables.put(variable(parameter.getKey()), set.isTextual() ? set.textValue() : set.toString());
            });
        }
        variables.put("AZURE_PRINCIPAL_ID", "whoever deploys");
        variables.put("DATABRICKS_URI", BicepCompiler.WORKSPACE);
        try (BicepCompiler compiler = BicepCompiler.start(variables)) {
            JsonNode given = compiler.givenParameters(PARAMETERS);

            assertThat(wanted)
                    .isNotEmpty()
                    .allSatisfy((name, value) ->
                            assertThat(given.path(name).path("value")).as(name).isEqualTo(value));
        }
    }

    @Test
    void either_a_workspace_or_targets_are_needed() throws IOException {
        Map<String, String> several = Map.of("DATABRICKS_URI", "", "TARGETS", TARGETS.toString());
        try (BicepCompiler compiler = BicepCompiler.start(several)) {
            assertThat(workspace(compiler.givenParameters(PARAMETERS))).isEqualTo(FIRST);
        }
        try (BicepCompiler compiler = BicepCompiler.start(Map.of("DATABRICKS_URI", ""))) {
            assertThat(compiler.diagnostics(PARAMETERS)).singleElement().satisfies(complaint -> assertThat(complaint)
                    .contains("no workspace is named: set DATABRICKS_URI to its address, or TARGETS to a list"));
        }
    }

    private static String workspace(JsonNode given) {
        return given.at("/databricksUri/value").asText();
    }

    private static JsonNode principal(String id) {
        return JSON.objectNode().put("principalId", id);
    }

    /** Returns a value that a parameter may have and does not have by default. */
    private static JsonNode another(String name, JsonNode declared) {
        JsonNode object = OBJECTS.get(name);
        if (object != null) {
            return object;
        }
        JsonNode usual = declared.path("defaultValue");
        for (JsonNode allowed : declared.path("allowedValues")) {
            if (!allowed.equals(usual)) {
                return allowed;
            }
        }
        return switch (declared.path("type").asText()) {
            case "int" -> JSON.numberNode(usual.asInt() + 1);
            case "bool" -> JSON.booleanNode(!usual.asBoolean());
            case "object" -> JSON.objectNode().put("name", "value");
            case "array" ->
                name.equals("uploaders")
                        ? JSON.arrayNode().add(principal("p")).add(principal("whoever deploys"))
                        : JSON.arrayNode().add("203.0.113.0/24");
            default ->
                JSON.textNode("x".repeat(Math.max(1, declared.path("minLength").asInt())));
        };
    }
}
