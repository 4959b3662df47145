package io.github.dbdsc.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.dbdsc.settings.Authority;
import io.github.dbdsc.settings.ClientCertificate;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.Secret;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tokens of a service principal, who proves itself to Microsoft Entra with a secret or a certificate. Each token is asked
 * for with the proof as it is then; one that Entra refuses is read again where it is kept, once.
 */
final class ServicePrincipalTokens implements TokenIssuer {

    private final WorkspaceIdentity identity;
    private final Authority authority;
    private final String clientId;
    private final Secret proof;
    private final Credentials credentials;
    private final InstantSource clock;

    ServicePrincipalTokens(WorkspaceIdentity identity, Credentials credentials, InstantSource clock) {
        this.identity = identity;
        this.authority = identity.authority().orElseThrow();
        this.clientId = identity.clientId().orElseThrow();
        this.proof = identity.clientSecret()
                .filter(secret -> identity.type() == WorkspaceIdentity.Type.SPN_KEY)
                .or(identity::certificate)
                .orElseThrow();
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public AccessToken issue(Optional<String> refused) {
        String current = proof.value();
        try {
            return ask(current);
        } catch (RuntimeException e) {
            EntraFailure failure = EntraFailure.of(e);
            String other = failure.isRefusal() ? proof.after(current) : current;
            if (other.equals(current)) {
                throw failure.toException(identity, authority);
            }
            return askAgain(other);
        }
    }

    private AccessToken askAgain(String other) {
        try {
            return ask(other);
        } catch (RuntimeException e) {
            throw EntraFailure.of(e).toException(identity, authority);
        }
    }

    /** With a credential of its own, whose cache is empty: tokens are kept by who asks. */
    private AccessToken ask(String value) {
        TokenCredential credential = identity.type() == WorkspaceIdentity.Type.SPN_KEY
                ? credentials.clientSecret(authority, clientId, value)
                : credentials.certificate(authority, clientId, certificate(value), clock);
        return credential.getTokenSync(new TokenRequestContext().addScopes(identity.scope()));
    }

    private ClientCertificate certificate(String content) {
        try {
            return ClientCertificate.of(
                    content, identity.certificatePassword().map(Secret::value).orElse(""), identity.thumbprint());
        } catch (IllegalArgumentException e) {
            throw new CredentialException("what PRIVATE_KEY_FILE names " + e.getMessage());
        }
    }
}
