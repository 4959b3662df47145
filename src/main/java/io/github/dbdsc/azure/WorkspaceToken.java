package io.github.dbdsc.azure;

import com.azure.core.credential.AccessToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives out bearer tokens for the workspace: a personal access token as it is, and all others from Azure Identity, kept
 * until shortly before they expire.
 */
public final class WorkspaceToken {

    private final WorkspaceIdentity identity;
    private final @Nullable TokenCache tokens;

    private WorkspaceToken(WorkspaceIdentity identity, @Nullable TokenCache tokens) {
        this.identity = identity;
        this.tokens = tokens;
    }

    /** Makes no call yet: the first token is fetched when it is needed. */
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
            case MSI -> new TokenIssuer.ManagedIdentity(identity, credentials);
            case DEFAULT -> new TokenIssuer.Login(identity, credentials);
            case SPN_KEY, SPN_CERT -> new TokenIssuer.ServicePrincipal(identity, credentials, clock);
            case PAT -> throw new IllegalArgumentException("a personal access token is not issued");
        };
    }

    /**
     * Returns a token that is good now.
     *
     * @throws CredentialException when none is issued
     */
    public String get() {
        return tokens == null
                ? identity.patToken().orElseThrow().value()
                : tokens.get().getToken();
    }

    /**
     * Drops a token that the workspace did not accept although its time is not over. A personal access token is read again
     * where it is kept.
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

    /** Returns whom the token stands for, by application id or user name: setting {@code CLIENT_ID}, or what it claims. */
    public Optional<String> name() {
        return identity.clientId().or(() -> known().map(AccessToken::getToken).flatMap(WorkspaceToken::claimedName));
    }

    /**
     * Returns the user name, or else the application id, that a token of Microsoft Entra claims. This is not verified and
     * only helps to name our own identity in messages.
     */
    private static Optional<String> claimedName(String token) {
        JsonNode claims = JwtClaims.of(token);
        return Stream.of("upn", "unique_name", "preferred_username", "appid", "azp")
                .map(claim -> claims.path(claim).asText(""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Returns when the token at hand expires; empty for a personal access token, which does not say. */
    public Optional<Instant> validUntil() {
        return known().map(token -> token.getExpiresAt().toInstant());
    }

    private Optional<AccessToken> known() {
        return tokens == null ? Optional.empty() : tokens.known();
    }
}
