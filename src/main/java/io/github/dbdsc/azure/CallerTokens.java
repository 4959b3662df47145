package io.github.dbdsc.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.dbdsc.settings.CredentialException;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Gives out tokens for calls of a function app, on behalf of whoever is logged in on this machine: the environment, a workload
 * identity, a managed identity, the Azure CLI and its like, as Azure Identity finds them. They are kept until shortly before
 * they expire.
 */
public final class CallerTokens {

    private static final String NOBODY =
            "nobody is logged in on this machine; log in with 'az login%s', or in a pipeline with a federated identity"
                    + " (azure/login, AzureCLI@2); a machine's managed identity is asked with"
                    + " AZURE_TOKEN_CREDENTIALS=ManagedIdentityCredential";

    private final String audience;
    private final String tenant;
    private final TokenCredential credential;
    private final TokenCache tokens;

    CallerTokens(String audience, String tenant, TokenCredential credential, InstantSource clock) {
        this.audience = audience;
        this.tenant = tenant;
        this.credential = credential;
        this.tokens = new TokenCache(refused -> issue(), clock);
    }

    /**
     * Makes no call yet: the first token is fetched when it is needed.
     *
     * @param audience whom the tokens are for, like {@code api://<client id>}
     * @param tenant the id of the tenant that the app trusts
     */
    public static CallerTokens of(String audience, String tenant, Credentials credentials) {
        return new CallerTokens(audience, tenant, credentials.loginOfAnyTenant(), InstantSource.system());
    }

    /**
     * Returns a token that is good now.
     *
     * @throws CredentialException when none is issued, or one of another tenant
     */
    public String get() {
        return tokens.get().getToken();
    }

    private AccessToken issue() {
        AccessToken token = asked();
        String issuedIn = JwtClaims.of(token.getToken()).path("tid").asText("").toLowerCase(Locale.ROOT);
        if (!issuedIn.isEmpty() && !issuedIn.equals(tenant.toLowerCase(Locale.ROOT))) {
            throw refusal("the login of this machine is of tenant " + issuedIn + ", and the app trusts tenant " + tenant
                    + " only; log in there: az login" + toTenant());
        }
        return token;
    }

    private AccessToken asked() {
        try {
            return credential.getTokenSync(
                    new TokenRequestContext().addScopes(audience + "/.default").setTenantId(tenant));
        } catch (RuntimeException e) {
            throw refusal(why(e));
        }
    }

    private CredentialException refusal(String why) {
        return new CredentialException("no token for " + audience + ": " + why);
    }

    private String toTenant() {
        return " --tenant " + tenant;
    }

    private String why(RuntimeException failure) {
        String code = EntraFailure.of(failure).code();
        if (code != null) {
            return "Microsoft Entra answered " + code + ": " + advice(code);
        }
        return FailureCause.network(failure)
                .map(trouble -> "Microsoft Entra, or the endpoint of the machine's identity, could not be reached ("
                        + trouble + "); check the network, or try again later")
                .orElseGet(() -> NOBODY.formatted(toTenant()));
    }

    /** Microsoft Entra: authentication and authorization error codes. */
    private String advice(String code) {
        return switch (code) {
            case "AADSTS50105", "AADSTS501051" ->
                "whoever is logged in here has no role in the app; have one assigned: infra/register-app.sh assign";
            case "AADSTS500011", "AADSTS500014", "AADSTS700016" ->
                "tenant " + tenant + " does not know the app, or whoever asks; log in to that tenant (az login"
                        + toTenant() + "), and check AUTH_TENANT and AUTH_AUDIENCE of the function app";
            case "AADSTS50020", "AADSTS50034", "AADSTS90072", "AADSTS90002" ->
                "the account that is logged in here is not of tenant " + tenant + "; log in with one that is: az login"
                        + toTenant();
            case "AADSTS65001", "AADSTS650057" ->
                "the app registration does not let the Azure CLI ask for tokens; run infra/register-app.sh, which allows it";
            case "AADSTS700024" ->
                "the pipeline's login is too old for another token; log in (azure/login) in the step right before this one";
            case "AADSTS70021", "AADSTS700211", "AADSTS700212", "AADSTS700213" ->
                "the identity does not trust this pipeline; compare its federated credential with the pipeline's issuer and"
                        + " subject";
            case "AADSTS53003" -> "a conditional access policy blocks it; see the sign-in log in Microsoft Entra";
            case "AADSTS50076", "AADSTS50078", "AADSTS50079", "AADSTS50158", "AADSTS70043", "AADSTS700082" ->
                "the login has to be renewed: az login" + toTenant() + " --scope " + audience + "/.default";
            default -> "see https://login.microsoftonline.com/error?code=" + code.substring("AADSTS".length());
        };
    }
}
