package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing is open that need not be: no keys, no anonymous access, no old TLS, no secret on the way. */
class ExposureIT {

    private final BicepFile main = Bicep.file("main.bicep");

    @Test
    void storage_is_reached_with_identities_over_tls_only() {
        List<BicepFile.Resource> accounts =
                Bicep.resources("Microsoft.Storage/storageAccounts").toList();

        assertThat(accounts).isNotEmpty().allSatisfy(account -> {
            JsonNode properties = account.body().path("properties");
            assertThat(properties.path("allowBlobPublicAccess").asBoolean(true)).isFalse();
            assertThat(properties.path("allowSharedKeyAccess").asBoolean(true)).isFalse();
            assertThat(properties.path("allowCrossTenantReplication").asBoolean(true))
                    .isFalse();
            assertThat(properties.path("supportsHttpsTrafficOnly").asBoolean()).isTrue();
            assertThat(properties.path("minimumTlsVersion").asText()).isEqualTo("TLS1_2");
        });
        assertThat(Bicep.resources("Microsoft.Storage/storageAccounts/blobServices/containers"))
                .isNotEmpty()
                .allSatisfy(container -> assertThat(
                                container.body().at("/properties/publicAccess").asText())
                        .isEqualTo("None"));
    }

    @Test
    void what_is_deleted_or_overwritten_can_be_had_back() {
        assertThat(Bicep.resources("Microsoft.Storage/storageAccounts/blobServices"))
                .isNotEmpty()
                .allSatisfy(blobs -> {
                    JsonNode properties = blobs.body().path("properties");
                    assertThat(properties.path("isVersioningEnabled").asBoolean())
                            .isTrue();
                    assertThat(properties.at("/deleteRetentionPolicy/enabled").asBoolean())
                            .isTrue();
                    assertThat(properties
                                    .at("/containerDeleteRetentionPolicy/enabled")
                                    .asBoolean())
                            .isTrue();
                });
        JsonNode vault =
                Bicep.file("modules/key-vault.bicep").resource("vault").body().path("properties");
        assertThat(vault.path("enableSoftDelete").asBoolean()).isTrue();
        assertThat(vault.path("enablePurgeProtection").asBoolean()).isTrue();
        assertThat(vault.path("enableRbacAuthorization").asBoolean()).isTrue();
    }

    @Test
    void the_app_takes_https_only_and_no_passwords() {
        BicepFile file = Bicep.file("modules/function-app.bicep");
        JsonNode properties = file.resource("app").body().path("properties");

        assertThat(properties.path("httpsOnly").asBoolean()).isTrue();
        assertThat(properties.at("/siteConfig/minTlsVersion").asText()).isIn("1.2", "1.3");
        assertThat(properties.at("/siteConfig/scmMinTlsVersion").asText()).isIn("1.2", "1.3");
        assertThat(properties.at("/siteConfig/ftpsState").asText()).isEqualTo("Disabled");
        assertThat(properties.at("/siteConfig/remoteDebuggingEnabled").asBoolean(true))
                .isFalse();
        assertThat(Bicep.resources("Microsoft.Web/sites/basicPublishingCredentialsPolicies"))
                .extracting(policy -> policy.body().path("name").asText() + " "
                        + policy.body().at("/properties/allow").asBoolean(true))
                .containsExactlyInAnyOrder("ftp false", "scm false");
    }

    @Test
    void no_web_page_of_another_origin_may_call() {
        Bicep.files().values().forEach(file -> file.resources().forEach(resource -> resource.body()
                .findValues("allowedOrigins")
                .forEach(origins -> assertThat(origins).as(resource.name()).isEmpty())));
        assertThat(Bicep.file("modules/function-app.bicep")
                        .resource("app")
                        .body()
                        .at("/properties/siteConfig/cors/allowedOrigins")
                        .isArray())
                .isTrue();
    }

    @Test
    void telemetry_is_taken_from_identities_only() {
        BicepFile monitoring = Bicep.file("modules/monitoring.bicep");

        assertThat(monitoring
                        .resource("insights")
                        .body()
                        .at("/properties/DisableLocalAuth")
                        .asBoolean())
                .isTrue();
        assertThat(monitoring
                        .resource("logWorkspace")
                        .body()
                        .at("/properties/features/disableLocalAuth")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void no_output_and_no_default_of_a_parameter_can_hold_a_secret() {
        assertThat(Bicep.files().values()).allSatisfy(file -> {
            assertThat(file.outputs().toString())
                    .as(file.path())
                    .doesNotContainIgnoringCase("listKeys")
                    .doesNotContainIgnoringCase("connectionString")
                    .doesNotContainIgnoringCase("password");
            assertThat(file.params())
                    .extracting(param -> param.path("name").asText())
                    .noneMatch(name -> name.matches("(?i).*(password|token|key|clientSecret)"));
        });
    }

    @Test
    void the_only_key_that_is_read_goes_straight_to_event_grid() {
        assertThat(Bicep.files().values().stream()
                        .filter(file -> file.json().toString().contains("listKeys"))
                        .map(BicepFile::path))
                .containsExactly("event-subscriptions.bicep");
    }

    @Test
    void the_private_switch_closes_storage_vault_and_app_to_other_networks() {
        assertThat(exposure("hostStorage")).isEqualTo("privateNetworking ? 'closed' : 'open'");
        assertThat(exposure("jobStorage")).isEqualTo("privateNetworking ? 'selected' : 'open'");
        assertThat(exposure("keyVault")).isEqualTo("privateNetworking ? 'selected' : 'open'");
        for (String path : List.of("modules/storage-account.bicep", "modules/key-vault.bicep")) {
            assertThat(Bicep.file(path)
                            .json()
                            .findValue("networkAcls")
                            .at("/defaultAction/$text")
                            .asText())
                    .isEqualTo("exposure == 'open' ? 'Allow' : 'Deny'");
        }
        JsonNode site =
                Bicep.file("modules/function-app.bicep").resource("app").body().at("/properties/siteConfig");
        assertThat(Bicep.source(site.path("ipSecurityRestrictionsDefaultAction")))
                .isEqualTo("private ? 'Deny' : 'Allow'");
        assertThat(Bicep.source(site.path("scmIpSecurityRestrictionsDefaultAction")))
                .isEqualTo("private ? 'Deny' : 'Allow'");
    }

    @Test
    void every_service_that_the_app_calls_has_a_private_endpoint_and_a_zone() {
        Set<String> zones = new HashSet<>();
        Bicep.file("modules/network.bicep").variable("zoneNames").fieldNames().forEachRemaining(zones::add);
        List<String> endpoints = main.variable("endpoints").findValuesAsText("name");
        Set<String> services = new HashSet<>(main.variable("endpoints").findValuesAsText("service"));

        assertThat(endpoints)
                .containsExactlyInAnyOrder(
                        "host-blob", "host-queue", "host-table", "jobs-blob", "jobs-queue", "vault", "app");
        assertThat(services).isEqualTo(zones);
    }

    @Test
    void what_matters_is_logged() {
        assertThat(Bicep.resources("Microsoft.Insights/diagnosticSettings"))
                .extracting(setting ->
                        setting.file() + ": " + Bicep.source(setting.body().path("scope")))
                .containsExactlyInAnyOrder(
                        "modules/storage-account.bicep: blobs",
                        "modules/key-vault.bicep: vault",
                        "modules/event-topic.bicep: topic",
                        "modules/function-app.bicep: app");
    }

    private String exposure(String module) {
        return Bicep.source(main.module(module).at("/body/params/exposure"));
    }
}
