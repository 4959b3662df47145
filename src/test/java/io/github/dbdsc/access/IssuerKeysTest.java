package io.github.dbdsc.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import io.github.dbdsc.fakes.SteppedClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of an issuer that no issuer should give. */
class IssuerKeysTest {

    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private final SteppedClock clock = new SteppedClock();
    private int fetches;

    @Test
    void who_waits_for_an_issuer_that_hangs_does_not_try_it_again_for_each_call() {
        IssuerKeys keys = new IssuerKeys(this::hangs, clock);

        for (int call = 0; call < 20; call++) {
            assertThatThrownBy(() -> keys.get(ANY, null)).isInstanceOf(IssuerUnavailableException.class);
        }

        assertThat(fetches).isEqualTo(1);
        clock.advance(IssuerKeys.BEFORE_RETRY);
        assertThatThrownBy(() -> keys.get(ANY, null)).isInstanceOf(IssuerUnavailableException.class);
        assertThat(fetches).isEqualTo(2);
    }

    private String hangs() throws IOException {
        fetches++;
        clock.advance(Duration.ofSeconds(10));
        throw new IOException("timed out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "[]", "{}", "", "<html>", "{\"keys\":null}", "{\"keys\":[null]}", "{\"keys\":[{}]}"})
    void a_document_that_is_no_set_of_keys_is_an_issuer_that_is_away(String document) {
        IssuerKeys keys = new IssuerKeys(() -> document, clock);

        assertThatThrownBy(() -> keys.get(ANY, null)).isInstanceOf(IssuerUnavailableException.class);
    }
}
