package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.AppTargets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The app settings in {@code infra/} are those that the code reads, and have values that it accepts. */
class AppSettingsIT {

    /** Read by the Functions host or by Azure's libraries. */
    private static final Set<String> NOT_OURS = Set.of(
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
            "APPLICATIONINSIGHTS_CONNECTION_STRING",
            "AZURE_CLIENT_ID",
            "AzureWebJobsStorage__blobServiceUri",
            "AzureWebJobsStorage__clientId",
            "AzureWebJobsStorage__credential",
            "AzureWebJobsStorage__queueServiceUri",
            "AzureWebJobsStorage__tableServiceUri");

    /** https://learn.microsoft.com/azure/azure-functions/functions-app-settings: not allowed on Flex Consumption. */
    private static final Set<String> NOT_ON_FLEX_CONSUMPTION = Set.of(
            "FUNCTIONS_EXTENSION_VERSION",
            "FUNCTIONS_WORKER_RUNTIME",
            "FUNCTIONS_WORKER_RUNTIME_VERSION",
            "FUNCTIONS_MAX_HTTP_CONCURRENCY",
            "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED",
            "FUNCTIONS_WORKER_PROCESS_COUNT",
            "SCM_DO_BUILD_DURING_DEPLOYMENT",
            "ENABLE_ORYX_BUILD",
            "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
            "WEBSITE_CONTENTOVERVNET",
            "WEBSITE_CONTENTSHARE",
            "WEBSITE_DNS_SERVER",
            "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT",
            "WEBSITE_NODE_DEFAULT_VERSION",
            "WEBSITE_RUN_FROM_PACKAGE",
            "WEBSITE_SKIP_CONTENTSHARE_VALIDATION",
            "WEBSITE_TIME_ZONE",
            "WEBSITE_VNET_ROUTE_ALL");

    private final BicepFile main = Bicep.file("main.bicep");

    @Test
    void every_setting_that_the_code_reads_is_set_or_documented() {
        String others = main.param("additionalSettings").path("decorators").toString();
        Set<String> set = new HashSet<>();
        PredictedResources.variants().stream()
                .filter(resources -> !resources.isGiven("additionalSettings = "))
                .flatMap(resources -> set(resources).stream())
                // one target's
                .map(name -> name.replaceFirst("__.*", ""))
                .forEach(set::add);

        assertThat(SettingNames.read()).hasSizeGreaterThan(10);
        assertThat(SettingNames.read()).allSatisfy(name -> assertThat(set.contains(name) || others.contains(name))
                .as("%s is neither set in infra/ nor named at the parameter additionalSettings", name)
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void every_setting_of_a_connection_is_set(PredictedResources resources) {
        assertThat(set(resources)).containsAll(SettingNames.ofConnections());
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void every_setting_in_infra_is_read(PredictedResources resources) {
        Set<String> unread = new TreeSet<>(set(resources));
        unread.removeIf(name -> DeployedSettings.isRead(name, resources));
        unread.removeAll(SettingNames.ofConnections());
        unread.removeAll(NOT_OURS);
        unread.removeAll(AppFunctions.switches());
        // read by the Functions host for the code's triggers
        AppFunctions.connections()
                .forEach(connection -> unread.remove(connection.name() + "__" + connection.service() + "ServiceUri"));

        assertThat(unread).isSubsetOf(Announced.SETTINGS);
        assertThat(Announced.SETTINGS)
                .as("settings that the code reads by now are to be taken off the list of those that it will")
                .doesNotContainAnyElementsOf(SettingNames.read());
    }

    @Test
    void local_settings_have_every_setting_and_no_other() throws IOException {
        JsonNode values = new JsonMapper()
                .readTree(Path.of("local.settings.json.template").toFile())
                .path("Values");
        Set<String> names = new HashSet<>();
        values.fieldNames().forEachRemaining(names::add);
        Set<String> expected = new HashSet<>(SettingNames.read());
        // with the emulator, a connection is one connection string
        AppFunctions.connections().forEach(connection -> expected.add(connection.name()));
        expected.addAll(Set.of("FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage"));
        expected.addAll(Announced.SETTINGS);
        // the original program's other name of CERT_THUMBPRINT
        expected.remove("THUMBPRINT");

        assertThat(names).isEqualTo(expected);
    }

    @Test
    void the_readme_lists_every_setting() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(SettingNames.read())
                .allSatisfy(name -> assertThat(readme).as(name).contains("`" + name + "`"));
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void nothing_is_set_that_flex_consumption_refuses(PredictedResources resources) {
        assertThat(set(resources)).doesNotContainAnyElementsOf(NOT_ON_FLEX_CONSUMPTION);
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_app_is_compiled_for_the_oldest_java_that_it_may_run_on(PredictedResources resources) throws IOException {
        JsonNode runtime = resources.only("Microsoft.Web/sites").properties().at("/functionAppConfig/runtime");
        String oldest = allowed("javaVersion").get(0);

        assertThat(runtime.path("name").asText()).isEqualTo("java");
        assertThat(runtime.path("version").asText()).isEqualTo(resources.isGiven("javaVersion = '21'") ? "21" : oldest);
        assertThat(main.param("javaVersion").path("default").asText()).isEqualTo(oldest);
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<maven.compiler.release>" + oldest + "<")
                .contains("<javaVersion>" + oldest + "<");
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_code_finds_nothing_wrong_with_the_settings_of_any_target(PredictedResources resources) {
        Map<String, String> ours = DeployedSettings.of(resources);
        AppTargets targets = AppTargets.of(ours);

        assertThat(targets.faults(true)).isEmpty();
        assertThat(targets.areNamed()).isEqualTo(resources.isGiven("targets = "));
        assertThat(ours.containsKey("DATABRICKS_URI")).isNotEqualTo(targets.areNamed());
        assertThat(targets.names())
                .allSatisfy(name ->
                        assertThat(targets.of(name).settings().target().name()).isEqualTo(name));
    }

    @Test
    void deployments_with_no_two_three_and_more_targets_are_tried() {
        assertThat(PredictedResources.variants())
                .extracting(resources -> AppTargets.of(DeployedSettings.of(resources)).names().stream()
                        .filter(name -> !name.isEmpty())
                        .count())
                .contains(0L, 2L, 3L, 6L);
    }

    static Stream<PredictedResources> withOneWorkspace() {
        return PredictedResources.variants().stream().filter(resources -> !resources.isGiven("targets = "));
    }

    @ParameterizedTest
    @MethodSource("withOneWorkspace")
    void the_code_accepts_every_value_that_the_parameters_allow(PredictedResources resources) {
        Map<String, String> ours = DeployedSettings.of(resources);
        for (String prune : allowed("prune")) {
            for (String onNameTaken : allowed("onNameTaken")) {
                for (String strict : List.of("true", "false")) {
                    for (String limit : List.of(bound("minValue"), bound("maxValue"))) {
                        Map<String, String> values = new HashMap<>(ours);
                        values.put("OWNER", "x".repeat(number(main.param("owner"), "maxLength")));
                        values.put("PRUNE", prune);
                        values.put("APPLY", allowed("apply").get(prune.equals("on") ? 1 : 0));
                        values.put("PRUNE_LIMIT", limit);
                        values.put("UPDATE_LIMIT", limit);
                        values.put(
                                "PRUNE_AFTER",
                                main.param("pruneAfter").path("default").asText());
                        values.put("ON_NAME_TAKEN", onNameTaken);
                        values.put("STRICT_UNDEFINED", strict);
                        values.put("STRICT", strict);

                        assertThat(AppSettings.of(values).settings()).isNotNull();
                    }
                }
            }
        }
    }

    @Test
    void every_kind_of_identity_that_a_parameter_allows_has_its_settings() {
        assertThat(PredictedResources.variants())
                .extracting(
                        resources -> resources.settings().path("AUTHORITY_TYPE").asText())
                .containsAll(allowed("authorityType"));
        assertThat(allowed("authorityType")).containsExactlyInAnyOrder("msi", "spn-key", "spn-cert", "pat");
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_job_store_is_reached_as_the_code_reads_connections(PredictedResources resources) {
        JsonNode settings = resources.settings();
        String account = resources.output("JOB_STORAGE_NAME");

        assertThat(settings.path("JobStore__credential").asText()).isEqualTo("managedidentity");
        assertThat(StorageConnection.of(
                        Map.of(
                                "JobStore__blobServiceUri", "https://stjobs.blob.core.windows.net/",
                                "JobStore__queueServiceUri", "https://stjobs.queue.core.windows.net/",
                                "JobStore__credential",
                                        settings.path("JobStore__credential").asText(),
                                "JobStore__clientId", "00000000-0000-0000-0000-000000000000"),
                        "JobStore"))
                .isNotNull();
        assertThat(AppFunctions.blobContainers()).containsExactly("%JOB_CONTAINER%");
        for (String container : List.of("JOB_CONTAINER", "STATE_CONTAINER")) {
            String name = settings.path(container).asText();
            assertThat(name).isEqualTo(resources.output(container));
            assertThat(resources.of("Microsoft.Storage/storageAccounts/blobServices/containers"))
                    .extracting(PredictedResources.Resource::name)
                    .contains(account + "/default/" + name);
        }
        assertThat(resources.output("JOB_CONTAINER")).isNotEqualTo(resources.output("STATE_CONTAINER"));
    }

    private static Set<String> set(PredictedResources resources) {
        Set<String> names = new HashSet<>();
        resources.settings().fieldNames().forEachRemaining(names::add);
        return names;
    }

    private List<String> allowed(String parameter) {
        return Bicep.texts(main.param(parameter).at("/decorators/allowed/0"));
    }

    private String bound(String decorator) {
        return String.valueOf(number(main.param("pruneLimit"), decorator));
    }

    private static int number(JsonNode parameter, String decorator) {
        return parameter.path("decorators").path(decorator).path(0).asInt();
    }
}
