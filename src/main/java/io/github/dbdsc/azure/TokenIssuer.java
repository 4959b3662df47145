package io.github.dbdsc.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import io.github.dbdsc.settings.Authority;
import io.github.dbdsc.settings.ClientCertificate;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.Secret;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where tokens for the workspace come from: here is one class for each kind of identity that tokens are issued to. */
@FunctionalInterface
interface TokenIssuer {

    /**
     * Returns a new token.
     *
     * @param refused a token that is not accepted though its time is not over, so that no cache on the way may answer with
     *     it again; null when there is none
     * @throws CredentialException when no token is issued
     */
    AccessToken issue(@Nullable String refused);

    /** Issues tokens to whoever is logged in on this machine. */
    final class Login implements TokenIssuer {

        private final WorkspaceIdentity identity;
        private final Credentials credentials;

        Login(WorkspaceIdentity identity, Credentials credentials) {
            this.identity = identity;
            this.credentials = credentials;
        }

        /** Asks the tools that hold the login each time: they keep their own tokens. */
        @Override
        public AccessToken issue(@Nullable String refused) {
            try {
                return credentials
                        .of(AppIdentity.LOGIN)
                        .getTokenSync(new TokenRequestContext().addScopes(identity.scope()));
            } catch (RuntimeException e) {
                throw new CredentialException(
                        "no token for the workspace with AUTHORITY_TYPE default: nobody is logged in"
                                + " on this machine; log in with 'az login' (or azd auth login, Connect-AzAccount), to the tenant"
                                + " of the workspace");
            }
        }
    }

    /** Issues tokens to the managed identity of the function app, or of the machine. */
    final class ManagedIdentity implements TokenIssuer {

        private final WorkspaceIdentity identity;
        private final Credentials credentials;

        ManagedIdentity(WorkspaceIdentity identity, Credentials credentials) {
            this.identity = identity;
            this.credentials = credentials;
        }

        @Override
        public AccessToken issue(@Nullable String refused) {
            try {
                return refused != null
                        ? pastTheCache()
                        : credentials
                                .of(AppIdentity.managed(identity.clientId().orElse(null)))
                                .getTokenSync(new TokenRequestContext().addScopes(identity.scope()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CredentialException("no token for the workspace: the program is stopping");
            } catch (Exception e) {
                throw new CredentialException("no token for the workspace with AUTHORITY_TYPE msi: " + why(e));
            }
        }

        /**
         * Azure Identity keeps these tokens in a cache that all credentials of the process share, and offers no way past it.
         * The library below it does, and puts what it gets into that same cache.
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
            return FailureCause.network(failure)
                    .map(trouble -> "the identity endpoint could not be reached (" + trouble
                            + "); this works only on Azure, on your own machine set AUTHORITY_TYPE to default")
                    .orElse("the identity endpoint gave none; " + enable);
        }
    }

    /**
     * Issues tokens to a service principal, who proves itself to Microsoft Entra with a secret or a certificate. The proof is
     * read for each token; one that Entra refuses is read again where it is kept, and tried once more.
     */
    final class ServicePrincipal implements TokenIssuer {

        private final WorkspaceIdentity identity;
        private final Authority authority;
        private final String clientId;
        private final Secret proof;
        private final Credentials credentials;
        private final InstantSource clock;

        ServicePrincipal(WorkspaceIdentity identity, Credentials credentials, InstantSource clock) {
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
        public AccessToken issue(@Nullable String refused) {
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

        /** Asks with a new credential, whose cache is empty: tokens are kept by the caller. */
        private AccessToken ask(String value) {
            TokenCredential credential = identity.type() == WorkspaceIdentity.Type.SPN_KEY
                    ? credentials.clientSecret(authority, clientId, value)
                    : credentials.certificate(authority, clientId, certificate(value), clock);
            return credential.getTokenSync(new TokenRequestContext().addScopes(identity.scope()));
        }

        private ClientCertificate certificate(String content) {
            try {
                return ClientCertificate.of(
                        content,
                        identity.certificatePassword().map(Secret::value).orElse(""),
                        identity.thumbprint().orElse(null));
            } catch (IllegalArgumentException e) {
                throw new CredentialException("what PRIVATE_KEY_FILE names " + e.getMessage());
            }
        }
    }
}
