package io.github.dbdsc.azure;

import com.microsoft.aad.msal4j.MsalServiceException;
import io.github.dbdsc.settings.Authority;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why Microsoft Entra gave no token, in words that quote nothing of what was sent or answered.
 *
 * @param code Entra's own, {@code AADSTS7000215}
 * @param status the HTTP status of its answer
 * @param trouble what happened to the connection, where that is what failed
 * @param ours a failure that has its message already
 */
record EntraFailure(
        Optional<String> code, Optional<Integer> status, Optional<String> trouble, Optional<CredentialException> ours) {

    private static final Pattern CODE = Pattern.compile("AADSTS\\d+");

    /** MSAL for Java: an answer that is not in Entra's own form has its status in the message only. */
    private static final Pattern STATUS = Pattern.compile("status code: (\\d{3})");

    static EntraFailure of(RuntimeException failure) {
        Optional<String> code = Optional.empty();
        Optional<Integer> status = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher matcher = CODE.matcher(String.valueOf(cause.getMessage()));
            if (code.isEmpty() && matcher.find()) {
                code = Optional.of(matcher.group());
            }
            Matcher answered = STATUS.matcher(String.valueOf(cause.getMessage()));
            if (cause instanceof MsalServiceException && answered.find()) {
                status = Optional.of(Integer.valueOf(answered.group(1)));
            }
        }
        return new EntraFailure(
                code,
                status,
                Connection.trouble(failure),
                failure instanceof CredentialException known ? Optional.of(known) : Optional.empty());
    }

    /** Whether Entra, or the form of what was to be sent, says no: another proof may help, and waiting does not. */
    boolean isRefusal() {
        return code.isPresent()
                || ours.isPresent()
                || status.filter(answer -> answer < 429).isPresent();
    }

    CredentialException toException(WorkspaceIdentity identity, Authority authority) {
        return ours.orElseGet(() -> new CredentialException("no token for the workspace with AUTHORITY_TYPE "
                + identity.type().setting() + ": " + why(identity, authority)));
    }

    private String why(WorkspaceIdentity identity, Authority authority) {
        String who = "service principal " + identity.clientId().orElse("");
        if (code.isPresent()) {
            return who + " was refused by " + authority.host() + " with " + code.get() + ": "
                    + advice(code.get(), identity, authority);
        }
        if (status.isPresent()) {
            return authority.host() + " answered HTTP " + status.get() + "; try again later";
        }
        return trouble.map(what -> authority.host() + " could not be reached (" + what
                        + "); check AUTHORITY and the network, or try again later")
                .orElse("the request to " + authority.host() + " failed; check AUTHORITY and its settings");
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
