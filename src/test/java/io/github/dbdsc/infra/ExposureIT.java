package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is open that need not be: no keys, no anonymous access, no old TLS, no secret on the way. */
class ExposureIT {

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void storage_is_reached_with_identities_over_tls_only(PredictedResources resources) {
        assertThat(resources.of("Microsoft.Storage/storageAccounts"))
                .isNotEmpty()
                .extracting(PredictedResources.Resource::properties)
                .allSatisfy(properties -> {
                    assertThat(properties.path("allowBlobPublicAccess").asBoolean(true))
                            .isFalse();
                    assertThat(properties.path("allowSharedKeyAccess").asBoolean(true))
                            .isFalse();
                    assertThat(properties.path("allowCrossTenantReplication").asBoolean(true))
                            .isFalse();
                    assertThat(properties.path("supportsHttpsTrafficOnly").asBoolean())
                            .isTrue();
                    assertThat(properties.path("minimumTlsVersion").asText()).isEqualTo("TLS1_2");
                });
        assertThat(resources.of("Microsoft.Storage/storageAccounts/blobServices/containers"))
                .isNotEmpty()
                .extracting(
                        container -> container.properties().path("publicAccess").asText())
                .containsOnly("None");
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void what_is_deleted_or_overwritten_can_be_had_back(PredictedResources resources) {
        assertThat(resources.of("Microsoft.Storage/storageAccounts/blobServices"))
                .hasSameSizeAs(resources.of("Microsoft.Storage/storageAccounts"))
                .extracting(PredictedResources.Resource::properties)
                .allSatisfy(properties -> {
                    assertThat(properties.path("isVersioningEnabled").asBoolean())
                            .isTrue();
                    assertThat(properties.at("/deleteRetentionPolicy/enabled").asBoolean())
                            .isTrue();
                    assertThat(properties
                                    .at("/containerDeleteRetentionPolicy/enabled")
                                    .asBoolean())
                            .isTrue();
                });
        JsonNode vault = resources.only("Microsoft.KeyVault/vaults").properties();
        assertThat(vault.path("enableSoftDelete").asBoolean()).isTrue();
        assertThat(vault.path("enablePurgeProtection").asBoolean()).isTrue();
        assertThat(vault.path("enableRbacAuthorization").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_app_takes_https_only_and_no_passwords(PredictedResources resources) {
        JsonNode properties = resources.only("Microsoft.Web/sites").properties();

        assertThat(properties.path("httpsOnly").asBoolean()).isTrue();
        assertThat(properties.at("/siteConfig/minTlsVersion").asText()).isIn("1.2", "1.3");
        assertThat(properties.at("/siteConfig/scmMinTlsVersion").asText()).isIn("1.2", "1.3");
        assertThat(properties.at("/siteConfig/ftpsState").asText()).isEqualTo("Disabled");
        assertThat(properties.at("/siteConfig/remoteDebuggingEnabled").asBoolean(true))
                .isFalse();
        String app = resources.only("Microsoft.Web/sites").name();
        assertThat(resources.of("Microsoft.Web/sites/basicPublishingCredentialsPolicies"))
                .extracting(policy ->
                        policy.name() + " " + policy.properties().path("allow").asBoolean(true))
                .containsExactlyInAnyOrder(app + "/ftp false", app + "/scm false");
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void no_web_page_of_another_origin_may_call(PredictedResources resources) {
        assertThat(resources.all())
                .allSatisfy(resource -> assertThat(resource.json().findValues("allowedOrigins"))
                        .as(resource.id())
                        .allMatch(JsonNode::isEmpty));
        assertThat(resources
                        .only("Microsoft.Web/sites")
                        .properties()
                        .at("/siteConfig/cors/allowedOrigins")
                        .isArray())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void telemetry_is_taken_from_identities_only(PredictedResources resources) {
        assertThat(resources
                        .only("Microsoft.Insights/components")
                        .properties()
                        .path("DisableLocalAuth")
                        .asBoolean())
                .isTrue();
        assertThat(resources
                        .only("Microsoft.OperationalInsights/workspaces")
                        .properties()
                        .at("/features/disableLocalAuth")
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
        assertThat(PredictedResources.variants())
                .extracting(resources -> resources.snapshot().path("outputs").toString())
                .allSatisfy(outputs -> assertThat(outputs)
                        .doesNotContainIgnoringCase("listKeys")
                        .doesNotContainIgnoringCase("connectionString")
                        .doesNotContainIgnoringCase("password"));
    }

    @Test
    void the_only_key_that_is_read_goes_straight_to_event_grid() {
        assertThat(Bicep.files().values().stream()
                        .filter(file -> file.json().toString().contains("listKeys"))
                        .map(BicepFile::path))
                .containsExactly("event-subscriptions.bicep");
        assertThat(PredictedResources.variants().stream()
                        .flatMap(PredictedResources::all)
                        .filter(resource -> resource.json().toString().contains("listKeys"))
                        .map(PredictedResources.Resource::type))
                .containsOnly("Microsoft.EventGrid/systemTopics/eventSubscriptions");
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_private_switch_closes_storage_vault_and_app_to_other_networks(PredictedResources resources) {
        boolean isPrivate = isPrivate(resources);
        JsonNode app = resources.only("Microsoft.Web/sites").properties();
        JsonNode site = app.path("siteConfig");

        assertThat(resources.of("Microsoft.Storage/storageAccounts"))
                .hasSize(2)
                .extracting(account -> (isJobStorage(resources, account) ? "jobs " : "host ") + network(account))
                .containsExactlyInAnyOrderElementsOf(
                        isPrivate
                                ? List.of("jobs Enabled AzureServices Deny", "host Disabled None Deny")
                                : List.of("jobs Enabled AzureServices Allow", "host Enabled AzureServices Allow"));
        assertThat(network(resources.only("Microsoft.KeyVault/vaults")))
                .isEqualTo("Enabled AzureServices " + (isPrivate ? "Deny" : "Allow"));
        assertThat(site.path("ipSecurityRestrictionsDefaultAction").asText()).isEqualTo(isPrivate ? "Deny" : "Allow");
        assertThat(site.path("scmIpSecurityRestrictionsDefaultAction").asText())
                .isEqualTo(isPrivate ? "Deny" : "Allow");
        assertThat(app.path("virtualNetworkSubnetId").asText().contains("/subnets/"))
                .isEqualTo(isPrivate);
    }

    @Test
    void a_variant_is_private_and_a_variant_is_not() {
        assertThat(PredictedResources.variants())
                .extracting(ExposureIT::isPrivate)
                .contains(true, false);
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void what_matters_is_logged(PredictedResources resources) {
        List<String> expected = new ArrayList<>(List.of(
                resources.only("Microsoft.KeyVault/vaults").id(),
                resources.only("Microsoft.EventGrid/systemTopics").id(),
                resources.only("Microsoft.Web/sites").id()));
        resources.of("Microsoft.Storage/storageAccounts/blobServices").forEach(blobs -> expected.add(blobs.id()));

        assertThat(resources.of("Microsoft.Insights/diagnosticSettings"))
                .extracting(PredictedResources.Resource::scope)
                .hasSize(5)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static boolean isPrivate(PredictedResources resources) {
        return resources.isGiven("privateNetworking = true");
    }

    private static boolean isJobStorage(PredictedResources resources, PredictedResources.Resource account) {
        return account.name().equals(resources.output("JOB_STORAGE_NAME"));
    }

    /** How networks reach it: the switch, the exception, the rule. */
    private static String network(PredictedResources.Resource resource) {
        JsonNode properties = resource.properties();
        return properties.path("publicNetworkAccess").asText() + " "
                + properties.at("/networkAcls/bypass").asText() + " "
                + properties.at("/networkAcls/defaultAction").asText();
    }
}
