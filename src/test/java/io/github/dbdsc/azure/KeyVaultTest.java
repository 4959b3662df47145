package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import io.github.dbdsc.fakes.FakeEntra;
import io.github.dbdsc.fakes.FakeKeyVault;
import io.github.dbdsc.fakes.FakeTokens;
import io.github.dbdsc.fakes.LoopbackServer;
import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.settings.Authority;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.Secret;
import io.github.dbdsc.settings.SecretReference;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads secrets from a vault that first demands a token of the fake Microsoft Entra. */
class KeyVaultTest {

    private static final SecretReference TOKEN = new SecretReference("databricks-token", Optional.empty());
    private static final String GET = "GET /secrets/databricks-token/";

    private final FakeTokens issuer = new FakeTokens((token, application) -> {});
    private final FakeEntra entra = new FakeEntra(issuer);
    private final FakeKeyVault service = new FakeKeyVault(issuer);
    private final SteppedClock clock = new SteppedClock();
    private final KeyVault vault = vault(Duration.ofSeconds(10), "good");

    private KeyVault vault(Duration patience, String clientSecret) {
        AzureHttp http = AzureHttp.trusting(LoopbackServer.context(), patience, Duration.ofMillis(1));
        TokenCredential credential = new Credentials(http)
                .clientSecret(Authority.of(entra.uri() + "/" + FakeEntra.TENANT), FakeEntra.APPLICATION, clientSecret);
        return new KeyVault(service.uri(), credential, http, clock);
    }

    @BeforeEach
    void put() {
        entra.acceptSecrets("good");
        service.put("databricks-token", "planted-one");
    }

    @AfterEach
    void stop() {
        service.close();
        entra.close();
    }

    @Test
    void nothing_is_asked_before_a_value_is_needed() {
        Secret secret = vault.secret(TOKEN);

        assertThat(vault.known(TOKEN)).isEmpty();
        assertThat(service.requests()).isEmpty();
        assertThat(secret.value()).isEqualTo("planted-one");
        assertThat(vault.known(TOKEN)).hasValue("planted-one");
    }

    @Test
    void the_vault_says_for_whom_the_token_must_be_and_then_answers() {
        assertThat(vault.secret(TOKEN).value()).isEqualTo("planted-one");

        assertThat(service.requests()).containsExactly(GET, GET);
        assertThat(entra.requests()).containsExactly(FakeEntra.tokenRequest());
    }

    @Test
    void a_value_is_read_again_after_ten_minutes() {
        vault.secret(TOKEN).value();
        service.put("databricks-token", "planted-two");
        service.forgetRequests();

        clock.advance(Duration.ofMinutes(9));
        assertThat(vault.secret(TOKEN).value()).isEqualTo("planted-one");
        assertThat(service.requests()).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        assertThat(vault.secret(TOKEN).value()).isEqualTo("planted-two");
        assertThat(service.requests()).containsExactly(GET);
    }

    @Test
    void a_value_that_is_refused_is_read_again_at_once() {
        Secret secret = vault.secret(TOKEN);
        secret.value();
        service.put("databricks-token", "planted-two");

        assertThat(secret.after("planted-one")).isEqualTo("planted-two");
        assertThat(secret.value()).isEqualTo("planted-two");
    }

    @Test
    void many_refusals_of_one_value_read_it_once() {
        Secret secret = vault.secret(TOKEN);
        secret.value();
        service.forgetRequests();

        for (int call = 0; call < 100; call++) {
            assertThat(secret.after("planted-one")).isEqualTo("planted-one");
        }
        assertThat(service.requests()).hasSize(1);

        clock.advance(VaultSecret.BETWEEN_REFUSALS);
        secret.after("planted-one");
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void a_refusal_of_an_older_value_reads_nothing() {
        Secret secret = vault.secret(TOKEN);
        secret.value();
        service.put("databricks-token", "planted-two");
        secret.after("planted-one");
        service.forgetRequests();

        assertThat(secret.after("planted-one")).isEqualTo("planted-two");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void a_version_of_a_secret_never_changes() {
        service.put("databricks-token", "planted-two");
        SecretReference first = new SecretReference("databricks-token", Optional.of(FakeKeyVault.version(0)));

        assertThat(vault.secret(first).value()).isEqualTo("planted-one");
        assertThat(vault.secret(TOKEN).value()).isEqualTo("planted-two");
    }

    @Test
    void a_missing_secret_is_named_with_how_to_set_it() {
        assertThatThrownBy(() -> vault.secret(new SecretReference("nope", Optional.empty()))
                        .value())
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("secret 'nope' can't be read from key vault " + service.uri())
                .hasMessageContaining("az keyvault secret set --vault-name")
                .hasMessageContaining("--name nope");
    }

    @Test
    void a_missing_role_is_named_with_how_to_give_it() {
        service.forbid(true);

        assertThatThrownBy(() -> vault.secret(TOKEN).value())
                .hasMessageContaining("HTTP 403")
                .hasMessageContaining("'Key Vault Secrets User'")
                .hasMessageContaining("az role assignment create");
    }

    @Test
    void an_identity_that_gets_no_token_is_reported_without_its_secret() {
        assertThatThrownBy(() -> vault(Duration.ofSeconds(10), "planted-wrong")
                        .secret(TOKEN)
                        .value())
                .hasMessageContaining("no token for it")
                .hasMessageContaining("KEY_VAULT_CLIENT_ID")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("planted"));
    }

    @Test
    void a_short_outage_is_survived_and_a_silent_vault_given_up() {
        service.failNext(503);
        assertThat(vault.secret(TOKEN).value()).isEqualTo("planted-one");

        KeyVault impatient = vault(Duration.ofSeconds(1), "good");
        service.keepSilentNext(9);
        assertThatThrownBy(() -> impatient.secret(TOKEN).value())
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("it could not be reached (");
    }

    @Test
    @Timeout(30)
    void a_vault_that_stalls_in_its_answer_is_given_up() {
        service.stallNext(9);

        assertThatThrownBy(() ->
                        vault(Duration.ofMillis(300), "good").secret(TOKEN).value())
                .isInstanceOf(CredentialException.class);
    }

    @Test
    @Timeout(30)
    void a_vault_whose_answer_drips_is_given_up() {
        service.dripNext(9);

        assertThatThrownBy(() ->
                        vault(Duration.ofMillis(300), "good").secret(TOKEN).value())
                .isInstanceOf(CredentialException.class);
    }

    @Test
    void a_secret_does_not_print_its_value() {
        Secret secret = vault.secret(TOKEN);
        secret.value();

        assertThat(secret.toString()).doesNotContain("planted");
        assertThat(Secret.of("planted").toString()).doesNotContain("planted");
    }
}
