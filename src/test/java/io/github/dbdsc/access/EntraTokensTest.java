package io.github.dbdsc.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fakes.FakeIssuer;
import io.github.dbdsc.fakes.LoopbackServer;
import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.settings.AccessSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens with real signatures, of an issuer that publishes its keys over HTTPS. */
class EntraTokensTest {

    private final FakeIssuer issuer = new FakeIssuer();
    private final SteppedClock clock = new SteppedClock();
    private final EntraTokens tokens = tokens(issuer.settings("entra"));

    @AfterEach
    void stop() {
        issuer.close();
    }

    private EntraTokens tokens(Map<String, String> settings) {
        return new EntraTokens(
                Objects.requireNonNull(AccessSettings.of(settings).trusted()),
                clock,
                LoopbackServer.context().getSocketFactory());
    }

    private Instant now() {
        return clock.instant();
    }

    private TokenHolder holder(FakeIssuer.Key key, ObjectNode claims) throws RefusedTokenException {
        return tokens.holder(FakeIssuer.signed(key, claims));
    }

    private int fetches() {
        return Collections.frequency(issuer.requests(), FakeIssuer.KEYS);
    }

    @Test
    void a_person_is_known_by_name_and_object_id_and_has_the_highest_role() throws Exception {
        TokenHolder holder = tokens.holder(issuer.token(now(), "Jobs.Read", "Jobs.Apply", "Others.Role"));

        assertThat(holder.caller())
                .isEqualTo(
                        new Caller(Caller.Kind.PERSON, "ann@contoso.example", "44444444-aaaa-4000-8000-00000000000d"));
        assertThat(holder.role()).hasValue(AppRole.APPLY);
    }

    @Test
    void a_token_of_version_1_is_as_good_for_an_application_too() throws Exception {
        ObjectNode claims = issuer.claims(now(), "Jobs.Plan")
                .put("ver", "1.0")
                .put("iss", issuer.uri() + "/" + FakeIssuer.TENANT + "/")
                .put("aud", FakeIssuer.AUDIENCE)
                .put("appid", "66666666-aaaa-4000-8000-00000000000f");
        claims.remove("preferred_username");
        claims.remove("scp");

        TokenHolder holder = holder(issuer.key(), claims);

        assertThat(holder.caller().text()).isEqualTo("application 66666666-aaaa-4000-8000-00000000000f");
        assertThat(holder.role()).hasValue(AppRole.PLAN);
    }

    @Test
    void roles_count_by_the_claim_roles_alone() throws Exception {
        ObjectNode claims = issuer.claims(now()).put("scp", "Jobs.Prune");
        assertThat(holder(issuer.key(), claims).role()).isEmpty();

        claims.put("roles", "Jobs.Prune");
        assertThat(holder(issuer.key(), claims).role()).isEmpty();

        claims.remove("roles");
        assertThat(holder(issuer.key(), claims).role()).isEmpty();
    }

    @Test
    void clocks_may_be_five_minutes_apart() throws Exception {
        Instant now = now();
        ObjectNode late = issuer.claims(now.minus(Duration.ofHours(1)).minus(Duration.ofMinutes(4)), "Jobs.Read");
        ObjectNode early = issuer.claims(now.plus(Duration.ofMinutes(4)), "Jobs.Read");

        assertThat(holder(issuer.key(), late).role()).hasValue(AppRole.READ);
        assertThat(holder(issuer.key(), early).role()).hasValue(AppRole.READ);

        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> holder(issuer.key(), late)).hasMessage("the token has expired");
    }

    @Test
    void a_token_that_never_expires_is_refused() {
        ObjectNode claims = issuer.claims(now(), "Jobs.Prune");
        claims.remove("exp");
        assertThatThrownBy(() -> holder(issuer.key(), claims)).isInstanceOf(RefusedTokenException.class);

        claims.putNull("exp");
        assertThatThrownBy(() -> holder(issuer.key(), claims)).isInstanceOf(RefusedTokenException.class);
    }

    @Test
    void a_header_of_null_is_no_token_and_no_fault_of_the_program() {
        String nothing = part("null");
        String noEncryption = part("{\"alg\":\"dir\",\"enc\":null}");

        assertThat(List.of(nothing + ".e30.AA", nothing + ".e30.", noEncryption + ".AA.AA.AA.AA"))
                .allSatisfy(token -> assertThatThrownBy(() -> tokens.holder(token))
                        .isInstanceOf(RefusedTokenException.class)
                        .hasMessage("the token is no JSON Web Token"));
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatever_is_wrong_with_a_token_refuses_it_without_a_word_of_it() {
        issuer.refused(now()).forEach((wrong, header) -> {
            String token = header.replaceFirst("^\\w* ?", "");
            Throwable refusal = catchThrowable(() -> tokens.holder(token));
            assertThat(refusal).as(wrong).isInstanceOf(RefusedTokenException.class);
            if (token.length() > 100) {
                assertThat(refusal.getMessage())
                        .as(wrong)
                        .doesNotContain(token.substring(0, 20), "api://other", "issuer.example", "ann", "\"", "\\");
            }
        });
        assertThatThrownBy(() -> tokens.holder("x".repeat(EntraTokens.LONGEST + 1)))
                .isInstanceOf(RefusedTokenException.class)
                .hasMessageContaining("characters");
    }

    @Test
    void keys_are_fetched_once_and_a_new_one_as_soon_as_a_token_names_it() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(tokens.holder(issuer.token(now(), "Jobs.Read")).role()).hasValue(AppRole.READ);
        }
        assertThat(fetches()).isEqualTo(1);

        FakeIssuer.Key second = FakeIssuer.Key.named("second");
        issuer.publish(issuer.key(), second);
        assertThat(holder(second, issuer.claims(now(), "Jobs.Plan")).role()).hasValue(AppRole.PLAN);
        assertThat(tokens.holder(issuer.token(now(), "Jobs.Read")).role()).hasValue(AppRole.READ);
        assertThat(fetches()).isEqualTo(2);

        issuer.publish(second);
        clock.advance(Duration.ofMinutes(1));
        FakeIssuer.Key third = FakeIssuer.Key.named("third");
        issuer.publish(second, third);
        assertThat(holder(third, issuer.claims(now(), "Jobs.Plan")).role()).hasValue(AppRole.PLAN);
        assertThatThrownBy(() -> tokens.holder(issuer.token(now(), "Jobs.Read")))
                .as("a key that is no longer published")
                .isInstanceOf(RefusedTokenException.class);
        assertThat(fetches()).isEqualTo(3);
    }

    @Test
    void keys_that_nobody_publishes_cost_one_fetch_a_minute() throws Exception {
        assertThat(tokens.holder(issuer.token(now(), "Jobs.Read")).role()).hasValue(AppRole.READ);
        for (int minute = 1; minute <= 3; minute++) {
            for (int i = 0; i < 20; i++) {
                FakeIssuer.Key unknown =
                        new FakeIssuer.Key("unknown-" + i, issuer.key().pair());
                assertThatThrownBy(() -> holder(unknown, issuer.claims(now(), "Jobs.Prune")))
                        .isInstanceOf(RefusedTokenException.class);
                clock.advance(Duration.ofSeconds(2));
            }
            assertThat(fetches()).isEqualTo(1 + minute);
            clock.advance(Duration.ofSeconds(20));
        }
    }

    @Test
    void an_issuer_that_is_away_opens_nothing_and_is_asked_again_soon() throws Exception {
        issuer.failNext(503, 500);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> tokens.holder(issuer.token(now(), "Jobs.Read")))
                    .isInstanceOf(IssuerUnavailableException.class);
        }
        assertThat(fetches()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(5));
        assertThatThrownBy(() -> tokens.holder(issuer.token(now(), "Jobs.Read")))
                .isInstanceOf(IssuerUnavailableException.class);
        clock.advance(Duration.ofSeconds(5));
        assertThat(tokens.holder(issuer.token(now(), "Jobs.Read")).role()).hasValue(AppRole.READ);
        assertThat(fetches()).isEqualTo(3);
    }

    @Test
    void known_keys_go_on_being_used_while_the_issuer_is_away() throws Exception {
        assertThat(tokens.holder(issuer.token(now(), "Jobs.Read")).role()).hasValue(AppRole.READ);
        clock.advance(Duration.ofDays(2));
        issuer.failNext(503, 503, 503);

        assertThat(tokens.holder(issuer.token(now(), "Jobs.Read")).role()).hasValue(AppRole.READ);
        FakeIssuer.Key second = FakeIssuer.Key.named("second");
        assertThatThrownBy(() -> holder(second, issuer.claims(now(), "Jobs.Read")))
                .as("a key that the issuer may have by now")
                .isInstanceOf(IssuerUnavailableException.class);
        assertThat(tokens.holder(issuer.token(now(), "Jobs.Read")).role()).hasValue(AppRole.READ);
        assertThat(fetches()).isEqualTo(3);
    }

    @Test
    void an_answer_that_is_no_set_of_keys_is_no_key() {
        issuer.publish();

        assertThatThrownBy(() -> tokens.holder(issuer.token(now(), "Jobs.Read")))
                .isInstanceOf(IssuerUnavailableException.class);
    }

    @Test
    void each_cloud_has_its_issuers() {
        assertThat(issuer("https://login.microsoftonline.com/").names())
                .containsExactlyInAnyOrder("https://sts.windows.net/t/", "https://login.microsoftonline.com/t/v2.0");
        assertThat(issuer("https://login.windows.net/")).isEqualTo(issuer("https://login.microsoftonline.com/"));
        assertThat(issuer("https://login.microsoftonline.us/").names())
                .containsExactlyInAnyOrder("https://sts.windows.net/t/", "https://login.microsoftonline.us/t/v2.0");
        assertThat(issuer("https://login.partner.microsoftonline.cn/").names())
                .containsExactlyInAnyOrder(
                        "https://sts.chinacloudapi.cn/t/", "https://login.partner.microsoftonline.cn/t/v2.0");
        assertThat(issuer("https://login.microsoftonline.com/").keys())
                .hasToString("https://login.microsoftonline.com/t/discovery/v2.0/keys");
    }

    private static Issuer issuer(String host) {
        return Issuer.of(new AccessSettings.Trusted(host, "t", java.util.Set.of("a")));
    }
}
