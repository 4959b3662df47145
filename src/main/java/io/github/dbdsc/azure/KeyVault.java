package io.github.dbdsc.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.github.dbdsc.settings.Secret;
import io.github.dbdsc.settings.SecretReference;
import io.github.dbdsc.settings.SecretStore;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The secrets of a key vault. The client is built, and the vault asked, when the first of them is needed. */
public final class KeyVault implements SecretStore {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

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
            throw KeyVaultFailure.of(address, reference, e);
        }
    }

    private synchronized SecretClient client() {
        if (client == null) {
            SecretClientBuilder builder = new SecretClientBuilder()
                    .vaultUrl(address.toString())
                    .credential(credential)
                    .httpClient(http.forTokensAndSecrets())
                    .retryOptions(http.repetitions());
            if (LOOPBACK.contains(address.getHost())) {
                // the vault's challenge names a domain, which has to be that of the vault: a loopback address has none
                builder.disableChallengeResourceVerification();
            }
            client = builder.buildClient();
        }
        return client;
    }
}
