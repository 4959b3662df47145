package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.ApplicationId;
import io.github.dbdsc.model.Principal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Works out from a 403 what our identity lacks, and how to grant it: with which call, and on which screen. */
final class MissingAccess {

    private static final Pattern JOB_IN_PATH = Pattern.compile("(?:/permissions/jobs/|[?&]job_id=)(\\d+)");
    private static final Pattern ABOUT_CLUSTERS = Pattern.compile("create clusters|cluster creation|cluster-create");
    private static final Pattern ABOUT_SOMETHING_ELSE =
            Pattern.compile("(?:manage|view|owner) permissions? on|entitlement|" + ABOUT_CLUSTERS);
    private static final String SCIM = "/api/2.0/preview/scim/v2/";

    private final @Nullable String name;

    /** @param name our application id or user name; null when it is not known */
    MissingAccess(@Nullable String name) {
        this.name = name;
    }

    /** Returns what to do about a call that was answered 403 with this message. */
    String advice(WorkspaceCall call, String message) {
        String said = message.toLowerCase(Locale.ROOT);
        if (said.contains("ip address") || said.contains("ip access list") || said.contains("ip acl")) {
            return "the workspace does not take calls from this address: let the app's outbound addresses in, in the"
                    + " workspace's settings under Security > IP access lists, or use a private endpoint";
        }
        Optional<String> job = job(call).map(this::jobPermission);
        Optional<String> runAs = ABOUT_SOMETHING_ELSE.matcher(said).find() ? Optional.empty() : runAsAnother(call);
        if (runAs.isPresent()) {
            return runAs.get()
                    + job.map(other -> "; or, if that is granted: " + other).orElse("");
        }
        if (job.isPresent()) {
            return job.get();
        }
        if (ABOUT_CLUSTERS.matcher(said).find()) {
            return entitlement("allow-cluster-create", "Unrestricted cluster creation");
        }
        if (said.contains("entitlement")) {
            return entitlement("workspace-access", "Workspace access");
        }
        return membership();
    }

    /**
     * Returns what it takes to let a job run as somebody other than us, if that is what the call asks for. Jobs API 2.2,
     * {@code run_as}: a service principal takes the role Service Principal User on it, also of workspace admins; another
     * user takes a workspace admin, while the setting RestrictWorkspaceAdmins is off; a group takes a member.
     */
    private Optional<String> runAsAnother(WorkspaceCall call) {
        JsonNode body = call.body();
        if (body == null) {
            return Optional.empty();
        }
        JsonNode runAs = body.path("new_settings").path("run_as").isMissingNode()
                ? body.path("run_as")
                : body.path("new_settings").path("run_as");
        return Principal.namedIn(runAs).stream()
                .filter(principal -> !principal.name().equalsIgnoreCase(name))
                .findFirst()
                .map(principal -> "the job is to run as " + principal + ", and " + who() + " may not let it: "
                        + switch (principal.kind()) {
                            case SERVICE_PRINCIPAL ->
                                "it takes the role Service Principal User"
                                        + " (roles/servicePrincipal.user) on that service principal, which workspace admins"
                                        + " need too; whoever has Service Principal Manager on it grants it, in Settings >"
                                        + " Identity and access > Service principals > Permissions";
                            case USER ->
                                "only a workspace admin lets a job run as another user, and only while the"
                                        + " workspace's setting RestrictWorkspaceAdmins is off; let the job run as a service"
                                        + " principal, or leave run_as out";
                            case GROUP -> "it takes being a member of that group";
                        });
    }

    /** Permissions API 2.0: PATCH adds to a job's access control list. */
    private String jobPermission(String job) {
        return who() + " lacks CAN MANAGE on job " + job + ": its owner or an admin grants it with PATCH"
                + " /api/2.0/permissions/jobs/" + job + " {\"access_control_list\": [{\"" + kind() + "\": \""
                + nameOrPlaceholder() + "\", \"permission_level\": \"CAN_MANAGE\"}]}, or on the job's page under"
                + " Job details > Edit permissions";
    }

    /** SCIM API 2.0: PATCH adds an entitlement to an identity that the workspace already has. */
    private String entitlement(String value, String label) {
        return who() + " lacks the entitlement " + value + ": an admin grants it with PATCH " + SCIM + collection()
                + "/<id> {\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\": [{\"op\":"
                + " \"add\", \"path\": \"entitlements\", \"value\": [{\"value\": \"" + value + "\"}]}]} (GET " + SCIM
                + collection() + "?filter=" + field() + "%20eq%20%22" + nameOrPlaceholder() + "%22 tells the id), or in"
                + " Settings > Identity and access > " + screen() + " as '" + label + "'";
    }

    /** SCIM API 2.0: POST adds an identity that the workspace does not know yet. */
    private String membership() {
        String schema = isUser() ? "User" : "ServicePrincipal";
        return who() + " has no access to this workspace: an admin adds it with POST " + SCIM + collection()
                + " {\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:" + schema + "\"], \"" + field() + "\": \""
                + nameOrPlaceholder() + "\", \"entitlements\": [{\"value\": \"workspace-access\"}]}, or in Settings >"
                + " Identity and access > " + screen() + " > Add";
    }

    private String who() {
        return name == null ? "this identity" : (isUser() ? "user " : "service principal ") + name;
    }

    private String kind() {
        return isUser() ? "user_name" : "service_principal_name";
    }

    private String collection() {
        return isUser() ? "Users" : "ServicePrincipals";
    }

    private String field() {
        return isUser() ? "userName" : "applicationId";
    }

    private String screen() {
        return isUser() ? "Users" : "Service principals";
    }

    private boolean isUser() {
        return name != null && !ApplicationId.is(name);
    }

    private String nameOrPlaceholder() {
        return name == null ? "<application id>" : name;
    }

    private static Optional<String> job(WorkspaceCall call) {
        Matcher inPath = JOB_IN_PATH.matcher(call.path());
        if (inPath.find()) {
            return Optional.of(inPath.group(1));
        }
        return Optional.ofNullable(call.body())
                .map(body -> body.path("job_id"))
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asText);
    }
}
