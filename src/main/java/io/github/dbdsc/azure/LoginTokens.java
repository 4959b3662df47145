package io.github.dbdsc.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.util.Optional;

/** Tokens of whoever is logged in on this machine. */
final class LoginTokens implements TokenIssuer {

    private final WorkspaceIdentity identity;
    private final Credentials credentials;

    LoginTokens(WorkspaceIdentity identity, Credentials credentials) {
        this.identity = identity;
        this.credentials = credentials;
    }

    /** The tools that hold the login keep their own tokens, and are asked each time. */
    @Override
    public AccessToken issue(Optional<String> refused) {
        try {
            return credentials
                    .of(AppIdentity.LOGIN)
                    .getTokenSync(new TokenRequestContext().addScopes(identity.scope()));
        } catch (RuntimeException e) {
            throw new CredentialException("no token for the workspace with AUTHORITY_TYPE default: nobody is logged in"
                    + " on this machine; log in with 'az login' (or azd auth login, Connect-AzAccount), to the tenant"
                    + " of the workspace");
        }
    }
}
