package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README, the examples and the workflow name is there. */
class DocumentationIT {

    private static final List<Path> EXAMPLES = List.of(
            Path.of("infra", "examples", "github-actions.yml"), Path.of("infra", "examples", "azure-pipelines.yml"));
    private static final Path README = Path.of("README.md");

    /** Variables of the shells that the commands run in, and those that the reader sets. */
    private static final Set<String> FROM_ELSEWHERE = Set.of("DATABRICKS_URI", "AZURE_RESOURCE_GROUP", "ADMIN_TOKEN");

    @Test
    void every_address_that_is_called_is_a_route_of_a_function() throws IOException {
        assertThat(found(Files.readString(README), "APP_URI\"?/api/(\\w+)"))
                .isNotEmpty()
                .isSubsetOf(AppFunctions.httpRoutes());
    }

    @Test
    void the_functions_whose_keys_the_examples_ask_for_are_there() throws IOException {
        for (Path file : EXAMPLES) {
            assertThat(found(Files.readString(file), "--function-name (\\w+)"))
                    .as(file.toString())
                    .containsExactly("Plan");
        }
        assertThat(AppFunctions.names()).contains("Plan");
        assertThat(AppFunctions.httpCalls()).contains("POST plan", "GET runs", "GET runs/{id}");
    }

    @Test
    void the_examples_differ_in_their_services_alone() throws IOException {
        for (Path file : EXAMPLES) {
            String text = Files.readString(file).replaceAll("\\s*\\\\\\n\\s*", " ");
            assertThat(found(text, "db-dsc-jobs (plan|upload|validate) "))
                    .as(file.toString())
                    .containsExactly("plan", "upload", "validate");
            assertThat(found(text, "db-dsc-jobs upload .*?(--delete) ")).isNotEmpty();
            assertThat(found(text, "db-dsc-jobs upload .*?(--wait --app) ")).isNotEmpty();
        }
    }

    @Test
    void calls_that_the_code_takes_by_now_are_off_the_list_of_those_that_it_will() {
        assertThat(Announced.CALLS).doesNotContainAnyElementsOf(AppFunctions.httpCalls());
    }

    @Test
    void every_variable_in_the_deploy_commands_is_an_output_of_the_deployment() throws IOException {
        Set<String> used = found(Files.readString(README), "\\$\\{?([A-Z][A-Z_]+)\\b");
        used.removeAll(FROM_ELSEWHERE);

        assertThat(used).contains("FUNCTION_APP_NAME", "JOB_STORAGE_NAME").isSubsetOf(outputs());
    }

    @Test
    void the_scripts_and_examples_ask_for_outputs_by_their_names() throws IOException {
        for (Path file : EXAMPLES) {
            Set<String> named = found(
                    Files.readString(file), "\\b((?:FUNCTION_APP|JOB|STATE|EVENT|IDENTITY|KEY_VAULT)_[A-Z_]+)\\b");
            assertThat(named).as(file.toString()).isNotEmpty().isSubsetOf(outputs());
        }
        assertThat(found(Files.readString(Path.of("infra", "subscribe.sh")), "for setting in ([A-Z_ ]+);"))
                .singleElement()
                .satisfies(names -> assertThat(outputs()).contains(names.split(" ")));
        assertThat(outputs()).contains("DATABRICKS_URI", "IDENTITY_CLIENT_ID", "IDENTITY_NAME");
    }

    @Test
    void every_parameter_that_the_readme_names_exists() throws IOException {
        String deploy = Files.readString(README).replaceAll("(?s).*\n## Deploy to Azure\n(.*?)\n## .*", "$1");
        Set<String> rows = found(deploy, "\n\\| ((?:`\\w+`(?:, )?)+) \\|").stream()
                .flatMap(cell -> found(cell, "`(\\w+)`").stream())
                .collect(Collectors.toSet());

        assertThat(rows).contains("prune", "schedule").allSatisfy(name -> assertThat(
                        Bicep.file("main.bicep").param(name))
                .isNotNull());
    }

    @Test
    void azd_deploys_what_the_build_leaves_and_finds_the_app_by_its_tag() throws IOException {
        String azure = Files.readString(Path.of("azure.yaml"));
        assertThat(azure).contains("dist: target/azure-functions/db-dsc-jobs\n").contains("  app:\n");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<appName>db-dsc-jobs</appName>");
        assertThat(PredictedResources.variants()).isNotEmpty().allSatisfy(resources -> assertThat(resources
                        .only("Microsoft.Web/sites")
                        .json()
                        .at("/tags/azd-service-name")
                        .asText())
                .isEqualTo("app"));
        assertThat(found(azure, "run: \\./(infra/subscribe\\.\\w+)"))
                .hasSize(2)
                .allSatisfy(script -> assertThat(Path.of(script)).isRegularFile());
        assertThat(Path.of("infra", "subscribe.sh")).isExecutable();
    }

    private static Set<String> outputs() {
        return Bicep.file("main.bicep").outputs().stream()
                .map(output -> output.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
