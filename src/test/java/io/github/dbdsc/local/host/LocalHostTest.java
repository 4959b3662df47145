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
    void a_page_of_another_site_or_port_can_not_call_in_a_way_that_has_no_origin() throws IOException {
        for (String site : List.of("cross-site", "same-site", "Cross-Site")) {
            for (String method : List.of("GET", "POST")) {
                assertThat(send(method, "/api/write", "", "Host: localhost:" + port(), "Sec-Fetch-Site: " + site))
                        .startsWith("HTTP/1.1 403")
                        .contains("a web page of another site may not call this host");
            }
            assertThat(send(
                            "GET",
                            "/api/runs",
                            "",
                            "Host: localhost:" + port(),
                            "Sec-Fetch-Site: " + site,
                            "Sec-Fetch-Mode: navigate",
                            "Sec-Fetch-Dest: document"))
                    .startsWith("HTTP/1.1 403");
            assertThat(send(
                            "GET",
                            "/api/dashboard",
                            "",
                            "Host: localhost:" + port(),
                            "Sec-Fetch-Site: " + site,
                            "Sec-Fetch-Mode: navigate",
                            "Sec-Fetch-Dest: iframe"))
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(calls).hasValue(0);
        for (String site : List.of("same-origin", "none")) {
            assertThat(answer("Host: localhost:" + port(), "Sec-Fetch-Site: " + site))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_link_of_another_site_may_open_the_dashboard_which_holds_no_data() throws IOException {
        assertThat(send(
                        "GET",
                        "/api/dashboard",
                        "",
                        "Host: localhost:" + port(),
                        "Sec-Fetch-Site: cross-site",
                        "Sec-Fetch-Mode: navigate",
                        "Sec-Fetch-Dest: document"))
                .as("let through to the functions, of which there is none here")
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_is_read() throws IOException {
        assertThat(send("POST", "/api/write", "", "Host: localhost:" + port(), "Content-Length: 1000000000"))
                .as("not a byte of the body was sent")
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json", "5 MB");
        assertThat(calls).hasValue(0);
    }

    @Test
    void a_body_of_unknown_length_is_read_up_to_the_limit_only() throws IOException {
        String chunk = "x".repeat(1 << 20);
        String sixMegabytes = ("100000\r\n" + chunk + "\r\n").repeat(6); // and no end

        assertThat(send("POST", "/api/write", sixMegabytes, "Host: localhost:" + port(), "Transfer-Encoding: chunked"))
                .startsWith("HTTP/1.1 413");
        assertThat(calls).hasValue(0);
    }

    /** Sends a request and returns the first part of the answer, which may come before all of the request was read. */
    private String send(String method, String path, String body, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request = method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers)
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.setSoTimeout(30_000);
            byte[] start = new byte[2048];
            int length = 0;
            while (length < start.length && !new String(start, 0, length, StandardCharsets.UTF_8).contains("}")) {
                int read = socket.getInputStream().read(start, length, start.length - length);
                if (read < 0) {
                    break;
                }
                length += read;
            }
            return new String(start, 0, length, StandardCharsets.UTF_8);
        }
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
