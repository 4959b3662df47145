package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who may do what")
class AccessTest {

    private static final Caller ADMIN = Caller.admin("admin-token", "admin@simulated.example");
    private static final Caller USER = Caller.user("user-token", "user@simulated.example");
    private static final Caller ROBOT = Caller.user("robot-token", "11111111-2222-3333-4444-555555555555");

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(ADMIN, USER, ROBOT));
    private final WorkspaceClient admin = new WorkspaceClient(workspace, ADMIN);
    private final WorkspaceClient user = new WorkspaceClient(workspace, USER);

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    @DisplayName("a call without a bearer token is 401")
    void no_token() {
        WorkspaceClient.Reply reply = admin.sendWithoutToken("/api/2.2/jobs/list");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errorCode()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    @DisplayName("a token that was never accepted is 403")
    void unknown_token() {
        WorkspaceClient.Reply reply = new WorkspaceClient(workspace, Caller.DEMO).get("/api/2.2/jobs/list");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.errorCode()).isEqualTo("PERMISSION_DENIED");
        assertThat(reply.text()).doesNotContain(Caller.DEMO.token());
    }

    @Test
    @DisplayName("an expired token is 401, and a new one of the same user works")
    void expired_token() {
        workspace.expire(ADMIN.token());
        assertThat(admin.get("/api/2.2/jobs/list").status()).isEqualTo(401);

        Caller renewed = Caller.admin("renewed-token", ADMIN.userName());
        workspace.accept(renewed);

        assertThat(new WorkspaceClient(workspace, renewed)
                        .get("/api/2.2/jobs/list")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("Me tells who calls")
    void me() {
        String path = "/api/2.0/preview/scim/v2/Me";

        assertThat(user.get(path).json().path("userName").asText()).isEqualTo(USER.userName());
        assertThat(user.get(path).json().has("groups")).isFalse();
        assertThat(admin.get(path).json().at("/groups/0/display").asText()).isEqualTo("admins");
    }

    @Test
    @DisplayName("creator_user_name is who called, and run_as too; a service principal by its application id")
    void creator_is_the_caller() {
        long id = new WorkspaceClient(workspace, ROBOT).create(SampleJobs.named("a"));

        JsonNode job = admin.job(id);

        assertThat(job.path("creator_user_name").asText()).isEqualTo(ROBOT.userName());
        assertThat(job.path("run_as_user_name").asText()).isEqualTo(ROBOT.userName());
        assertThat(job.at("/settings/run_as/service_principal_name").asText()).isEqualTo(ROBOT.userName());
    }

    @Test
    @DisplayName("creator_user_name is absent once that user is deleted")
    void deleted_creator_is_absent() {
        long orphan = user.create(SampleJobs.named("orphan"));
        long other = admin.create(SampleJobs.named("other"));

        workspace.jobs().deleteUser(USER.userName());

        assertThat(admin.job(orphan).has("creator_user_name")).isFalse();
        assertThat(admin.job(other).has("creator_user_name")).isTrue();
    }

    @Test
    @DisplayName("a caller who is no admin sees only its own jobs and those it was granted")
    void listing_shows_what_the_caller_may_see() {
        user.create(SampleJobs.named("mine"));
        admin.create(SampleJobs.named("hidden"));
        admin.createReply("{\"name\":\"shared\",\"access_control_list\":[{\"user_name\":\"" + USER.userName()
                + "\",\"permission_level\":\"CAN_VIEW\"}]}");

        assertThat(user.listAll(""))
                .extracting(job -> job.at("/settings/name").asText())
                .containsExactlyInAnyOrder("mine", "shared");
        assertThat(admin.listAll("")).hasSize(3);
    }

    @Test
    @DisplayName("to view is not to manage")
    void viewing_is_not_managing() {
        long id = admin.createReply("{\"name\":\"shared\",\"access_control_list\":[{\"user_name\":\"" + USER.userName()
                        + "\",\"permission_level\":\"CAN_VIEW\"}]}")
                .json()
                .path("job_id")
                .longValue();

        assertThat(user.get("/api/2.2/jobs/get?job_id=" + id).status()).isEqualTo(200);
        assertThat(user.reset(id, SampleJobs.named("taken over")).status()).isEqualTo(403);
        assertThat(user.delete(id).status()).isEqualTo(403);
        assertThat(workspace.jobs().named("shared")).hasSize(1);
    }

    @Test
    @DisplayName("the permission is checked before the existence: 403 never means gone")
    void permission_is_checked_before_existence() {
        long hidden = admin.create(SampleJobs.named("hidden"));

        assertThat(user.delete(hidden).errorCode()).isEqualTo("PERMISSION_DENIED");
        assertThat(user.delete(77).errorCode()).isEqualTo("PERMISSION_DENIED");
        assertThat(admin.delete(77).message()).isEqualTo("Job 77 does not exist.");
    }

    @Test
    @DisplayName("create accepts an inline access_control_list and adds the owner; it is no setting")
    void inline_access_control_list() {
        long id = admin.create("{\"name\":\"a\",\"access_control_list\":["
                + "{\"group_name\":\"operators\",\"permission_level\":\"CAN_MANAGE_RUN\"}]}");

        assertThat(direct(id)).containsExactly("operators CAN_MANAGE_RUN", ADMIN.userName() + " IS_OWNER");
        assertThat(admin.settings(id).has("access_control_list")).isFalse();
    }

    @Test
    @DisplayName("reset takes no access_control_list")
    void reset_leaves_permissions_alone() {
        long id = admin.create(SampleJobs.named("a"));

        admin.reset(
                id,
                "{\"name\":\"a\",\"access_control_list\":["
                        + "{\"group_name\":\"operators\",\"permission_level\":\"CAN_MANAGE\"}]}");

        assertThat(direct(id)).containsExactly(ADMIN.userName() + " IS_OWNER");
    }

    @Test
    @DisplayName("PUT permissions replaces what was granted and leaves what is inherited")
    void permissions_are_replaced() {
        long id = admin.create("{\"name\":\"a\",\"access_control_list\":["
                + "{\"group_name\":\"operators\",\"permission_level\":\"CAN_MANAGE_RUN\"}]}");

        WorkspaceClient.Reply reply = setPermissions(
                id,
                "{\"user_name\":\"" + ADMIN.userName() + "\",\"permission_level\":\"IS_OWNER\"},"
                        + "{\"service_principal_name\":\"" + ROBOT.userName()
                        + "\",\"permission_level\":\"CAN_VIEW\"}");

        assertThat(reply.json().path("object_id").asText()).isEqualTo("/jobs/" + id);
        assertThat(direct(id)).containsExactly(ADMIN.userName() + " IS_OWNER", ROBOT.userName() + " CAN_VIEW");
        assertThat(permissions(id).path("access_control_list"))
                .anyMatch(entry -> entry.at("/all_permissions/0/inherited").asBoolean());
    }

    @Test
    @DisplayName("a job must have exactly one owner")
    void one_owner() {
        long id = admin.create(SampleJobs.named("a"));

        WorkspaceClient.Reply reply =
                setPermissions(id, "{\"group_name\":\"operators\",\"permission_level\":\"CAN_MANAGE\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).isEqualTo("The job must have exactly one owner.");
        assertThat(direct(id)).containsExactly(ADMIN.userName() + " IS_OWNER");
    }

    @Test
    @DisplayName("an entry with an unknown permission level or without a principal is refused")
    void invalid_grants_are_refused() {
        long id = admin.create(SampleJobs.named("a"));

        for (String entry : List.of(
                "{\"user_name\":\"x\",\"permission_level\":\"CAN_FLY\"}", "{\"permission_level\":\"IS_OWNER\"}")) {
            assertThat(setPermissions(id, entry).errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        }
    }

    @Test
    @DisplayName("a creator who is granted less owns the job all the same")
    void creator_owns() {
        long id = admin.create("{\"name\":\"a\",\"access_control_list\":[{\"user_name\":\"" + ADMIN.userName()
                + "\",\"permission_level\":\"CAN_VIEW\"}]}");

        assertThat(direct(id)).containsExactly(ADMIN.userName() + " IS_OWNER");
    }

    @Test
    @DisplayName("a group can't own a job, and two can't either")
    void impossible_owners() {
        String ann = "{\"user_name\":\"ann@example.com\",\"permission_level\":\"IS_OWNER\"}";
        String bob = "{\"user_name\":\"bob@example.com\",\"permission_level\":\"IS_OWNER\"}";
        String group = "{\"group_name\":\"operators\",\"permission_level\":\"IS_OWNER\"}";
        long id = admin.create(SampleJobs.named("a"));

        assertThat(setPermissions(id, group).errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(setPermissions(id, ann + "," + bob).errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(admin.createReply("{\"name\":\"b\",\"access_control_list\":[" + ann + "," + bob + "]}")
                        .errorCode())
                .isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(workspace.jobs().named("b")).isEmpty();
    }

    @Test
    @DisplayName("a principal has one entry with all its permissions; users come back in lower case, groups as sent")
    void one_entry_for_each_principal() {
        long id = admin.create("{\"name\":\"a\",\"access_control_list\":["
                + "{\"group_name\":\"admins\",\"permission_level\":\"CAN_VIEW\"},"
                + "{\"group_name\":\"Ops\",\"permission_level\":\"CAN_VIEW\"},"
                + "{\"user_name\":\"Ann@Example.com\",\"permission_level\":\"CAN_VIEW\"}]}");

        JsonNode list = permissions(id).path("access_control_list");

        assertThat(list.findValuesAsText("group_name")).containsExactly("admins", "Ops");
        assertThat(list.findValuesAsText("user_name")).containsExactly("ann@example.com", ADMIN.userName());
        assertThat(list.at("/0/all_permissions").findValuesAsText("inherited")).containsExactly("false", "true");
    }

    private WorkspaceClient.Reply setPermissions(long id, String entries) {
        return admin.send("PUT", "/api/2.0/permissions/jobs/" + id, "{\"access_control_list\":[" + entries + "]}");
    }

    private JsonNode permissions(long id) {
        return admin.get("/api/2.0/permissions/jobs/" + id).json();
    }

    private List<String> direct(long id) {
        assertThat(permissions(id).path("object_type").asText()).isEqualTo("job");
        return workspace.jobs().find(id).orElseThrow().grants().stream()
                .map(grant -> grant.principal() + " " + grant.level())
                .toList();
    }

    private static String runningAs(String kind, String name) {
        return "{\"name\":\"a\",\"run_as\":{\"" + kind + "\":\"" + name + "\"}}";
    }

    @Test
    @DisplayName(
            "a caller who is no admin lets a job run only as itself, or as a service principal that it has the role on")
    void running_as_somebody_else_takes_a_role() {
        String asRobot = runningAs("service_principal_name", ROBOT.userName());
        assertThat(user.createReply(asRobot).errorCode()).isEqualTo("PERMISSION_DENIED");
        assertThat(user.createReply(runningAs("user_name", ADMIN.userName())).status())
                .isEqualTo(403);
        long id = user.create(runningAs("user_name", USER.userName()));
        assertThat(user.reset(id, asRobot).message()).contains("not allowed to set run_as to " + ROBOT.userName());
        assertThat(admin.reset(id, asRobot).status()).isEqualTo(200);
        assertThat(user.reset(id, SampleJobs.named("keeps run_as")).status()).isEqualTo(200);

        workspace.accept(USER.mayRunAs(ROBOT.userName()));

        assertThat(user.createReply(asRobot).status()).isEqualTo(200);
        assertThat(workspace.jobs().all()).hasSize(2);
    }
}
