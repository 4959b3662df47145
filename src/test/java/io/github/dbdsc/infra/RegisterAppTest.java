package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.access.AppRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code infra/register-app.sh} with a command az that keeps a small directory in files, as Microsoft Graph does. Its twin for
 * PowerShell is not run here, but held against it.
 */
class RegisterAppTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String APP = "33333333-aaaa-4000-8000-00000000000c";
    private static final String TENANT = "22222222-aaaa-4000-8000-00000000000b";
    private static final String PIPELINE = "66666666-aaaa-4000-8000-00000000000f";

    @TempDir
    Path folder;

    @BeforeEach
    void provideAz() throws IOException {
        assumeTrue(Script.canUse("bash", "jq"), "bash and jq are needed");
        Files.writeString(folder.resolve("applications.json"), "[]");
        Files.writeString(
                folder.resolve("principals.json"),
                "[{\"id\": \"pipeline-object\", \"appId\": \"" + PIPELINE + "\", \"appRoles\": []}]");
        Files.writeString(folder.resolve("assignments.json"), "[]");
        Script.stub(folder, "az", """
                cd '%s'
                case "$1 $2" in
                  'account show') echo %s; exit ;;
                  'cloud show') echo https://graph.microsoft.com/; exit ;;
                esac
                [ "$1" = rest ] || exit 2
                shift
                method= url= body=
                while [ $# -gt 0 ]; do
                  case $1 in
                    --method) method=$2 ;;
                    --url) url=${2#https://graph.microsoft.com/v1.0} ;;
                    --body) body=$(cat "${2#@}") ;;
                  esac
                  shift 2
                done
                echo "$method ${url%%%%\\?*}" >> calls
                if [ -e refused ]; then echo 'Forbidden({"error":{"code":"Authorization_RequestDenied"}})' >&2; exit 1; fi
                save() { jq "$@" > new && mv new "$file"; }
                case "$method $url" in
                  'get /applications?'*displayName%%20eq*) jq '{value: .}' applications.json ;;
                  'get /applications?'*appId%%20eq*) jq --arg url "$url" '{value: map(select(.appId as $id | $url | contains($id)))}' applications.json ;;
                  'post /applications')
                    file=applications.json
                    save --argjson body "$body" '. + [$body + {id: "app-object", appId: "%s"}]' applications.json
                    jq '.[-1]' applications.json ;;
                  'patch /applications/'*)
                    file=applications.json
                    save --argjson body "$body" 'map(. + $body)' applications.json ;;
                  'get /servicePrincipals?'*)
                    jq --arg url "$url" '{value: map(select(.appId as $id | $url | contains($id)))}' principals.json ;;
                  'post /servicePrincipals')
                    file=principals.json
                    save --argjson body "$body" --slurpfile apps applications.json \\
                      '. + [$body + {id: "sp-object", appRoles: $apps[0][0].appRoles}]' principals.json
                    jq '.[-1]' principals.json ;;
                  'patch /servicePrincipals/'*)
                    file=principals.json
                    save --argjson body "$body" 'map(if .id == "sp-object" then . + $body else . end)' principals.json ;;
                  'get /users/ann@contoso.example?'*) echo '{"id": "ann-object"}' ;;
                  'get /servicePrincipals/sp-object/appRoleAssignedTo?'*skip*) jq '{value: .}' assignments.json ;;
                  'get /servicePrincipals/sp-object/appRoleAssignedTo?'*)
                    echo '{"value": [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/servicePrincipals/sp-object/appRoleAssignedTo?skip=1"}' ;;
                  'post /servicePrincipals/sp-object/appRoleAssignedTo')
                    file=assignments.json
                    save --argjson body "$body" '. + [$body]' assignments.json
                    echo "$body" ;;
                  *) echo "no such call: $method $url" >&2; exit 1 ;;
                esac
                """.formatted(folder, TENANT, APP));
    }

    private Script.Run run(String... arguments) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", folder + ":" + System.getenv("PATH"),
                "FUNCTION_APP_NAME", "func-jobs",
                "FUNCTION_APP_URI", "https://func-jobs.azurewebsites.net/"));
        return Script.run("register-app.sh", environment, arguments);
    }

    private JsonNode read(String file) throws IOException {
        return JSON.readTree(folder.resolve(file + ".json").toFile());
    }

    private List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    @Test
    void a_new_registration_has_roles_dashboard_scope_and_a_principal_that_wants_a_role() throws Exception {
        Script.Run run = run();

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("AUTH=entra\nAUTH_TENANT=" + TENANT + "\nAUTH_AUDIENCE=api://" + APP + "," + APP + "\n");
        JsonNode app = read("applications").get(0);
        assertThat(app.path("displayName").asText()).isEqualTo("func-jobs");
        assertThat(app.path("signInAudience").asText()).isEqualTo("AzureADMyOrg");
        assertThat(app.path("identifierUris")).hasToString("[\"api://" + APP + "\"]");
        assertThat(app.at("/spa/redirectUris")).hasToString("[\"https://func-jobs.azurewebsites.net/api/dashboard\"]");
        assertThat(app.at("/api/requestedAccessTokenVersion").asInt()).isEqualTo(2);
        assertThat(app.path("appRoles").findValuesAsText("value"))
                .containsExactly(
                        Arrays.stream(AppRole.values()).map(AppRole::value).toArray(String[]::new));
        assertThat(app.path("appRoles").findValuesAsText("id")).doesNotHaveDuplicates();
        assertThat(app.path("appRoles")).allSatisfy(role -> assertThat(role.path("allowedMemberTypes"))
                .hasToString("[\"User\",\"Application\"]"));
        assertThat(app.at("/api/preAuthorizedApplications")).hasSize(2).allSatisfy(client -> assertThat(
                        client.path("delegatedPermissionIds").get(0))
                .isEqualTo(app.at("/api/oauth2PermissionScopes/0/id")));
        assertThat(read("principals").get(1).path("appRoleAssignmentRequired").asBoolean())
                .isTrue();
    }

    @Test
    void a_second_run_writes_nothing() throws Exception {
        run();
        Files.delete(folder.resolve("calls"));

        Script.Run run = run();

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("is registered already", "AUTH_AUDIENCE=api://" + APP);
        assertThat(calls()).isNotEmpty().allMatch(call -> call.startsWith("get "));
    }

    @Test
    void what_others_have_added_stays_and_what_is_missing_comes() throws Exception {
        run();
        ArrayNode apps = (ArrayNode) read("applications");
        ObjectNode app = (ObjectNode) apps.get(0);
        ((ArrayNode) app.at("/spa/redirectUris")).removeAll().add("https://other.example/");
        app.set(
                "appRoles",
                JSON.readTree("[{\"id\": \"own-id\", \"value\": \"Jobs.Read\", \"isEnabled\": true},"
                        + " {\"id\": \"theirs\", \"value\": \"Other.Role\", \"isEnabled\": true}]"));
        JSON.writeValue(folder.resolve("applications.json").toFile(), apps);
        ArrayNode principals = (ArrayNode) read("principals");
        ((ObjectNode) principals.get(1)).put("appRoleAssignmentRequired", false);
        JSON.writeValue(folder.resolve("principals.json").toFile(), principals);

        Script.Run run = run("--dashboard", "https://jobs.contoso.example/api/dashboard");

        assertThat(run.exitCode()).as(run.output()).isZero();
        JsonNode now = read("applications").get(0);
        assertThat(now.at("/spa/redirectUris"))
                .hasToString("[\"https://jobs.contoso.example/api/dashboard\",\"https://other.example/\"]");
        assertThat(now.path("appRoles").findValuesAsText("value"))
                .containsExactly("Jobs.Read", "Other.Role", "Jobs.Plan", "Jobs.Apply", "Jobs.Prune");
        assertThat(now.at("/appRoles/0/id").asText()).isEqualTo("own-id");
        assertThat(read("principals").get(1).path("appRoleAssignmentRequired").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Jobs.Plan, " + PIPELINE + ", pipeline-object",
        "Jobs.Read, ann@contoso.example, ann-object",
        "Jobs.Prune, 77777777-aaaa-4000-8000-0000000000aa, 77777777-aaaa-4000-8000-0000000000aa"
    })
    void a_role_is_given_to_a_person_a_group_or_the_identity_of_a_pipeline_once(String role, String who, String object)
            throws Exception {
        run();

        Script.Run first = run("assign", role, who);
        Script.Run second = run("assign", role, who);

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output()).contains(who + " has " + role + " now");
        assertThat(second.exitCode()).as(second.output()).isZero();
        assertThat(second.output()).contains("has " + role + " already");
        assertThat(read("assignments")).hasSize(1);
        JsonNode given = read("assignments").get(0);
        assertThat(given.path("principalId").asText()).isEqualTo(object);
        assertThat(given.path("resourceId").asText()).isEqualTo("sp-object");
        assertThat(read("applications").get(0).path("appRoles")).anySatisfy(defined -> {
            assertThat(defined.path("value").asText()).isEqualTo(role);
            assertThat(defined.path("id")).isEqualTo(given.path("appRoleId"));
        });
    }

    @Test
    void whoever_may_not_is_told_what_to_ask_for_which_needs_no_login() throws Exception {
        Files.writeString(folder.resolve("refused"), "");
        Script.Run refused = run();
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("you may not do that in this tenant", "infra/register-app.sh print");
        Files.delete(folder.resolve("calls"));

        Script.Run print = run("print");

        assertThat(print.exitCode()).isZero();
        assertThat(print.output())
                .contains("Application Administrator", "Assignment required: yes", "Jobs.Prune")
                .contains("https://func-jobs.azurewebsites.net/api/dashboard", "AUTH_AUDIENCE=api://<client id>");
        assertThat(calls()).isEmpty();
    }

    @Test
    void several_registrations_of_one_name_are_told_apart_by_their_id() throws Exception {
        Files.writeString(
                folder.resolve("applications.json"),
                "[{\"id\": \"a\", \"appId\": \"" + PIPELINE + "\"}, {\"id\": \"b\", \"appId\": \"" + APP + "\"}]");

        assertThat(run().output()).contains("several registrations are named func-jobs", "--app-id", APP);
        assertThat(calls()).allMatch(call -> call.startsWith("get "));
        assertThat(run("assign", "Jobs.Read", PIPELINE, "--app-id", APP).output())
                .contains("has no service principal");
    }

    @Test
    void the_twin_for_powershell_has_the_same_ids_roles_and_scopes() throws Exception {
        Pattern data = Pattern.compile(
                "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}(?=['\"\\n])|[\"']Jobs\\.\\w+[\"'], [\"'][^\"']*\\.[\"']");
        List<List<String>> both = Stream.of("register-app.sh", "register-app.ps1")
                .map(script -> data.matcher(read(Bicep.FOLDER.resolve(script)))
                        .results()
                        .map(found -> found.group().replace('\'', '"'))
                        .sorted()
                        .toList())
                .toList();

        assertThat(both.get(0)).hasSizeGreaterThan(10).isEqualTo(both.get(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "assign Jobs.Everything x@y          | there is no role Jobs.Everything",
                "assign Jobs.Read                    | assign needs a role and who gets it",
                "assign Jobs.Read somebody           | neither a user name nor an id",
                "--dashboard http://func.example/api/dashboard | --dashboard should be https://",
                "--app-id func                       | a GUID",
                "--everything                        | there is no option --everything",
                "remove                              | there is no command remove"
            })
    void arguments_that_make_no_sense_are_refused_before_any_call(String arguments, String message) throws Exception {
        Script.Run run = run(arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains(message);
        assertThat(calls()).isEmpty();
    }
}
