package io.github.dbdsc.infra;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names are valid whatever the parameters are.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules">Rules</a>
 */
class ResourceNamesIT {

    /** By type, for those that are named with a hash. */
    private static final Map<String, String> RULES = Map.ofEntries(
            entry("Microsoft.EventGrid/systemTopics", "[A-Za-z0-9-]{3,50}"),
            entry("Microsoft.Insights/actionGroups", "[A-Za-z0-9_-]{1,260}"),
            entry("Microsoft.Insights/components", "[A-Za-z0-9][A-Za-z0-9._()-]{0,258}[A-Za-z0-9_()-]"),
            entry("Microsoft.Insights/metricAlerts", "[A-Za-z0-9_-]{1,260}"),
            entry("Microsoft.Insights/scheduledQueryRules", "[A-Za-z0-9_-]{1,260}"),
            entry("Microsoft.KeyVault/vaults", "[A-Za-z](?!.*--)[A-Za-z0-9-]{1,22}[A-Za-z0-9]"),
            entry("Microsoft.ManagedIdentity/userAssignedIdentities", "[A-Za-z0-9][A-Za-z0-9_-]{2,127}"),
            entry("Microsoft.Network/natGateways", "[A-Za-z0-9][A-Za-z0-9._-]{0,78}[A-Za-z0-9_]"),
            entry("Microsoft.Network/networkSecurityGroups", "[A-Za-z0-9][A-Za-z0-9._-]{0,78}[A-Za-z0-9_]"),
            entry("Microsoft.Network/privateEndpoints", "[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9_]"),
            entry("Microsoft.Network/publicIPAddresses", "[A-Za-z0-9][A-Za-z0-9._-]{0,78}[A-Za-z0-9_]"),
            entry("Microsoft.Network/virtualNetworks", "[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9_]"),
            entry("Microsoft.OperationalInsights/workspaces", "[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]"),
            entry("Microsoft.Storage/storageAccounts", "[a-z0-9]{3,24}"),
            entry("Microsoft.Web/serverfarms", "[A-Za-z0-9-]{1,40}"),
            // the host truncates longer names to make its id, and ids then collide
            entry("Microsoft.Web/sites", "[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]"));

    /** Types whose names are GUIDs, texts that never change, or those of DNS. */
    private static final Set<String> UNNAMED = Set.of(
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Insights/diagnosticSettings",
            "Microsoft.Insights/workbooks",
            "Microsoft.Network/privateDnsZones");

    private static final String CONTAINER_OR_QUEUE = "[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]";

    /** That no parameter has a part in a name can only be said of the file. */
    @Test
    void names_are_a_prefix_and_a_hash_that_no_parameter_can_make_invalid() {
        BicepFile main = Bicep.file("main.bicep");

        assertThat(Bicep.source(main.variable("token"))).startsWith("uniqueString(");
        assertThat(main.variable("names").properties())
                .isNotEmpty()
                .extracting(name -> Bicep.source(name.getValue()))
                .allSatisfy(name -> assertThat(name).matches("'[a-z-]+\\$\\{token}'"));
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void no_resource_is_there_twice_not_even_the_role_of_somebody_who_is_named_twice(PredictedResources resources) {
        assertThat(resources.all()).extracting(PredictedResources.Resource::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void names_fit_their_resource_types_for_every_hash(PredictedResources resources) {
        String token = token(resources);
        List<PredictedResources.Resource> named = named(resources);

        assertThat(token).matches("[a-z2-7]{13}");
        assertThat(named).allMatch(resource -> resource.name().contains(token));
        hashes().forEach(hash ->
                named.forEach(resource -> assertThat(resource.name().replace(token, hash))
                        .as(resource.type())
                        .matches(Objects.requireNonNull(RULES.get(resource.type()), resource.type()))));
    }

    @Test
    void a_variant_has_each_of_the_resource_types_that_there_are_rules_for() {
        assertThat(PredictedResources.variants())
                .flatExtracting(ResourceNamesIT::named)
                .extracting(PredictedResources.Resource::type)
                .hasSameElementsAs(RULES.keySet());
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void containers_and_queues_have_valid_names_of_their_own(PredictedResources resources) {
        assertThat(containersAndQueues(resources))
                .hasSizeGreaterThan(5)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches(CONTAINER_OR_QUEUE));
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_function_app_is_told_its_containers_by_the_names_they_are_made_with(PredictedResources resources) {
        BicepFile subscriptions = Bicep.file("event-subscriptions.bicep");
        String jobs = subscriptions.param("jobContainer").path("default").asText();
        String deadLetters =
                subscriptions.param("deadLetterContainer").path("default").asText();

        assertThat(jobs).isEqualTo(resources.output("JOB_CONTAINER"));
        assertThat(deadLetters).isEqualTo(resources.output("DEAD_LETTER_CONTAINER"));
        assertThat(containersAndQueues(resources)).contains(jobs, deadLetters, resources.output("STATE_CONTAINER"));
    }

    /** What the name of the function app ends with. */
    private static String token(PredictedResources resources) {
        return resources.output("FUNCTION_APP_NAME").replaceFirst(".*-", "");
    }

    /** The resources that are part of no other, and named by these files. */
    private static List<PredictedResources.Resource> named(PredictedResources resources) {
        return resources
                .all()
                .filter(resource -> !resource.name().contains("/"))
                .filter(resource -> !UNNAMED.contains(resource.type()))
                .toList();
    }

    private static List<String> containersAndQueues(PredictedResources resources) {
        return Stream.of(
                        "Microsoft.Storage/storageAccounts/blobServices/containers",
                        "Microsoft.Storage/storageAccounts/queueServices/queues")
                .flatMap(type -> resources.of(type).stream())
                .map(resource -> resource.name().replaceFirst(".*/", ""))
                .toList();
    }

    /** uniqueString answers 13 characters of base 32. */
    private static Stream<String> hashes() {
        Random random = new Random(7);
        String alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        Stream<String> any = Stream.generate(() -> IntStream.range(0, 13)
                .mapToObj(index -> String.valueOf(alphabet.charAt(random.nextInt(32))))
                .collect(Collectors.joining()));
        return Stream.concat(Stream.of("a".repeat(13), "7".repeat(13)), any).limit(500);
    }
}
