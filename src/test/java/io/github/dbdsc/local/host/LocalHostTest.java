package io.github.dbdsc.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who can call a host that asks for no keys. Requests are written by hand, as a browser could be made to send them. */
class LocalHostTest {

    private final AtomicInteger calls = new AtomicInteger();
    private LocalHost host;

    /** A function that has an effect. */
    public static final class Write {

        private final AtomicInteger calls;

        Write(AtomicInteger calls) {
            this.calls = calls;
        }

        @FunctionName("Write")
        public HttpResponseMessage run(
                @HttpTrigger(name = "request", methods = HttpMethod.POST, route = "write")
                        HttpRequestMessage<Optional<String>> request,
                ExecutionContext context) {
            calls.incrementAndGet();
            return request.createResponseBuilder(HttpStatus.OK).body("done").build();
        }
    }

    @BeforeEach
    void start() throws IOException {
        host = LocalHost.start(0, List.of(new Write(calls)), line -> {});
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private int port() {
        return host.uri().getPort();
    }

    private String answer(String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request = "POST /api/write HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void programs_and_the_page_that_it_serves_itself_may_call() throws IOException {
        for (String name : List.of("localhost", "127.0.0.1", "[::1]", "LocalHost")) {
            String own = name + ":" + port();

            assertThat(answer("Host: " + own)).startsWith("HTTP/1.1 200");
            assertThat(answer("Host: " + own, "Origin: http://" + own)).startsWith("HTTP/1.1 200");
        }
        assertThat(answer("Host: localhost:8080", "Origin: http://localhost:8080"))
                .as("through a forwarded port")
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void a_web_page_of_another_site_cannot_make_the_browser_sync() throws IOException {
        for (String origin : List.of(
                "https://example.com",
                "null",
                "http://localhost:1",
                "http://localhost",
                "http://127.0.0.1:" + port())) {
            assertThat(answer("Host: localhost:" + port(), "Origin: " + origin))
                    .startsWith("HTTP/1.1 403")
                    .contains("application/problem+json", "a web page of " + origin + " may not call this host")
                    .doesNotContain("Access-Control");
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void a_foreign_host_name_that_leads_to_this_machine_is_refused() throws IOException {
        for (String name : List.of("example.com", "localhost.example.com", "127.0.0.1.example.com", "")) {
            assertThat(answer("Host: " + name + ":" + port(), "Origin: http://" + name + ":" + port()))
                    .startsWith("HTTP/1.1 403")
                    .contains("call it as localhost");
        }
        assertThat(answer("X-No: host")).doesNotContain("200 OK", "done");
        assertThat(calls).hasValue(0);
    }

    @Test
    void only_this_machine_reaches_it() throws IOException {
        for (InetAddress address : NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList()) {
            assertThat(isOpen(address)).as(address.toString()).isFalse();
        }
        assertThat(isOpen(InetAddress.getLoopbackAddress())).isTrue();
    }

    private boolean isOpen(InetAddress address) {
        try (Socket socket = new Socket(address, port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
