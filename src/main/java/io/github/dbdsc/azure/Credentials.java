package io.github.dbdsc.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import io.github.dbdsc.settings.Authority;
import io.github.dbdsc.settings.ClientCertificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Makes the credentials of Azure Identity. None of them makes discovery calls before its first token: the kind of identity
 * is known from the settings, and the authority's host was checked against those of Microsoft Entra.
 */
public final class Credentials {

    private static final Credentials OF_THIS_PROCESS = new Credentials(AzureHttp.patient(AzureHttp.PATIENCE));

    private final AzureHttp http;
    private final Map<AppIdentity, TokenCredential> byIdentity = new ConcurrentHashMap<>();

    Credentials(AzureHttp http) {
        this.http = http;
    }

    /** Returns those that storage, key vault and workspace share: one object for each identity, with one cache. */
    public static Credentials ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    AzureHttp http() {
        return http;
    }

    /** Returns the one object for this identity. */
    TokenCredential of(AppIdentity identity) {
        return byIdentity.computeIfAbsent(identity, this::build);
    }

    /** Leaves retries to the library: for the metadata service of a machine it has its own, and refuses others. */
    private TokenCredential build(AppIdentity identity) {
        if (identity.managed()) {
            return new ManagedIdentityCredentialBuilder()
                    .clientId(identity.clientId())
                    .httpClient(http.forTokensAndSecrets())
                    .build();
        }
        return new DefaultAzureCredentialBuilder()
                .managedIdentityClientId(identity.clientId())
                .configuration(developersFirst())
                .httpClient(http.forTokensAndSecrets())
                .build();
    }

    /**
     * Returns a new credential of whoever is logged in on this machine, which asks the tenant that a request names. The shared
     * one keeps to its own, since storage and vault name theirs themselves.
     */
    TokenCredential loginOfAnyTenant() {
        return new DefaultAzureCredentialBuilder()
                .additionallyAllowedTenants("*")
                .configuration(developersFirst())
                .httpClient(http.forTokensAndSecrets())
                .build();
    }

    /**
     * Lets only a developer's own logins be tried, unless the environment offers another identity. The whole chain would
     * first look for a managed identity on the network, which takes seconds outside Azure and may fail there.
     */
    private static Configuration developersFirst() {
        Configuration environment = Configuration.getGlobalConfiguration();
        boolean offersAnother = Stream.of(
                        "AZURE_TOKEN_CREDENTIALS",
                        "AZURE_CLIENT_SECRET",
                        "AZURE_CLIENT_CERTIFICATE_PATH",
                        "AZURE_FEDERATED_TOKEN_FILE",
                        "IDENTITY_ENDPOINT",
                        "MSI_ENDPOINT")
                .anyMatch(environment::contains);
        return offersAnother
                ? environment
                : new ConfigurationBuilder()
                        .putProperty("AZURE_TOKEN_CREDENTIALS", "dev")
                        .build();
    }

    TokenCredential clientSecret(Authority authority, String clientId, String secret) {
        return new ClientSecretCredentialBuilder()
                .authorityHost(authority.host())
                .tenantId(authority.tenant())
                .disableInstanceDiscovery()
                .clientId(clientId)
                .clientSecret(secret)
                .httpClient(http.forTokensAndSecrets())
                .retryOptions(http.repetitions())
                .build();
    }

    /** Leaves a certificate to Azure Identity, and signs here with a key alone, which that does not support. */
    TokenCredential certificate(
            Authority authority, String clientId, ClientCertificate certificate, InstantSource clock) {
        return certificate
                .pem()
                .<TokenCredential>map(pem -> new ClientCertificateCredentialBuilder()
                        .authorityHost(authority.host())
                        .tenantId(authority.tenant())
                        .disableInstanceDiscovery()
                        .clientId(clientId)
                        .pemCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                        .httpClient(http.forTokensAndSecrets())
                        .retryOptions(http.repetitions())
                        .build())
                .orElseGet(() -> new ClientAssertionCredentialBuilder()
                        .authorityHost(authority.host())
                        .tenantId(authority.tenant())
                        .disableInstanceDiscovery()
                        .clientId(clientId)
                        .clientAssertion(() ->
                                ClientAssertion.of(certificate, clientId, authority.tokenEndpoint(), clock.instant()))
                        .httpClient(http.forTokensAndSecrets())
                        .retryOptions(http.repetitions())
                        .build());
    }
}
