package io.github.dbdsc.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bearer tokens for the workspace, through Azure Identity, which keeps them until shortly before they expire. */
public final class WorkspaceToken implements Supplier<String> {

    private final WorkspaceIdentity identity;
    private @Nullable TokenCredential credential;

    /** Makes no call yet: the first token is fetched when it is asked for. */
    public WorkspaceToken(WorkspaceIdentity identity) {
        this.identity = identity;
    }

    /**
     * A token that is valid now.
     *
     * @throws CredentialException when there is none to be had
     */
    @Override
    public String get() {
        if (identity.type() == WorkspaceIdentity.Type.PAT) {
            return required(identity.patToken());
        }
        try {
            TokenRequestContext scope = new TokenRequestContext().addScopes(identity.resource() + "/.default");
            return credential().getTokenSync(scope).getToken();
        } catch (RuntimeException e) {
            throw new CredentialException(
                    "no token for the workspace with AUTHORITY_TYPE " + settingOf(identity.type()) + ": "
                            + firstLine(e),
                    e);
        }
    }

    private synchronized TokenCredential credential() {
        if (credential == null) {
            credential = build();
        }
        return credential;
    }

    private TokenCredential build() {
        return switch (identity.type()) {
            case MSI -> {
                var builder = new ManagedIdentityCredentialBuilder();
                identity.clientId().ifPresent(builder::clientId);
                yield builder.build();
            }
            case SPN_KEY ->
                new ClientSecretCredentialBuilder()
                        .authorityHost(authorityHost())
                        .tenantId(tenant())
                        .clientId(required(identity.clientId()))
                        .clientSecret(required(identity.clientSecret()))
                        .build();
            case SPN_CERT ->
                new ClientCertificateCredentialBuilder()
                        .authorityHost(authorityHost())
                        .tenantId(tenant())
                        .clientId(required(identity.clientId()))
                        .pemCertificate(required(identity.privateKeyFile()))
                        .build();
            case DEFAULT -> new DefaultAzureCredentialBuilder().build();
            case PAT -> throw new IllegalStateException("a personal access token needs no credential");
        };
    }

    private String authorityHost() {
        URI authority = URI.create(required(identity.authority()));
        return authority.getScheme() + "://" + authority.getAuthority() + "/";
    }

    private String tenant() {
        String path = URI.create(required(identity.authority())).getPath();
        return path.replaceAll("^/+|/+$", "");
    }

    /** Settings are checked before a token is asked for, so what a kind needs is there. */
    private static String required(Optional<String> value) {
        return value.orElseThrow(() -> new IllegalStateException("a setting for the token is missing"));
    }

    private static String settingOf(WorkspaceIdentity.Type type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String firstLine(RuntimeException e) {
        return Optional.ofNullable(e.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse(e.getClass().getSimpleName());
    }
}
