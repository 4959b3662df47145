package io.github.dbdsc.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.SecretReference;
import java.net.URI;

/** Says in the user's words why a secret could not be read. Never repeats what the vault answered. */
final class KeyVaultFailure {

    private KeyVaultFailure() {}

    static CredentialException of(URI vault, SecretReference reference, RuntimeException failure) {
        return new CredentialException("secret '" + reference.name() + "'"
                + reference
                        .version()
                        .map(version -> " (version " + version + ")")
                        .orElse("") + " can't be read from"
                + " key vault " + vault + ": " + why(vault, reference, failure));
    }

    private static String why(URI vault, SecretReference reference, RuntimeException failure) {
        String vaultName = vault.getHost().replaceAll("\\..*", "");
        if (failure instanceof ResourceNotFoundException) {
            return "there is no such secret; set it with: az keyvault secret set --vault-name " + vaultName + " --name "
                    + reference.name() + " --value <value>";
        }
        if (failure instanceof HttpResponseException answered && answered.getResponse() != null) {
            int status = answered.getResponse().getStatusCode();
            return "HTTP " + status + "; " + advice(status, vaultName);
        }
        if (Connection.isWantOfToken(failure)) {
            return "no token for it; check that the function app has a managed identity (KEY_VAULT_CLIENT_ID names a"
                    + " user-assigned one) or, on your own machine, log in with 'az login'";
        }
        return Connection.trouble(failure)
                .map(trouble -> "it could not be reached (" + trouble + "); check KEY_VAULT_URI and the vault's"
                        + " firewall, or try again later")
                .orElseGet(() -> "the request failed (" + failure.getClass().getSimpleName()
                        + "); check KEY_VAULT_URI, or try again later");
    }

    private static String advice(int status, String vaultName) {
        return switch (status) {
            case 401, 403 ->
                "give the app's identity the role 'Key Vault Secrets User': az role assignment create --role"
                        + " \"Key Vault Secrets User\" --assignee <client id> --scope $(az keyvault show --name "
                        + vaultName + " --query id -o tsv); check that the secret is enabled, and the vault's firewall"
                        + " too";
            case 404 -> "check KEY_VAULT_URI";
            default -> "try again later";
        };
    }
}
