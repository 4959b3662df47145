package io.github.dbdsc.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingAccessTest {

    private static final String APPLICATION = "0a1b2c3d-0000-4000-8000-000000000001";
    private static final WorkspaceCall LIST = WorkspaceCall.get("/api/2.2/jobs/list?limit=100");

    private final MissingAccess application = new MissingAccess(APPLICATION);
    private final MissingAccess user = new MissingAccess("user@example.com");

    private static ObjectNode job(long id) {
        return JsonNodeFactory.instance.objectNode().put("job_id", id);
    }

    /** Returns the request body in the advice, which users paste, so it has to be JSON. */
    private static JsonNode body(String advice) throws Exception {
        Matcher braces = Pattern.compile("\\{.*}").matcher(advice);
        assertThat(braces.find()).isTrue();
        return new JsonMapper().readTree(braces.group());
    }

    @Test
    void the_advice_for_an_unknown_application_is_to_add_it() throws Exception {
        String advice = application.advice(LIST, "User not authorized.");

        assertThat(advice)
                .startsWith("service principal " + APPLICATION + " has no access to this workspace")
                .contains("POST /api/2.0/preview/scim/v2/ServicePrincipals ")
                .endsWith("Settings > Identity and access > Service principals > Add");
        assertThat(body(advice).path("applicationId").asText()).isEqualTo(APPLICATION);
        assertThat(body(advice).at("/entitlements/0/value").asText()).isEqualTo("workspace-access");
        assertThat(body(advice).at("/schemas/0").asText()).endsWith(":ServicePrincipal");
    }

    @Test
    void the_advice_for_a_user_is_to_add_a_user() throws Exception {
        String advice = user.advice(LIST, "User not authorized.");

        assertThat(advice).contains("POST /api/2.0/preview/scim/v2/Users ").contains("> Users > Add");
        assertThat(body(advice).path("userName").asText()).isEqualTo("user@example.com");
    }

    @Test
    void an_unknown_identity_is_left_to_fill_in() {
        assertThat(new MissingAccess(null).advice(LIST, ""))
                .startsWith("this identity has no access")
                .contains("\"applicationId\": \"<application id>\"");
    }

    @Test
    void a_job_of_somebody_else_needs_can_manage() throws Exception {
        String message = "User " + APPLICATION + " does not have Manage permissions on job 42.";

        String advice = application.advice(WorkspaceCall.post("/api/2.2/jobs/reset", job(42)), message);

        assertThat(advice)
                .startsWith("service principal " + APPLICATION + " lacks CAN MANAGE on job 42")
                .contains("PATCH /api/2.0/permissions/jobs/42 ")
                .contains("Job details > Edit permissions");
        assertThat(body(advice)
                        .at("/access_control_list/0/service_principal_name")
                        .asText())
                .isEqualTo(APPLICATION);
        assertThat(body(advice).at("/access_control_list/0/permission_level").asText())
                .isEqualTo("CAN_MANAGE");
        assertThat(body(user.advice(WorkspaceCall.get("/api/2.2/jobs/get?job_id=42"), ""))
                        .at("/access_control_list/0/user_name")
                        .asText())
                .isEqualTo("user@example.com");
        assertThat(user.advice(WorkspaceCall.get("/api/2.0/permissions/jobs/42"), ""))
                .contains("on job 42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You are not authorized to create clusters. Please contact your administrator.",
                "Missing the entitlement allow-cluster-create."
            })
    void a_job_with_a_cluster_of_its_own_needs_the_entitlement_for_it(String message) throws Exception {
        String advice = application.advice(WorkspaceCall.postOnce("/api/2.2/jobs/create", named("A")), message);

        assertThat(advice)
                .contains("lacks the entitlement allow-cluster-create")
                .contains("PATCH /api/2.0/preview/scim/v2/ServicePrincipals/<id> ")
                .contains("?filter=applicationId%20eq%20%22" + APPLICATION + "%22")
                .contains("Unrestricted cluster creation");
        assertThat(body(advice.substring(0, advice.indexOf(" (GET")))
                        .at("/Operations/0/value/0/value")
                        .asText())
                .isEqualTo("allow-cluster-create");
    }

    @Test
    void the_workspace_access_entitlement_is_named() {
        assertThat(user.advice(
                        LIST,
                        "This API is disabled for users without the databricks-sql-access or workspace-access"
                                + " entitlements."))
                .contains("lacks the entitlement workspace-access")
                .contains("/Users/<id> ");
    }

    @Test
    void a_blocked_address_is_not_about_grants() {
        assertThat(application.advice(LIST, "Source IP address: 203.0.113.7 is blocked by Databricks IP ACL"))
                .contains("IP access lists")
                .doesNotContain("scim");
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private static ObjectNode runningAs(String kind, String name) {
        ObjectNode settings = named("A");
        settings.putObject("run_as").put(kind, name);
        return settings;
    }

    private static WorkspaceCall create(ObjectNode settings) {
        return WorkspaceCall.postOnce("/api/2.2/jobs/create", settings);
    }

    private static WorkspaceCall reset(ObjectNode settings) {
        ObjectNode body = job(42);
        body.set("new_settings", settings);
        return WorkspaceCall.post("/api/2.2/jobs/reset", body);
    }

    @Test
    void a_job_that_runs_as_another_service_principal_takes_a_role_on_it() {
        String other = "99999999-0000-4000-8000-000000000009";
        ObjectNode settings = runningAs("service_principal_name", other);

        for (WorkspaceCall call : new WorkspaceCall[] {create(settings), reset(settings)}) {
            assertThat(application.advice(call, "User is not allowed to do this."))
                    .startsWith("the job is to run as service_principal_name=" + other + ", and service principal "
                            + APPLICATION + " may not let it: it takes the role Service Principal User")
                    .contains("roles/servicePrincipal.user", "Identity and access > Service principals");
        }
        assertThat(application.advice(reset(settings), "User is not allowed to do this."))
                .contains("; or, if that is granted: service principal " + APPLICATION + " lacks CAN MANAGE on job 42");
    }

    @Test
    void a_job_that_runs_as_another_user_takes_an_admin_and_as_a_group_a_member() {
        assertThat(application.advice(create(runningAs("user_name", "ann@example.com")), "No."))
                .startsWith("the job is to run as user_name=ann@example.com")
                .contains("only a workspace admin", "RestrictWorkspaceAdmins");
        assertThat(application.advice(create(runningAs("group_name", "ops")), "No."))
                .endsWith("it takes being a member of that group");
    }

    @Test
    void a_job_that_runs_as_ourselves_takes_no_role() {
        assertThat(application.advice(
                        create(runningAs("service_principal_name", APPLICATION.toUpperCase(Locale.ROOT))), ""))
                .contains("has no access to this workspace");
        assertThat(application.advice(create(named("A")), "")).contains("has no access to this workspace");
        assertThat(application.advice(reset(named("A")), "")).contains("lacks CAN MANAGE on job 42");
    }

    @Test
    void a_refusal_that_says_what_is_missing_is_not_blamed_on_whom_the_job_runs_as() {
        ObjectNode settings = runningAs("user_name", "ann@example.com");

        assertThat(application.advice(reset(settings), "x does not have Manage permissions on job 42."))
                .contains("lacks CAN MANAGE on job 42");
        assertThat(application.advice(create(settings), "You are not authorized to create clusters."))
                .contains("allow-cluster-create");
        assertThat(application.advice(
                        create(settings), "Source IP address: 203.0.113.7 is blocked by Databricks IP ACL"))
                .contains("IP access lists");
    }
}
