package io.github.dbdsc.infra;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what, and that it is enough for every trigger. */
class RolesIT {

    /**
     * Microsoft's list, for the roles that serve here.
     *
     * @see <a href="https://learn.microsoft.com/azure/role-based-access-control/built-in-roles">Built-in roles</a>
     */
    private static final Map<String, String> BUILT_IN = Map.ofEntries(
            entry("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6"),
            entry("Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb"),
            entry("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe"),
            entry("Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"),
            entry("Storage Blob Data Reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"),
            entry("Storage Queue Data Contributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88"),
            entry("Storage Queue Data Message Processor", "8a0f0c08-91a1-4084-bc3d-661d67233fed"),
            entry("Storage Queue Data Message Sender", "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"),
            entry("Storage Table Data Contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"));

    private static final String ASSIGNMENT = "Microsoft.Authorization/roleAssignments";
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Test
    void role_ids_are_those_of_the_roles_they_are_named_for() {
        Map<String, String> ids = roleIds();

        assertThat(ids).isNotEmpty().allSatisfy((name, id) -> assertThat(BUILT_IN)
                .containsEntry(name, id));
    }

    @Test
    void no_role_is_written_as_a_number_elsewhere() throws IOException {
        for (String path : Bicep.files().keySet()) {
            if (!path.equals("modules/role-ids.bicep")) {
                assertThat(Files.readString(Bicep.FOLDER.resolve(path)))
                        .as(path)
                        .doesNotContainPattern(GUID);
            }
        }
    }

    @Test
    void only_known_roles_are_given_and_all_of_the_list_are_used() {
        assertThat(PredictedResources.variants())
                .flatExtracting(resources -> resources.of(ASSIGNMENT))
                .extracting(RolesIT::role)
                .hasSameElementsAs(roleIds().keySet());
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void every_assignment_has_a_scope_of_its_own_and_a_name_that_follows_from_it(PredictedResources resources) {
        assertThat(resources.of(ASSIGNMENT)).hasSizeGreaterThanOrEqualTo(9).allSatisfy(assignment -> {
            assertThat(assignment.scope())
                    .as("a scope smaller than the resource group")
                    .matches(".+/resourceGroups/[^/]+/providers/.+");
            assertThat(assignment.name()).isEqualTo(guid(assignment.scope(), holder(assignment), roleId(assignment)));
        });
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_host_has_its_storage_account_for_blobs_queues_and_tables(PredictedResources resources) {
        String account = hostStorage(resources);
        JsonNode settings = resources.settings();

        for (String service : List.of("blob", "queue", "table")) {
            assertThat(settings.path("AzureWebJobsStorage__" + service + "ServiceUri")
                            .asText())
                    .startsWith("[reference('" + account + "', ")
                    .endsWith(").primaryEndpoints." + service + "]");
        }
        assertThat(rolesOfApp(resources, account))
                .containsExactlyInAnyOrder(
                        "Storage Blob Data Owner at " + account,
                        "Storage Queue Data Contributor at " + account,
                        "Storage Table Data Contributor at " + account);
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void every_connection_of_a_trigger_has_its_addresses_and_roles(PredictedResources resources) {
        JsonNode settings = resources.settings();
        String account = jobStorage(resources);

        assertThat(AppFunctions.connections()).isNotEmpty().allSatisfy(connection -> {
            assertThat(connection.name()).isEqualTo("JobStore");
            assertThat(settings.path("JobStore__" + connection.service() + "ServiceUri")
                            .asText())
                    .startsWith("[reference('" + account + "', ")
                    .endsWith(").primaryEndpoints." + connection.service() + "]");
            assertThat(settings.path("JobStore__clientId").asText())
                    .startsWith("[reference('" + app(resources) + "', ")
                    .endsWith(").clientId]");
            assertThat(rolesOfApp(resources, account))
                    .anyMatch(role -> role.startsWith(
                            connection.service().equals("blob") ? "Storage Blob Data" : "Storage Queue Data"));
        });
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_app_reads_definitions_writes_state_and_reads_secrets_and_no_more(PredictedResources resources) {
        String host = hostStorage(resources);
        String jobs = jobStorage(resources);

        assertThat(rolesOf(app(resources), resources))
                .filteredOn(role -> !role.endsWith(" at " + host))
                .containsExactlyInAnyOrder(
                        "Storage Blob Data Reader at " + container(resources, "JOB_CONTAINER"),
                        "Storage Blob Data Contributor at " + container(resources, "STATE_CONTAINER"),
                        "Storage Queue Data Contributor at " + jobs,
                        "Key Vault Secrets User at "
                                + resources.only("Microsoft.KeyVault/vaults").id(),
                        "Monitoring Metrics Publisher at "
                                + resources
                                        .only("Microsoft.Insights/components")
                                        .id());
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void uploaders_reach_the_definitions_and_event_grid_its_dead_letters_and_its_queue_only(
            PredictedResources resources) {
        String topic = resources.only("Microsoft.EventGrid/systemTopics").id();

        List<String> expected = new ArrayList<>(
                List.of("Storage Blob Data Contributor at " + container(resources, "DEAD_LETTER_CONTAINER")));
        if (resources.isGiven("eventDelivery = 'queue'")) {
            expected.add("Storage Queue Data Message Sender at " + jobStorage(resources)
                    + "/queueServices/default/queues/dsc-events");
        }

        assertThat(rolesOf(topic, resources)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(resources.of(ASSIGNMENT))
                .filteredOn(assignment -> !holder(assignment).equals(topic))
                .filteredOn(assignment -> !holder(assignment).equals(app(resources)))
                .allSatisfy(assignment -> {
                    assertThat(holder(assignment)).as("a person or group").matches(GUID);
                    assertThat(roleAndScope(assignment))
                            .isEqualTo("Storage Blob Data Contributor at " + container(resources, "JOB_CONTAINER"));
                });
    }

    @Test
    void a_variant_has_uploaders() {
        assertThat(PredictedResources.variants()).anyMatch(resources -> resources.of(ASSIGNMENT).stream()
                .anyMatch(assignment -> GUID.matcher(holder(assignment)).matches()));
    }

    /** What waits for what is no part of the predicted resources. */
    @Test
    void the_app_waits_for_its_roles() {
        assertThat(Bicep.file("main.bicep")
                        .module("functionApp")
                        .at("/body/dependsOn")
                        .findValuesAsText("$text"))
                .contains("appRoles");
    }

    private static Map<String, String> roleIds() {
        return Bicep.file("modules/role-ids.bicep").variable("roleIds").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, role -> role.getValue().asText()));
    }

    private static String app(PredictedResources resources) {
        return resources
                .only("Microsoft.ManagedIdentity/userAssignedIdentities")
                .id();
    }

    private static String hostStorage(PredictedResources resources) {
        return PredictedResources.referred(
                resources.settings().path("AzureWebJobsStorage__blobServiceUri").asText());
    }

    private static String jobStorage(PredictedResources resources) {
        return resources
                .named("Microsoft.Storage/storageAccounts", resources.output("JOB_STORAGE_NAME"))
                .id();
    }

    private static String container(PredictedResources resources, String output) {
        return jobStorage(resources) + "/blobServices/default/containers/" + resources.output(output);
    }

    /** The app's roles at that scope and within it. */
    private static List<String> rolesOfApp(PredictedResources resources, String scope) {
        return rolesOf(app(resources), resources).stream()
                .filter(role -> role.contains(" at " + scope))
                .toList();
    }

    private static List<String> rolesOf(String holder, PredictedResources resources) {
        return resources.of(ASSIGNMENT).stream()
                .filter(assignment -> holder(assignment).equals(holder))
                .map(RolesIT::roleAndScope)
                .toList();
    }

    private static String roleAndScope(PredictedResources.Resource assignment) {
        return role(assignment) + " at " + assignment.scope();
    }

    /** The role by name, or by its id where it is not one that serves here. */
    private static String role(PredictedResources.Resource assignment) {
        String id = roleId(assignment);
        return BUILT_IN.entrySet().stream()
                .filter(role -> role.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(id);
    }

    private static String roleId(PredictedResources.Resource assignment) {
        String definition = assignment.properties().path("roleDefinitionId").asText();
        return definition.replaceFirst("^/subscriptions/[^/]+/providers/Microsoft.Authorization/roleDefinitions/", "");
    }

    /** Who has the role: the id of a resource with an identity, or the object id of a person or group. */
    private static String holder(PredictedResources.Resource assignment) {
        String principal = assignment.properties().path("principalId").asText();
        String resource = PredictedResources.referred(principal);
        return resource.isEmpty() ? principal : resource;
    }

    /** What the Bicep function of that name answers: an UUID of version 5. */
    private static String guid(String... parts) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update(HexFormat.of().parseHex("11fb06fb712d4ddd98c7e71bbd588830"));
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(String.join("-", parts).getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xf000L) | 0x5000L;
        long low = (hash.getLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low).toString();
    }
}
