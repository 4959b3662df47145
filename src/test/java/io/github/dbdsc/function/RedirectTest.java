package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace that sends its callers elsewhere, as a taken-over address could. */
class RedirectTest {

    private final List<String> elsewhereSaw = new CopyOnWriteArrayList<>();
    private HttpServer elsewhere;
    private HttpServer workspace;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        elsewhere = server();
        elsewhere.createContext("/", exchange -> {
            elsewhereSaw.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        workspace = server();
        workspace.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", address(elsewhere) + exchange.getRequestURI());
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        Files.createDirectory(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/a.json"), "{}");
        Files.createDirectory(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/standard.jinja2"), "{\"name\": \"A\"}");
    }

    @AfterEach
    void stop() {
        workspace.stop(0);
        elsewhere.stop(0);
    }

    @Test
    void the_token_does_not_follow_a_redirect_to_another_host() {
        Settings settings = AppSettings.of(
                        Map.of("DATABRICKS_URI", address(workspace), "AUTHORITY_TYPE", "pat", "PAT_TOKEN", "planted"))
                .settings();
        Reconciler reconciler = Wiring.reconciler(settings, FolderStores.in(folder));

        assertThatThrownBy(() -> reconciler.run(SyncRequest.PLAN))
                .isInstanceOf(ExternalServiceException.class)
                .hasMessageContaining("307")
                .hasMessageNotContaining("planted");
        assertThat(elsewhereSaw).isEmpty();
    }

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://localhost:" + server.getAddress().getPort();
    }
}
