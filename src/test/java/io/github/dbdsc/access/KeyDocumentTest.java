package io.github.dbdsc.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.FakeIssuer;
import io.github.dbdsc.fakes.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KeyDocumentTest {

    private final FakeIssuer issuer = new FakeIssuer();

    @AfterEach
    void stop() {
        issuer.close();
    }

    private KeyDocument keys(Duration patience) {
        return new KeyDocument(
                URI.create(issuer.uri() + FakeIssuer.KEYS.replaceFirst("^GET ", "")),
                LoopbackServer.context().getSocketFactory(),
                patience);
    }

    @Test
    void the_document_is_had() throws Exception {
        assertThat(keys(Duration.ofSeconds(30)).document()).startsWith("{\"keys\":[");
    }

    @Test
    @Timeout(20)
    void an_answer_that_comes_a_byte_at_a_time_is_not_waited_for() {
        issuer.dripNext(1);
        assertThatThrownBy(keys(Duration.ofMillis(500))::document).isInstanceOf(IOException.class);
        issuer.stallNext(1);
        assertThatThrownBy(keys(Duration.ofMillis(500))::document).isInstanceOf(IOException.class);
        issuer.keepSilentNext(1);
        assertThatThrownBy(keys(Duration.ofMillis(500))::document).isInstanceOf(IOException.class);
    }

    @Test
    void an_answer_that_is_none_fails_and_a_redirect_is_not_followed() {
        issuer.failNext(500, 302);
        assertThatThrownBy(keys(Duration.ofSeconds(30))::document).isInstanceOf(IOException.class);
        assertThatThrownBy(keys(Duration.ofSeconds(30))::document).isInstanceOf(IOException.class);
        assertThat(issuer.requests()).hasSize(2);
    }
}
