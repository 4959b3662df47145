package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.function.AppSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        assertThat(SettingNames.read()).hasSizeGreaterThan(10);
        assertThat(SettingNames.read()).allSatisfy(name -> assertThat(set().contains(name) || others.contains(name))
                .as("%s is neither set in infra/ nor named at the parameter additionalSettings", name)
                .isTrue());
        assertThat(set()).containsAll(SettingNames.ofConnections());
    }

    @Test
    void every_setting_in_infra_is_read() {
        Set<String> unread = new TreeSet<>(set());
        unread.removeAll(SettingNames.read());
        unread.removeAll(SettingNames.ofConnections());
        unread.removeAll(NOT_OURS);
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

    @Test
    void nothing_is_set_that_flex_consumption_refuses() {
        assertThat(set()).doesNotContainAnyElementsOf(NOT_ON_FLEX_CONSUMPTION);
    }

    @Test
    void the_app_is_compiled_for_the_oldest_java_that_it_may_run_on() throws IOException {
        JsonNode runtime = Bicep.file("modules/function-app.bicep")
                .resource("app")
                .body()
                .at("/properties/functionAppConfig/runtime");
        String oldest = allowed("javaVersion").get(0);

        assertThat(runtime.path("name").asText()).isEqualTo("java");
        assertThat(Bicep.source(runtime.path("version"))).isEqualTo("javaVersion");
        assertThat(main.param("javaVersion").path("default").asText()).isEqualTo(oldest);
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<maven.compiler.release>" + oldest + "<")
                .contains("<javaVersion>" + oldest + "<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"msi", "spn-key", "spn-cert", "pat"})
    void the_code_accepts_every_value_that_the_parameters_allow(String authorityType) {
        for (String prune : allowed("prune")) {
            for (String onNameTaken : allowed("onNameTaken")) {
                for (String strict : List.of("true", "false")) {
                    for (String limit : List.of(bound("minValue"), bound("maxValue"))) {
                        Map<String, String> values = new HashMap<>(credentials(authorityType));
                        values.put("DATABRICKS_URI", "https://adb-1.2.azuredatabricks.net");
                        values.put("KEY_VAULT_URI", "https://kv-dsc.vault.azure.net/");
                        values.put("AUTHORITY_TYPE", authorityType);
                        values.put("OWNER", "x".repeat(number(main.param("owner"), "maxLength")));
                        values.put("PRUNE", prune);
                        values.put("PRUNE_LIMIT", limit);
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
        assertThat(allowed("authorityType"))
                .containsExactlyInAnyOrderElementsOf(keys(main.variable("credentialSettings")))
                .containsExactlyInAnyOrder("msi", "spn-key", "spn-cert", "pat");
    }

    @Test
    void the_job_store_is_reached_as_the_code_reads_connections() {
        JsonNode settings = main.variable("settings");

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
        assertThat(Bicep.source(settings.path("JOB_CONTAINER"))).isEqualTo("containers.jobs");
        assertThat(Bicep.source(settings.path("STATE_CONTAINER"))).isEqualTo("containers.state");
    }

    /** Every setting that infra sets in some case. */
    private Set<String> set() {
        Set<String> names = new HashSet<>(keys(main.variable("settings")));
        main.variable("credentialSettings").forEach(kind -> names.addAll(keys(kind)));
        JsonNode union = Bicep.file("modules/function-app.bicep")
                .resource("appSettings")
                .body()
                .path("properties");
        union.path("$arguments").forEach(part -> names.addAll(keys(part)));
        names.remove("$text");
        return names;
    }

    /** The settings of that kind as infra writes them, with sound values in place of its parameters. */
    private Map<String, String> credentials(String authorityType) {
        Map<String, String> values = Map.of(
                "identity.properties.clientId", "00000000-0000-0000-0000-000000000001",
                "clientId", "00000000-0000-0000-0000-000000000002",
                "issuer", "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000003",
                "'keyvault:${credentialSecretName}'", "keyvault:databricks-credential");
        return main.variable("credentialSettings").path(authorityType).properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        setting -> Objects.requireNonNull(values.get(Bicep.source(setting.getValue())))));
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

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new HashSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
