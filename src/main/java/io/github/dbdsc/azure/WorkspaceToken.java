package io.github.dbdsc.azure;

import com.azure.core.credential.AccessToken;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens for the workspace: a personal access token as it is, all others through Azure Identity, kept until
 * shortly before they expire.
 */
public final class WorkspaceToken {

    private final WorkspaceIdentity identity;
    private final @Nullable TokenCache tokens;

    private WorkspaceToken(WorkspaceIdentity identity, @Nullable TokenCache tokens) {
        this.identity = identity;
        this.tokens = tokens;
    }

    /** Makes no call yet: the first token is fetched when it is asked for. */
    public static WorkspaceToken of(WorkspaceIdentity identity, Credentials credentials) {
        return of(identity, credentials, InstantSource.system());
    }

    static WorkspaceToken of(WorkspaceIdentity identity, Credentials credentials, InstantSource clock) {
        return new WorkspaceToken(
                identity,
                identity.type() == WorkspaceIdentity.Type.PAT
                        ? null
                        : new TokenCache(issuer(identity, credentials, clock), clock));
    }

    private static TokenIssuer issuer(WorkspaceIdentity identity, Credentials credentials, InstantSource clock) {
        return switch (identity.type()) {
            case MSI -> new ManagedIdentityTokens(identity, credentials);
            case DEFAULT -> new LoginTokens(identity, credentials);
            case SPN_KEY, SPN_CERT -> new ServicePrincipalTokens(identity, credentials, clock);
            case PAT -> throw new IllegalArgumentException("a personal access token is not issued");
        };
    }

    /**
     * A token that is good now.
     *
     * @throws CredentialException when there is none to be had
     */
    public String get() {
        return tokens == null
                ? identity.patToken().orElseThrow().value()
                : tokens.get().getToken();
    }

    /**
     * The workspace did not accept this token though its time is not over: it is forgotten here, and a personal access
     * token read again where it is kept.
     *
     * @throws CredentialException when it can't be read there
     */
    public void refused(String token) {
        if (tokens == null) {
            identity.patToken().orElseThrow().after(token);
        } else {
            tokens.refused(token);
        }
    }

    /** Whom the token stands for, an application id or a user name: from setting {@code CLIENT_ID} or from the token. */
    public Optional<String> name() {
        return identity.clientId().or(() -> known().map(AccessToken::getToken).flatMap(TokenClaims::name));
    }

    /** Until when the token at hand is good; empty for a personal access token, which does not say. */
    public Optional<Instant> validUntil() {
        return known().map(token -> token.getExpiresAt().toInstant());
    }

    private Optional<AccessToken> known() {
        return tokens == null ? Optional.empty() : tokens.known();
    }
}
