package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.dbdsc.fakes.FakeIssuer;
import io.github.dbdsc.settings.CredentialException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class CallerTokensTest {

    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final String OTHER = "55555555-aaaa-4000-8000-00000000000e";

    private static final FakeIssuer ISSUER = new FakeIssuer();
    private final List<TokenRequestContext> asked = new ArrayList<>();

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    private CallerTokens tokens(String answer) {
        return new CallerTokens(
                FakeIssuer.AUDIENCE,
                FakeIssuer.TENANT,
                request -> {
                    asked.add(request);
                    return Mono.just(new AccessToken(
                            answer, NOW.plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC)));
                },
                () -> NOW);
    }

    private static CallerTokens failing(RuntimeException failure) {
        return new CallerTokens(FakeIssuer.AUDIENCE, FakeIssuer.TENANT, request -> Mono.error(failure), () -> NOW);
    }

    @Test
    void a_token_is_asked_of_the_apps_tenant_for_its_audience_once() {
        String token = ISSUER.token(NOW, "Jobs.Plan");
        CallerTokens tokens = tokens(token);

        assertThat(tokens.get()).isEqualTo(token);
        assertThat(tokens.get()).isEqualTo(token);

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).getScopes()).containsExactly(FakeIssuer.AUDIENCE + "/.default");
        assertThat(asked.get(0).getTenantId()).isEqualTo(FakeIssuer.TENANT);
    }

    @Test
    void a_token_of_another_tenant_is_not_given_out_and_both_are_named() {
        String token =
                FakeIssuer.signed(ISSUER.key(), ISSUER.claims(NOW, "Jobs.Plan").put("tid", OTHER));

        assertThatThrownBy(() -> tokens(token).get())
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("is of tenant " + OTHER)
                .hasMessageContaining("az login --tenant " + FakeIssuer.TENANT)
                .hasMessageNotContaining(token);
    }

    @Test
    void a_token_that_is_not_for_us_to_read_is_left_to_the_app() {
        assertThat(tokens("opaque").get()).isEqualTo("opaque");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Please run 'az login' to set up account             | nobody is logged in on this machine; log in with 'az login --tenant 22222222",
                "AADSTS501051: Application is not assigned planted   | AADSTS501051: whoever is logged in here has no role in the app",
                "AADSTS50105: The user planted is not assigned       | infra/register-app.sh assign",
                "AADSTS500011: The resource planted was not found    | check AUTH_TENANT and AUTH_AUDIENCE",
                "AADSTS50020: User account planted does not exist    | is not of tenant 22222222",
                "AADSTS65001: planted has not consented              | does not let the Azure CLI ask for tokens",
                "AADSTS700024: Client assertion planted              | too old",
                "AADSTS50076: planted                                | az login --tenant 22222222-aaaa-4000-8000-00000000000b --scope api://",
                "AADSTS9999: planted                                 | https://login.microsoftonline.com/error?code=9999"
            })
    void a_refusal_says_what_to_do_and_quotes_nothing(String answer, String message) {
        assertThatThrownBy(() ->
                        failing(new ClientAuthenticationException(answer, null)).get())
                .isInstanceOf(CredentialException.class)
                .hasMessageStartingWith("no token for " + FakeIssuer.AUDIENCE + ": ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("planted")
                .hasNoCause();
    }

    @Test
    void a_network_that_fails_is_told_apart_from_a_login_that_is_missing() {
        assertThatThrownBy(() -> failing(new UncheckedIOException(new ConnectException("planted")))
                        .get())
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("could not be reached (ConnectException)")
                .hasMessageNotContaining("planted");
    }
}
