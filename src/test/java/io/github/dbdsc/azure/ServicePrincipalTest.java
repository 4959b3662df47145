package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.FakeEntra;
import io.github.dbdsc.fakes.FakeTokens;
import io.github.dbdsc.fakes.LoopbackServer;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.Secret;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uses a client secret with a token endpoint that checks it. */
class ServicePrincipalTest {

    private static final String SECRET = "planted~client-secret";

    private final FakeTokens issuer = new FakeTokens((token, application) -> {});
    private final FakeEntra entra = new FakeEntra(issuer);
    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final Credentials credentials =
            new Credentials(AzureHttp.trusting(LoopbackServer.context(), Duration.ofSeconds(30), Duration.ofMillis(1)));
    private Duration ahead = Duration.ZERO;
    private final InstantSource clock = () -> Instant.now().plus(ahead);

    @BeforeEach
    void accept() {
        entra.acceptSecrets(SECRET);
    }

    @AfterEach
    void stop() {
        entra.close();
        workspace.close();
    }

    private WorkspaceToken token(Secret secret) {
        return WorkspaceToken.of(ServicePrincipalIdentities.withSecret(entra, secret), credentials, clock);
    }

    @Test
    void the_first_token_takes_one_request_and_nobody_looks_around_before_it() {
        String token = token(Secret.of(SECRET)).get();

        assertThat(issuer.issued()).containsExactly(token);
        assertThat(entra.requests()).containsExactly(FakeEntra.tokenRequest());
    }

    @Test
    void it_does_not_matter_who_made_the_first_http_client_of_the_process() throws Exception {
        HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(workspace.uri()).build(), HttpResponse.BodyHandlers.discarding());

        assertThat(token(Secret.of(SECRET)).get()).isNotEmpty();
    }

    @Test
    void a_token_is_kept_until_shortly_before_it_expires() {
        WorkspaceToken token = token(Secret.of(SECRET));

        String first = token.get();
        ahead = Duration.ofMinutes(54);
        assertThat(token.get()).isEqualTo(first);
        ahead = Duration.ofMinutes(56);
        assertThat(token.get()).isNotEqualTo(first);

        assertThat(entra.requests()).hasSize(2);
    }

    @Test
    void many_calls_at_once_make_one_request() throws Exception {
        WorkspaceToken token = token(Secret.of(SECRET));
        ExecutorService callers = Executors.newFixedThreadPool(16);
        CountDownLatch start = new CountDownLatch(1);
        Set<String> tokens = ConcurrentHashMap.newKeySet();
        try {
            List<Future<Boolean>> calls = IntStream.range(0, 16)
                    .mapToObj(i -> callers.submit(() -> {
                        start.await();
                        return tokens.add(token.get());
                    }))
                    .toList();
            start.countDown();
            for (Future<Boolean> call : calls) {
                call.get();
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(tokens).hasSize(1);
        assertThat(entra.requests()).hasSize(1);
    }

    @Test
    void a_token_that_the_workspace_refuses_to_many_calls_is_replaced_once() {
        WorkspaceToken token = token(Secret.of(SECRET));
        String first = token.get();

        token.refused(first);
        String second = token.get();
        token.refused(first);

        assertThat(token.get()).isEqualTo(second).isNotEqualTo(first);
        assertThat(entra.requests()).hasSize(2);
    }

    @Test
    void a_secret_that_entra_refuses_is_read_again_and_tried_once_more() {
        entra.acceptSecrets("rotated");

        assertThat(token(new RotatedSecret(SECRET, "rotated")).get()).isNotEmpty();

        assertThat(entra.requests()).hasSize(2);
    }

    @Test
    void a_wrong_secret_is_tried_once_and_never_shown() {
        assertThatThrownBy(() -> token(Secret.of("planted~wrong")).get())
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("service principal " + FakeEntra.APPLICATION + " was refused")
                .hasMessageContaining("AADSTS7000215")
                .hasMessageContaining("CLIENT_SECRET is not the secret's value")
                .hasMessageContaining("az ad app credential reset --append --id " + FakeEntra.APPLICATION)
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("planted"));
        assertThat(entra.requests()).hasSize(1);
    }

    @Test
    void a_rotated_secret_that_is_also_wrong_is_not_tried_for_ever() {
        assertThatThrownBy(() ->
                        token(new RotatedSecret("planted~one", "planted~two")).get())
                .hasMessageContaining("AADSTS7000215")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("planted"));
        assertThat(entra.requests()).hasSize(2);
    }

    @Test
    void a_short_outage_is_survived_by_retries() {
        entra.failNext(503, 500);

        assertThat(token(Secret.of(SECRET)).get()).isNotEmpty();

        assertThat(entra.requests()).hasSize(3);
    }

    @Test
    void an_outage_is_reported_as_such_and_no_secret_is_read_again() {
        entra.failNext(503, 503, 503);

        assertThatThrownBy(() ->
                        token(new RotatedSecret(SECRET, "not to be asked for")).get())
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("answered HTTP 503; try again later");
        assertThat(entra.requests()).hasSize(3);
    }

    @Test
    void a_silent_endpoint_is_given_up_after_its_tries() {
        entra.keepSilentNext(9);

        assertThatThrownBy(() -> quick().get())
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("could not be reached")
                .hasMessageContaining("try again later");
        assertThat(entra.requests()).hasSizeBetween(1, 3);
    }

    @Test
    @Timeout(30)
    void an_endpoint_that_stalls_in_its_answer_is_given_up() {
        entra.stallNext(9);

        assertThatThrownBy(() -> quick().get()).isInstanceOf(CredentialException.class);
    }

    @Test
    @Timeout(30)
    void an_endpoint_whose_answer_drips_is_given_up() {
        entra.dripNext(9);

        assertThatThrownBy(() -> quick().get()).isInstanceOf(CredentialException.class);
    }

    @Test
    void an_endpoint_with_an_untrusted_certificate_gets_no_secret() {
        Credentials strangers = new Credentials(AzureHttp.patient(Duration.ofSeconds(10)));

        assertThatThrownBy(() -> WorkspaceToken.of(
                                ServicePrincipalIdentities.withSecret(entra, Secret.of(SECRET)), strangers, clock)
                        .get())
                .hasMessageContaining("could not be reached (SSLHandshakeException)");
        assertThat(entra.requests()).isEmpty();
    }

    @Test
    void a_good_token_that_can_not_be_renewed_stays_in_use() {
        WorkspaceToken token = token(Secret.of(SECRET));
        String first = token.get();
        entra.acceptSecrets("another");
        ahead = Duration.ofMinutes(57);

        assertThat(token.get()).isEqualTo(first);

        ahead = Duration.ofMinutes(59);
        assertThatThrownBy(token::get).hasMessageContaining("AADSTS7000215");
    }

    /** Returns a token that gives up soon. */
    private WorkspaceToken quick() {
        Credentials impatient = new Credentials(
                AzureHttp.trusting(LoopbackServer.context(), Duration.ofSeconds(1), Duration.ofMillis(1)));
        return WorkspaceToken.of(
                ServicePrincipalIdentities.withSecret(entra, new RotatedSecret(SECRET, "not to be asked for")),
                impatient,
                clock);
    }
}
