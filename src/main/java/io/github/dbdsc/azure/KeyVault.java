package io.github.dbdsc.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
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
     * The vault of setting {@code KEY_VAULT_URI}, reached as the program itself; empty where there is no such setting.
     *
     * @param storage the name of the storage connection, whose identity is used for the vault, too
     * @throws IllegalArgumentException when the setting is malformed, with what it should look like
     */
    public static Optional<KeyVault> of(Map<String, String> settings, String storage, Credentials credentials) {
        return SettingText.of(settings, "KEY_VAULT_URI")
                .map(KeyVault::address)
                .map(address -> new KeyVault(
                        address,
                        credentials.of(AppIdentity.forVault(settings, storage)),
                        credentials.http(),
                        InstantSource.system()));
    }

    private static URI address(String value) {
        try {
            URI uri = URI.create(value);
            if ("https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getPath().replace("/", "").isEmpty()) {
                return URI.create("https://" + uri.getAuthority().toLowerCase(Locale.ROOT));
            }
        } catch (IllegalArgumentException e) {
            // said below, like every other address that can't be used
        }
        throw new IllegalArgumentException(
                "KEY_VAULT_URI is not the address of a key vault; it should be https://<vault>.vault.azure.net");
    }

    @Override
    public Secret secret(SecretReference reference) {
        return cached(reference);
    }

    @Override
    public Optional<String> known(SecretReference reference) {
        return cached(reference).known();
    }

    /** Its address, for messages. */
    public URI address() {
        return address;
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
