package io.github.dbdsc.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tokens of the function app's or the machine's managed identity. */
final class ManagedIdentityTokens implements TokenIssuer {

    private final WorkspaceIdentity identity;
    private final Credentials credentials;

    ManagedIdentityTokens(WorkspaceIdentity identity, Credentials credentials) {
        this.identity = identity;
        this.credentials = credentials;
    }

    @Override
    public AccessToken issue(Optional<String> refused) {
        try {
            return refused.isPresent()
                    ? pastTheCache()
                    : credentials
                            .of(AppIdentity.managed(identity.clientId()))
                            .getTokenSync(new TokenRequestContext().addScopes(identity.scope()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CredentialException("no token for the workspace: the program is stopping");
        } catch (Exception e) {
            throw new CredentialException("no token for the workspace with AUTHORITY_TYPE msi: " + why(e));
        }
    }

    /**
     * Azure Identity keeps these tokens in a cache that all credentials of the process share and has no way past it;
     * the library under it does, and puts what it gets into that same cache.
     */
    private AccessToken pastTheCache() throws Exception {
        ManagedIdentityId id = identity.clientId()
                .map(ManagedIdentityId::userAssignedClientId)
                .orElseGet(ManagedIdentityId::systemAssigned);
        IAuthenticationResult token = ManagedIdentityApplication.builder(id)
                .build()
                .acquireTokenForManagedIdentity(ManagedIdentityParameters.builder(identity.resource())
                        .forceRefresh(true)
                        .build())
                .get(AzureHttp.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return new AccessToken(
                token.accessToken(), token.expiresOnDate().toInstant().atOffset(ZoneOffset.UTC));
    }

    private String why(Exception failure) {
        String enable = identity.clientId()
                .map(id -> "check that CLIENT_ID " + id + " is the client id (not the object id) of a user-assigned"
                        + " identity, and assign that to the app: az functionapp identity assign --identities <resource"
                        + " id> --name <app> --resource-group <group>")
                .orElse("switch the app's system-assigned identity on: az functionapp identity assign --name <app>"
                        + " --resource-group <group>; or name a user-assigned one with CLIENT_ID");
        return Connection.trouble(failure)
                .map(trouble -> "the identity endpoint could not be reached (" + trouble
                        + "); this works only on Azure, on your own machine set AUTHORITY_TYPE to default")
                .orElse("the identity endpoint gave none; " + enable);
    }
}
