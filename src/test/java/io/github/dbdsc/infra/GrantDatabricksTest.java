package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code infra/grant-databricks.sh} against a workspace on this machine. Its twin for PowerShell is not run here. */
class GrantDatabricksTest {

    private static final String ID = "0a1b2c3d-0000-0000-0000-00000000abcd";
    private static final String SCIM = "/api/2.0/preview/scim/v2/ServicePrincipals";

    private final FakeIdentities workspace = started();

    @TempDir
    Path folder;

    @BeforeEach
    void requireTools() {
        assumeTrue(Script.canUse("bash", "curl", "jq"), "bash, curl and jq are needed");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private static FakeIdentities started() {
        try {
            return new FakeIdentities();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Script.Run grant(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(workspace.address());
        arguments.add(ID);
        return Script.run(
                "grant-databricks.sh",
                Map.of("DATABRICKS_TOKEN", FakeIdentities.TOKEN),
                arguments.toArray(String[]::new));
    }

    private static List<String> entitlements(JsonNode principal) {
        return principal.path("entitlements").findValuesAsText("value");
    }

    @Test
    void a_new_identity_is_added_with_workspace_access_and_nothing_else() throws Exception {
        Script.Run run = grant("--name", "an \"app\"");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("added service principal " + ID, "checked: active, with workspace-access");
        assertThat(workspace.principals()).singleElement().satisfies(principal -> {
            assertThat(principal.path("applicationId").asText()).isEqualTo(ID);
            assertThat(principal.path("displayName").asText()).isEqualTo("an \"app\"");
            assertThat(entitlements(principal)).containsExactly("workspace-access");
        });
    }

    @Test
    void every_workspace_of_a_deployment_with_targets_is_granted_in_one_run() throws Exception {
        try (FakeIdentities other = started()) {
            Script.Run run = Script.run(
                    "grant-databricks.sh",
                    Map.of(
                            "DATABRICKS_TOKEN",
                            FakeIdentities.TOKEN,
                            "WORKSPACE_URIS",
                            workspace.address() + " " + other.address() + "/",
                            "DATABRICKS_URI",
                            "https://adb-1.2.azuredatabricks.net",
                            "IDENTITY_CLIENT_ID",
                            ID));

            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.output()).contains(workspace.address() + ":", other.address() + ":");
            assertThat(List.of(workspace, other)).allSatisfy(each -> assertThat(each.principals())
                    .singleElement()
                    .satisfies(principal -> assertThat(entitlements(principal)).containsExactly("workspace-access")));
        }
    }

    @Test
    void no_workspace_is_granted_where_no_target_uses_the_managed_identity() throws Exception {
        Map<String, String> environment = Map.of(
                "DATABRICKS_TOKEN",
                FakeIdentities.TOKEN,
                "WORKSPACE_URIS",
                "none",
                "DATABRICKS_URI",
                workspace.address(),
                "IDENTITY_CLIENT_ID",
                ID);

        Script.Run run = Script.run("grant-databricks.sh", environment);

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("nothing to do: no target uses the managed identity");
        assertThat(Script.run("grant-databricks.sh", environment, ID))
                .as("another identity, and no workspace for it")
                .satisfies(named -> assertThat(named.exitCode()).isEqualTo(1))
                .satisfies(named -> assertThat(named.output()).contains("the workspace URI should be"));
        assertThat(workspace.calls()).isEmpty();

        assertThat(Script.run("grant-databricks.sh", environment, workspace.address())
                        .exitCode())
                .isZero();
        assertThat(workspace.principals()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void a_deployment_names_the_workspaces_where_the_identity_is_used_or_says_none(PredictedResources resources)
            throws IOException {
        JsonNode settings = resources.settings();
        List<String> using = Stream.of(settings.path("TARGETS").asText().split(","))
                .map(target -> "__" + target.replace('-', '_'))
                .filter(end -> settings.path("AUTHORITY_TYPE" + end).asText().equals("msi"))
                .map(end -> settings.path("DATABRICKS_URI" + end).asText())
                .distinct()
                .toList();
        String one = settings.path("DATABRICKS_URI").asText();
        String several = using.isEmpty() ? "none" : String.join(" ", using);

        assertThat(resources.output("WORKSPACE_URIS")).isEqualTo(settings.has("TARGETS") ? several : one);
        assertThat(Files.readString(Bicep.FOLDER.resolve("grant-databricks.sh")))
                .contains("[ \"${WORKSPACE_URIS:-}\" = none ]");
        assertThat(Files.readString(Bicep.FOLDER.resolve("grant-databricks.ps1")))
                .contains("if ($env:WORKSPACE_URIS -eq 'none' -and");
    }

    @Test
    void cluster_policies_are_refused_for_several_workspaces_before_any_call() throws Exception {
        Script.Run run = grant("--cluster-policy", "P1", "https://adb-1.2.azuredatabricks.net");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("a cluster policy is one workspace's");
        assertThat(workspace.calls()).isEmpty();
    }

    @Test
    void a_second_run_changes_nothing_and_says_so() throws Exception {
        grant();
        workspace.calls().clear();

        Script.Run run = grant();

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("is there already").doesNotContain("added", "granted");
        assertThat(workspace.calls()).containsOnly("GET " + SCIM);
        assertThat(workspace.principals()).hasSize(1);
    }

    @Test
    void only_what_is_missing_is_granted_and_what_others_granted_stays() throws Exception {
        workspace.add(ID, "databricks-sql-access", "workspace-access");

        Script.Run run = grant("--allow-cluster-create");

        assertThat(run.output()).contains("granted allow-cluster-create");
        assertThat(entitlements(workspace.principals().get(0)))
                .containsExactly("databricks-sql-access", "workspace-access", "allow-cluster-create");
    }

    @Test
    void an_application_id_in_capitals_is_the_same_identity() throws Exception {
        workspace.add(ID, "workspace-access");

        Script.Run run = Script.run(
                "grant-databricks.sh",
                Map.of(
                        "DATABRICKS_TOKEN",
                        FakeIdentities.TOKEN,
                        "DATABRICKS_URI",
                        workspace.address() + "/",
                        "IDENTITY_CLIENT_ID",
                        ID.toUpperCase(Locale.ROOT)));

        assertThat(run.output()).contains("is there already", "checked: active");
        assertThat(workspace.principals()).hasSize(1);
    }

    @Test
    void cluster_policies_are_granted_and_checked() throws Exception {
        Script.Run run = grant("--cluster-policy", "P1", "--cluster-policy", "P2");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("may use cluster policy P1", "may use cluster policy P2");
        assertThat(workspace.policy("P1").findValuesAsText("permission_level")).containsExactly("CAN_USE");
        assertThat(workspace.policy("P2").findValuesAsText("service_principal_name"))
                .containsExactly(ID);
    }

    @Test
    void az_gives_the_token_where_none_is_set() throws Exception {
        Script.stub(folder, "az", "echo \"$@\" > '" + folder.resolve("asked") + "'\necho " + FakeIdentities.TOKEN);

        Script.Run run = Script.run(
                "grant-databricks.sh", Map.of("PATH", folder + ":" + System.getenv("PATH")), workspace.address(), ID);

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(Files.readString(folder.resolve("asked")))
                .contains("get-access-token", "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d");
    }

    @Test
    void the_token_is_no_argument_of_any_process() throws Exception {
        Script.stub(
                folder,
                "curl",
                "echo \"$@\" >> '" + folder.resolve("arguments") + "'\n" + "PATH=${PATH#*:} exec curl \"$@\"\n");

        Script.Run run = Script.run(
                "grant-databricks.sh",
                Map.of("PATH", folder + ":" + System.getenv("PATH"), "DATABRICKS_TOKEN", FakeIdentities.TOKEN),
                workspace.address(),
                ID);

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(Files.readString(folder.resolve("arguments")))
                .contains("--header")
                .doesNotContain(FakeIdentities.TOKEN);
        assertThat(run.output()).doesNotContain(FakeIdentities.TOKEN);
    }

    @Test
    void a_workspace_that_does_not_keep_what_it_was_told_is_a_failure() throws Exception {
        workspace.forgetEntitlements();

        Script.Run run = grant();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("did not keep the entitlements [\"workspace-access\"]");
    }

    @Test
    void a_deactivated_principal_is_a_failure_that_says_where_to_activate_it() throws Exception {
        workspace.add(ID, "workspace-access").put("active", false);

        Script.Run run = grant();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("deactivated", "settings");
    }

    @Test
    void refusals_say_what_to_do() throws Exception {
        workspace.failWith(403);
        assertThat(grant().output()).contains("administrator of the workspace");

        workspace.failWith(500);
        assertThat(grant().output()).contains("answered 500: the reason");

        Script.Run wrongToken =
                Script.run("grant-databricks.sh", Map.of("DATABRICKS_TOKEN", "old"), workspace.address(), ID);
        assertThat(wrongToken.exitCode()).isEqualTo(1);
        assertThat(wrongToken.output()).contains("does not accept the token");
    }

    @Test
    void arguments_that_make_no_sense_are_refused_before_any_call() throws Exception {
        Map<String, String> environment = Map.of("DATABRICKS_TOKEN", FakeIdentities.TOKEN);

        assertThat(Script.run("grant-databricks.sh", environment, "http://adb-1.2.azuredatabricks.net", ID))
                .satisfies(run -> assertThat(run.output()).contains("https://adb-"));
        assertThat(Script.run("grant-databricks.sh", environment, workspace.address(), "my-app"))
                .satisfies(run -> assertThat(run.output()).contains("should be a GUID"));
        assertThat(Script.run("grant-databricks.sh", environment, "--everything"))
                .satisfies(run -> assertThat(run.output()).contains("no option --everything"));
        assertThat(Script.run("grant-databricks.sh", environment, "--help").exitCode())
                .isZero();
        assertThat(workspace.calls()).isEmpty();
    }
}
