package io.github.dbdsc.databricks;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a refused token is renewed, and how we learn our name in the workspace. */
class LoginTest {

    private static final String FIRST = "first-token";
    private static final String SECOND = "second-token";

    private final SimulatedWorkspace service = SimulatedWorkspace.start();
    private final Tokens tokens = new Tokens(FIRST, SECOND);
    private final DatabricksWorkspace workspace = workspace(service.uri());

    /** Returns the next token once one was refused. */
    private static final class Tokens implements Login {

        private final Deque<String> tokens;
        private final List<String> refused = new ArrayList<>();

        private Tokens(String... tokens) {
            this.tokens = new ArrayDeque<>(List.of(tokens));
        }

        @Override
        public String token() {
            return tokens.element();
        }

        @Override
        public void refused(String token) {
            refused.add(token);
            if (tokens.size() > 1) {
                tokens.remove();
            }
        }

        @Override
        public Optional<String> name() {
            return Optional.of("app@example.com");
        }
    }

    private DatabricksWorkspace workspace(URI uri) {
        return new DatabricksWorkspace(uri, tokens, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pause -> {});
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void an_expired_token_is_renewed_and_the_call_repeated() {
        service.accept(Caller.admin(SECOND, "app@example.com"));
        service.expire(FIRST);

        assertThat(workspace.list()).isEmpty();

        assertThat(tokens.refused).containsExactly(FIRST);
        assertThat(workspace.calls()).isEqualTo(2);
    }

    @Test
    void a_create_that_was_refused_for_its_token_is_repeated_and_creates_one_job() {
        service.accept(Caller.admin(SECOND, "app@example.com"));
        service.expire(FIRST);

        workspace.create(settings("{'name':'A'}"));

        assertThat(service.jobs().all()).hasSize(1);
        assertThat(service.calls().count(Operation.CREATE)).isEqualTo(2);
    }

    @Test
    void a_personal_access_token_that_was_revoked_with_403_is_renewed_too() {
        service.accept(Caller.admin(SECOND, "app@example.com"));

        assertThat(workspace.list()).isEmpty();

        assertThat(tokens.refused).containsExactly(FIRST);
    }

    @Test
    void a_token_is_renewed_at_most_once_per_call() {
        service.expire(FIRST);
        service.expire(SECOND);

        assertThatThrownBy(workspace::list)
                .hasMessageContaining("was answered 401")
                .hasMessageContaining("the token of app@example.com was not accepted")
                .hasMessageContaining("AUTHORITY_TYPE")
                .hasMessageNotContaining(FIRST)
                .hasMessageNotContaining(SECOND);
        assertThat(workspace.calls()).isEqualTo(2);
    }

    @Test
    void a_token_that_stays_the_same_is_not_tried_twice() {
        tokens.refused(FIRST);
        service.expire(SECOND);

        assertThatThrownBy(workspace::list).hasMessageContaining("was answered 401");

        assertThat(workspace.calls()).isEqualTo(1);
    }

    @Test
    void the_workspace_is_asked_for_our_name_once() {
        service.accept(Caller.user(FIRST, "0a1b2c3d-0000-4000-8000-000000000001"));

        assertThat(workspace.ourName()).hasValue("0a1b2c3d-0000-4000-8000-000000000001");
        assertThat(workspace.ourName()).hasValue("0a1b2c3d-0000-4000-8000-000000000001");

        assertThat(service.calls().lines()).containsExactly("GET /api/2.0/preview/scim/v2/Me");
    }

    @Test
    void calls_name_the_program_and_errors_quote_the_reason_phrase_of_a_web_page() throws Exception {
        List<String> agents = new ArrayList<>();
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            agents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            exchange.getResponseHeaders().add("X-Databricks-Reason-Phrase", "User not authorized.");
            byte[] page = "<html>Error 403 User not authorized.</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(403, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        gateway.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());

            assertThatThrownBy(workspace(uri)::list)
                    .hasMessageContaining("was answered 403: User not authorized.; user app@example.com has no access");
        } finally {
            gateway.stop(0);
        }
        assertThat(agents).singleElement().asString().matches("db-dsc-jobs/(development|\\d.*)");
    }
}
