package io.github.dbdsc.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.github.dbdsc.model.Loopback;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.Secret;
import io.github.dbdsc.settings.SecretReference;
import io.github.dbdsc.settings.SecretStore;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The secrets of a key vault. The client is built, and the vault called, when the first of them is needed. */
public final class KeyVault implements SecretStore {

    private final URI address;
    private final TokenCredential credential;
    private final AzureHttp http;
    private final InstantSource clock;
    private final Map<SecretReference, VaultSecret> secrets = new ConcurrentHashMap<>();
    private @Nullable SecretClient client;

    KeyVault(URI address, TokenCredential credential, AzureHttp http, InstantSource clock) {
        this.address = address;
        this.credential = credential;
        this.http = http;
        this.clock = clock;
    }

    /**
     * Opens a key vault as the app itself, without asking it anything yet.
     *
     * @param storage the name of the storage connection, whose identity is used for the vault too
     */
    public static KeyVault at(URI address, Map<String, String> settings, String storage, Credentials credentials) {
        return new KeyVault(
                address,
                credentials.of(AppIdentity.forVault(settings, storage)),
                credentials.http(),
                InstantSource.system());
    }

    @Override
    public Secret secret(SecretReference reference) {
        return cached(reference);
    }

    @Override
    public Optional<String> known(SecretReference reference) {
        return cached(reference).known();
    }

    private VaultSecret cached(SecretReference reference) {
        return secrets.computeIfAbsent(reference, key -> new VaultSecret(() -> read(key), clock));
    }

    private String read(SecretReference reference) {
        try {
            return client().getSecret(reference.name(), reference.version().orElse(null))
                    .getValue();
        } catch (RuntimeException e) {
            throw failure(reference, e);
        }
    }

    private synchronized SecretClient client() {
        if (client == null) {
            SecretClientBuilder builder = new SecretClientBuilder()
                    .vaultUrl(address.toString())
                    .credential(credential)
                    .httpClient(http.forTokensAndSecrets())
                    .retryOptions(http.repetitions());
            if (Loopback.isHost(address.getHost())) {
                // the vault's challenge names a domain, which has to be that of the vault: a loopback address has none
                builder.disableChallengeResourceVerification();
            }
            client = builder.buildClient();
        }
        return client;
    }

    /** Explains to the user why a secret could not be read, without quoting what the vault answered. */
    private CredentialException failure(SecretReference reference, RuntimeException failure) {
        return new CredentialException("secret '" + reference.name() + "'"
                + reference
                        .version()
                        .map(version -> " (version " + version + ")")
                        .orElse("") + " can't be read from"
                + " key vault " + address + ": " + why(reference, failure));
    }

    private String why(SecretReference reference, RuntimeException failure) {
        String vaultName = address.getHost().replaceAll("\\..*", "");
        if (failure instanceof ResourceNotFoundException) {
            return "there is no such secret; set it with: az keyvault secret set --vault-name " + vaultName + " --name "
                    + reference.name() + " --value <value>";
        }
        if (failure instanceof HttpResponseException answered && answered.getResponse() != null) {
            int status = answered.getResponse().getStatusCode();
            return "HTTP " + status + "; " + advice(status, vaultName);
        }
        if (FailureCause.isMissingToken(failure)) {
            return "no token for it; check that the function app has a managed identity (KEY_VAULT_CLIENT_ID names a"
                    + " user-assigned one) or, on your own machine, log in with 'az login'";
        }
        return FailureCause.network(failure)
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
