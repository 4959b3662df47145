package io.github.dbdsc.infra;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
    private static final Pattern ROLE = Pattern.compile("roleIds\\['([^']+)']");

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
        Set<String> given = new HashSet<>(hostRoles());
        Bicep.resources(ASSIGNMENT).forEach(assignment -> role(assignment).ifPresent(given::add));

        assertThat(given).isEqualTo(roleIds().keySet());
    }

    @Test
    void every_assignment_has_a_scope_of_its_own_and_a_name_that_follows_from_it() {
        List<BicepFile.Resource> assignments = Bicep.resources(ASSIGNMENT).toList();

        assertThat(assignments).hasSizeGreaterThanOrEqualTo(8).allSatisfy(assignment -> {
            JsonNode name = assignment.body().path("name");
            String scope = Bicep.source(assignment.body().path("scope"));
            JsonNode properties = assignment.body().path("properties");
            String roleId = Bicep.source(
                    properties.path("roleDefinitionId").path("$arguments").path(1));

            assertThat(scope).as("a scope smaller than the resource group").isNotEmpty();
            assertThat(name.path("$call").asText()).isEqualTo("guid");
            assertThat(Bicep.source(name.path("$arguments").path(0))).isEqualTo(scope + ".id");
            assertThat(Bicep.source(name.path("$arguments").path(2))).isEqualTo(roleId);
        });
    }

    @Test
    void the_host_has_its_storage_account_for_blobs_queues_and_tables() {
        assertThat(scope("host")).isEqualTo("hostStorage");
        assertThat(hostRoles())
                .containsExactlyInAnyOrder(
                        "Storage Blob Data Owner", "Storage Queue Data Contributor", "Storage Table Data Contributor");
    }

    @Test
    void every_connection_of_a_trigger_has_its_addresses_and_roles() {
        JsonNode settings = Bicep.file("main.bicep").variable("settings");

        assertThat(AppFunctions.connections()).isNotEmpty().allSatisfy(connection -> {
            assertThat(connection.name()).isEqualTo("JobStore");
            assertThat(Bicep.source(settings.path("JobStore__" + connection.service() + "ServiceUri")))
                    .isEqualTo("jobStorage.outputs." + connection.service() + "Endpoint");
            assertThat(Bicep.source(settings.path("JobStore__clientId"))).isEqualTo("identity.properties.clientId");
            assertThat(rolesAt("jobStorage"))
                    .anyMatch(role -> role.startsWith(
                            connection.service().equals("blob") ? "Storage Blob Data" : "Storage Queue Data"));
        });
    }

    @Test
    void the_app_reads_definitions_writes_state_and_reads_secrets_and_no_more() {
        assertThat(Bicep.file("modules/app-roles.bicep").resources())
                .filteredOn(resource -> resource.typeName().equals(ASSIGNMENT))
                .filteredOn(resource -> !resource.name().equals("host"))
                .extracting(resource -> role(resource).orElseThrow() + " at "
                        + Bicep.source(resource.body().path("scope")))
                .containsExactlyInAnyOrder(
                        "Storage Blob Data Reader at jobStorage::blobs::jobs",
                        "Storage Blob Data Contributor at jobStorage::blobs::state",
                        "Storage Queue Data Contributor at jobStorage",
                        "Key Vault Secrets User at keyVault",
                        "Monitoring Metrics Publisher at insights");
    }

    @Test
    void uploaders_reach_the_definitions_and_event_grid_the_dead_letters_only() {
        assertThat(Bicep.source(Bicep.file("modules/uploader-roles.bicep")
                        .resource("upload")
                        .body()
                        .path("scope")))
                .isEqualTo("jobStorage::blobs::jobs");
        assertThat(Bicep.source(Bicep.file("modules/event-topic.bicep")
                        .resource("writeDeadLetters")
                        .body()
                        .path("scope")))
                .isEqualTo("account::blobs::deadLetters");
    }

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

    private static List<String> hostRoles() {
        return Bicep.texts(Bicep.file("modules/app-roles.bicep").variable("hostRoles"));
    }

    private static String scope(String assignment) {
        return Bicep.source(Bicep.file("modules/app-roles.bicep")
                .resource(assignment)
                .body()
                .path("scope"));
    }

    private static Set<String> rolesAt(String scope) {
        return Bicep.file("modules/app-roles.bicep").resources().stream()
                .filter(resource -> resource.typeName().equals(ASSIGNMENT))
                .filter(resource -> Bicep.source(resource.body().path("scope")).startsWith(scope))
                .flatMap(resource -> role(resource).stream())
                .collect(Collectors.toSet());
    }

    /** The role by name; empty where a loop gives several. */
    private static Optional<String> role(BicepFile.Resource assignment) {
        String id = Bicep.source(assignment
                .body()
                .at("/properties/roleDefinitionId")
                .path("$arguments")
                .path(1));
        return ROLE.matcher(id).results().map(match -> match.group(1)).findFirst();
    }
}
