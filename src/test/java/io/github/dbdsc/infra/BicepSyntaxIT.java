package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the Bicep compiler would say first: grammar, names, and what modules are given. */
class BicepSyntaxIT {

    /** Functions and decorators of the Bicep language that the files use. */
    private static final Set<String> FUNCTIONS = Set.of(
            "allowed",
            "bool",
            "cidrSubnet",
            "concat",
            "contains",
            "description",
            "discriminator",
            "empty",
            "endsWith",
            "environment",
            "export",
            "fail",
            "filter",
            "flatten",
            "groupBy",
            "guid",
            "int",
            "items",
            "join",
            "json",
            "length",
            "listKeys",
            "loadTextContent",
            "map",
            "maxLength",
            "maxValue",
            "minLength",
            "minValue",
            "readEnvironmentVariable",
            "reduce",
            "replace",
            "resourceGroup",
            "resourceId",
            "split",
            "startsWith",
            "string",
            "subscriptionResourceId",
            "substring",
            "take",
            "tenant",
            "toLower",
            "toObject",
            "union",
            "uniqueString");

    private static final Pattern MODULE_OUTPUT = Pattern.compile("\\b(\\w+)!?\\.outputs\\.(\\w+)");

    @Test
    void every_file_parses() {
        assertThat(Bicep.files()).hasSizeGreaterThan(10);
        assertThat(Bicep.files().values())
                .allSatisfy(file -> assertThat(file.errors()).as(file.path()).isEmpty());
    }

    @Test
    void every_name_that_is_used_is_declared_and_every_function_exists() {
        assertThat(Bicep.files().values()).allSatisfy(file -> {
            assertThat(file.declared()).as(file.path()).containsAll(file.used());
            assertThat(FUNCTIONS).as(file.path()).containsAll(file.called());
        });
    }

    @Test
    void every_parameter_and_variable_is_used() {
        assertThat(Bicep.files().values())
                .filteredOn(file -> file.path().endsWith(".bicep") && !exports(file))
                .allSatisfy(file -> {
                    Set<String> unused = names(file.params());
                    unused.addAll(names(file.variables()));
                    unused.removeAll(file.used());
                    assertThat(unused).as(file.path()).isEmpty();
                });
    }

    @Test
    void modules_are_given_what_they_need_and_nothing_else() {
        assertThat(Bicep.files().values())
                .allSatisfy(file -> assertThat(file.modules()).allSatisfy(module -> {
                    BicepFile target = Bicep.file(target(file, module));
                    Set<String> given = new HashSet<>();
                    module.path("body").path("params").fieldNames().forEachRemaining(given::add);
                    Set<String> required = names(target.params().stream()
                            .filter(param -> !param.has("default"))
                            .toList());
                    assertThat(given).as(target.path()).containsAll(required);
                    assertThat(names(target.params())).as(target.path()).containsAll(given);
                }));
    }

    @Test
    void outputs_of_modules_exist() {
        assertThat(Bicep.files().values()).allSatisfy(file -> {
            String text = Files.readString(Bicep.FOLDER.resolve(file.path()));
            Matcher reference = MODULE_OUTPUT.matcher(text);
            while (reference.find()) {
                BicepFile target = Bicep.file(target(file, file.module(reference.group(1))));
                assertThat(names(target.outputs()))
                        .as(file.path() + ": " + reference.group())
                        .contains(reference.group(2));
            }
        });
    }

    @Test
    void every_parameter_and_output_of_the_main_file_says_what_it_is() {
        BicepFile main = Bicep.file("main.bicep");

        assertThat(main.params())
                .allSatisfy(param -> assertThat(described(param)).isTrue());
        assertThat(main.outputs())
                .allSatisfy(output -> assertThat(described(output)).isTrue());
    }

    private static boolean described(JsonNode declaration) {
        return declaration.path("decorators").has("description");
    }

    private static boolean exports(BicepFile file) {
        return file.variables().stream()
                .anyMatch(variable -> variable.path("decorators").has("export"));
    }

    private static String target(BicepFile file, JsonNode module) {
        return Path.of(file.path())
                .resolveSibling(module.path("path").asText())
                .normalize()
                .toString()
                .replace('\\', '/');
    }

    private static Set<String> names(List<JsonNode> declarations) {
        return declarations.stream()
                .map(declaration -> declaration.path("name").asText())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
