package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With private networking every service is reached within a network, be it ours or a given one. */
class NetworkIT {

    private static final String ENDPOINT = "Microsoft.Network/privateEndpoints";
    private static final String LINK = "Microsoft.Network/privateDnsZones/virtualNetworkLinks";
    private static final String ZONE = "Microsoft.Network/privateDnsZones";

    /** Where the variants have what is given. */
    private static final String GIVEN = "/resourceGroups/hub/";

    /** How ids of zones end, by the service that is reached through them: those that are given, and ours. */
    private static final Map<String, List<String>> ZONES = Map.of(
            "blob", List.of("/privatelink.blob.core.windows.net", storage("blob")),
            "databricks_ui_api", List.of("/privatelink.azuredatabricks.net", "[environment().name].workspaces))]"),
            "queue", List.of("/privatelink.queue.core.windows.net", storage("queue")),
            "sites", List.of("/privatelink.azurewebsites.net", "[environment().name].sites))]"),
            "table", List.of("/privatelink.table.core.windows.net", storage("table")),
            "vault",
                    List.of(
                            "/privatelink.vaultcore.azure.net",
                            "format('privatelink{0}', replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')))]"));

    private static String storage(String service) {
        return "format('privatelink." + service + ".{0}', environment().suffixes.storage))]";
    }

    static Stream<PredictedResources> privateVariants() {
        return PredictedResources.variants().stream().filter(NetworkIT::isPrivate);
    }

    static Stream<PredictedResources> inOurNetwork() {
        return privateVariants().filter(resources -> !resources.isGiven("subnetIds = "));
    }

    static Stream<PredictedResources> inGivenNetwork() {
        return privateVariants().filter(resources -> resources.isGiven("subnetIds = "));
    }

    private static boolean isPrivate(PredictedResources resources) {
        return resources.isGiven("privateNetworking = true");
    }

    @Test
    void variants_have_a_network_of_ours_and_a_given_one_and_either_kind_of_address() {
        assertThat(inGivenNetwork()).isNotEmpty();
        assertThat(inOurNetwork()).extracting(NetworkIT::isFixed).contains(true, false);
        assertThat(privateVariants()).anyMatch(resources -> resources.isGiven("databricksWorkspaceId = "));
    }

    @ParameterizedTest
    @MethodSource("privateVariants")
    void every_service_that_is_called_has_a_private_endpoint_in_the_subnet_for_them(PredictedResources resources) {
        Map<String, String> targets = new HashMap<>();
        resources
                .of("Microsoft.Storage/storageAccounts")
                .forEach(account -> targets.put(
                        account.id(), account.name().equals(resources.output("JOB_STORAGE_NAME")) ? "jobs" : "host"));
        targets.put(resources.only("Microsoft.KeyVault/vaults").id(), "vault");
        targets.put(resources.only("Microsoft.Web/sites").id(), "app");
        List<String> expected = new ArrayList<>(List.of(
                "host blob", "host queue", "host table", "jobs blob", "jobs queue", "vault vault", "app sites"));
        if (resources.isGiven("databricksWorkspaceId = ") || resources.isGiven("targets = ")) {
            expected.add("workspace databricks_ui_api");
        }

        assertThat(resources.of(ENDPOINT))
                .extracting(NetworkIT::link)
                .extracting(link ->
                        targets.getOrDefault(link.path("privateLinkServiceId").asText(), "workspace") + " "
                                + String.join(" ", Bicep.texts(link.path("groupIds"))))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(resources.of(ENDPOINT))
                .extracting(endpoint -> endpoint.properties().at("/subnet/id").asText())
                .containsOnly(
                        resources.isGiven("subnetIds = ")
                                ? given("virtualNetworks/hub/subnets/links")
                                : ourNetwork(resources) + "/subnets/endpoints");
    }

    @ParameterizedTest
    @MethodSource("privateVariants")
    void every_endpoint_has_a_zone_that_is_ours_or_given(PredictedResources resources) {
        Set<String> ours =
                resources.of(ZONE).stream().map(PredictedResources.Resource::id).collect(Collectors.toSet());
        Set<String> used = resources.of(ENDPOINT).stream()
                .map(endpoint -> {
                    JsonNode zones = resources
                            .named(ENDPOINT + "/privateDnsZoneGroups", endpoint.name() + "/default")
                            .properties()
                            .path("privateDnsZoneConfigs");
                    String zone = zones.at("/0/properties/privateDnsZoneId").asText();
                    String service = link(endpoint).at("/groupIds/0").asText();
                    assertThat(zones).hasSize(1);
                    assertThat(ZONES.get(service)).as(service + " " + zone).anyMatch(zone::endsWith);
                    return zone;
                })
                .collect(Collectors.toSet());

        assertThat(used)
                .as("no zone is made that serves nothing, and none beside one that is given")
                .containsAll(ours)
                .filteredOn(zone -> !ours.contains(zone))
                .allMatch(zone -> zone.contains(GIVEN));
        assertThat(used.stream().anyMatch(zone -> zone.contains(GIVEN)))
                .isEqualTo(resources.isGiven("privateDnsZoneIds = "));
    }

    @ParameterizedTest
    @MethodSource("privateVariants")
    void our_zones_are_asked_from_the_network_of_the_app(PredictedResources resources) {
        String subnet = appSubnet(resources);

        assertThat(resources.of(LINK)).hasSameSizeAs(resources.of(ZONE)).allSatisfy(link -> assertThat(subnet)
                .startsWith(link.properties().at("/virtualNetwork/id").asText() + "/subnets/"));
    }

    /** What environment() does not know of a cloud. */
    @Test
    void every_cloud_has_its_own_zones() {
        assertThat(Bicep.file("modules/dns-zones.bicep").variable("domains"))
                .isEqualTo(new JsonMapper()
                        .valueToTree(Map.of(
                                "AzureCloud", Map.of("sites", "azurewebsites.net", "workspaces", "azuredatabricks.net"),
                                "AzureUSGovernment",
                                        Map.of("sites", "azurewebsites.us", "workspaces", "databricks.azure.us"),
                                "AzureChinaCloud",
                                        Map.of("sites", "chinacloudsites.cn", "workspaces", "databricks.azure.cn"))));
    }

    @ParameterizedTest
    @MethodSource("inOurNetwork")
    void the_app_is_in_our_network_and_calls_from_one_address_unless_that_is_not_wanted(PredictedResources resources) {
        JsonNode subnet =
                resources.only("Microsoft.Network/virtualNetworks").properties().at("/subnets/0/properties");

        assertThat(appSubnet(resources)).isEqualTo(ourNetwork(resources) + "/subnets/functions");
        assertThat(subnet.path("defaultOutboundAccess").asBoolean()).isNotEqualTo(isFixed(resources));
        if (isFixed(resources)) {
            PredictedResources.Resource address = resources.only("Microsoft.Network/publicIPAddresses");
            PredictedResources.Resource gateway = resources.only("Microsoft.Network/natGateways");
            assertThat(address.properties().path("publicIPAllocationMethod").asText())
                    .isEqualTo("Static");
            assertThat(gateway.properties().at("/publicIpAddresses/0/id").asText())
                    .isEqualTo(address.id());
            assertThat(subnet.at("/natGateway/id").asText()).isEqualTo(gateway.id());
            assertThat(PredictedResources.referred(resources.output("OUTBOUND_IP")))
                    .isEqualTo(address.id());
        } else {
            assertNoAddress(resources);
        }
    }

    @ParameterizedTest
    @MethodSource("inGivenNetwork")
    void of_a_given_network_nothing_is_made_or_changed(PredictedResources resources) {
        assertThat(appSubnet(resources)).isEqualTo(given("virtualNetworks/spoke/subnets/apps"));
        assertThat(resources.all())
                .noneMatch(resource -> resource.id().contains(GIVEN))
                .noneMatch(resource -> resource.type().startsWith("Microsoft.Network/virtualNetworks"))
                .noneMatch(resource -> resource.type().startsWith("Microsoft.Network/networkSecurityGroups"));
        assertNoAddress(resources);
    }

    @Test
    void without_private_networking_there_is_no_network() {
        assertThat(PredictedResources.variants())
                .filteredOn(resources -> !isPrivate(resources))
                .isNotEmpty()
                .allSatisfy(resources -> {
                    assertThat(resources.all())
                            .noneMatch(resource -> resource.type().startsWith("Microsoft.Network/"));
                    assertNoAddress(resources);
                });
    }

    /** What waits for what is no part of the predicted resources. */
    @Test
    void the_app_waits_for_the_endpoints_that_it_calls_and_its_own_endpoint_for_the_app() {
        assertThat(waitsFor("functionApp")).contains("calledEndpoints");
        assertThat(waitsFor("calledEndpoints")).doesNotContain("functionApp");
        assertThat(waitsFor("appEndpoint")).contains("functionApp");
    }

    private static List<String> waitsFor(String module) {
        return Bicep.file("main.bicep").module(module).at("/body/dependsOn").findValuesAsText("$text");
    }

    private static void assertNoAddress(PredictedResources resources) {
        assertThat(resources.of("Microsoft.Network/publicIPAddresses")).isEmpty();
        assertThat(resources.of("Microsoft.Network/natGateways")).isEmpty();
        assertThat(resources.output("OUTBOUND_IP")).isEmpty();
    }

    private static boolean isFixed(PredictedResources resources) {
        return !resources.isGiven("outboundAddress = 'default'");
    }

    private static String given(String resource) {
        return "/subscriptions/22222222-2222-2222-2222-222222222222" + GIVEN + "providers/Microsoft.Network/"
                + resource;
    }

    private static String ourNetwork(PredictedResources resources) {
        return resources.only("Microsoft.Network/virtualNetworks").id();
    }

    private static String appSubnet(PredictedResources resources) {
        return resources
                .only("Microsoft.Web/sites")
                .properties()
                .path("virtualNetworkSubnetId")
                .asText();
    }

    private static JsonNode link(PredictedResources.Resource endpoint) {
        return endpoint.properties().at("/privateLinkServiceConnections/0/properties");
    }
}
