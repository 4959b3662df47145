package io.github.dbdsc.azure;

import com.microsoft.aad.msal4j.MsalServiceException;
import io.github.dbdsc.settings.Authority;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Explains why Microsoft Entra gave no token, without quoting what was sent or answered.
 *
 * @param code Entra's own, like {@code AADSTS7000215}; null when it gave none
 * @param status the HTTP status of its answer; null when that is not known
 * @param trouble what the network did; null when something else failed
 * @param ours a failure that has its message already; null for all others
 */
record EntraFailure(
        @Nullable String code,
        @Nullable Integer status,
        @Nullable String trouble,
        @Nullable CredentialException ours) {

    private static final Pattern CODE = Pattern.compile("AADSTS\\d+");

    /** MSAL for Java: an answer that is not in Entra's own form has its status in the message only. */
    private static final Pattern STATUS = Pattern.compile("status code: (\\d{3})");

    static EntraFailure of(RuntimeException failure) {
        String code = null;
        Integer status = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher matcher = CODE.matcher(String.valueOf(cause.getMessage()));
            if (code == null && matcher.find()) {
                code = matcher.group();
            }
            Matcher answered = STATUS.matcher(String.valueOf(cause.getMessage()));
            if (cause instanceof MsalServiceException && answered.find()) {
                status = Integer.valueOf(answered.group(1));
            }
        }
        return new EntraFailure(
                code,
                status,
                FailureCause.network(failure).orElse(null),
                failure instanceof CredentialException known ? known : null);
    }

    /** Returns whether another proof may help, because Entra refused this one or it is malformed; waiting would not. */
    boolean isRefusal() {
        return code != null || ours != null || (status != null && status < 429);
    }

    CredentialException toException(WorkspaceIdentity identity, Authority authority) {
        return ours != null
                ? ours
                : new CredentialException("no token for the workspace with AUTHORITY_TYPE "
                        + identity.type().setting() + ": " + why(identity, authority));
    }

    private String why(WorkspaceIdentity identity, Authority authority) {
        String who = "service principal " + identity.clientId().orElse("");
        if (code != null) {
            return who + " was refused by " + authority.host() + " with " + code + ": "
                    + advice(code, identity, authority);
        }
        if (status != null) {
            return authority.host() + " answered HTTP " + status + "; try again later";
        }
        return trouble != null
                ? authority.host() + " could not be reached (" + trouble
                        + "); check AUTHORITY and the network, or try again later"
                : "the request to " + authority.host() + " failed; check AUTHORITY and its settings";
    }

    /** Microsoft Entra: authentication and authorization error codes. */
    private static String advice(String code, WorkspaceIdentity identity, Authority authority) {
        String id = identity.clientId().orElse("<client id>");
        return switch (code) {
            case "AADSTS7000215" ->
                "CLIENT_SECRET is not the secret's value (its id does not do); for a new one: az ad app credential reset"
                        + " --append --id " + id;
            case "AADSTS7000222" ->
                "the secret has expired; for a new one: az ad app credential reset --append --id " + id;
            case "AADSTS700027", "AADSTS7000216", "AADSTS7000214" ->
                "the certificate is not registered for it, or has expired; register it with: az ad app credential reset"
                        + " --append --id " + id
                        + " --cert @<certificate>.pem, and check CERT_THUMBPRINT where it is set";
            case "AADSTS700016", "AADSTS7000229" ->
                "there is no such application in tenant " + authority.tenant() + "; check CLIENT_ID and AUTHORITY";
            case "AADSTS90002", "AADSTS900023", "AADSTS90013" ->
                "there is no tenant " + authority.tenant() + "; check AUTHORITY";
            case "AADSTS500011", "AADSTS500014" ->
                "the tenant does not know resource " + identity.resource()
                        + "; remove RESOURCE, or create an Azure Databricks workspace in this tenant first";
            case "AADSTS7000112", "AADSTS7000230" -> "the application is disabled; enable it in Microsoft Entra";
            case "AADSTS53003" -> "a conditional access policy blocks it; see its sign-in log in Microsoft Entra";
            default -> "see https://login.microsoftonline.com/error?code=" + code.substring("AADSTS".length());
        };
    }
}
