package io.github.dbdsc.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.Context;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reaches Azure's services: with one HTTP client, which does not wait for ever, and few retries. */
final class AzureHttp {

    /** With three tries and the pauses between them, a request ends within half a minute whatever happens. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final int RETRIES = 2;

    private final Supplier<java.net.http.HttpClient.Builder> tls;
    private final Duration patience;
    private final Duration pause;
    private @Nullable HttpClient client;

    private AzureHttp(Supplier<java.net.http.HttpClient.Builder> tls, Duration patience, Duration pause) {
        allowContentLength();
        this.tls = tls;
        this.patience = patience;
        this.pause = pause;
    }

    /** Trusts whom Java trusts, and waits this long for each answer. */
    static AzureHttp patient(Duration patience) {
        return new AzureHttp(java.net.http.HttpClient::newBuilder, patience, patience.dividedBy(20));
    }

    /** Trusts whom this context trusts; the first pause between two tries is this long. */
    static AzureHttp trusting(SSLContext context, Duration patience, Duration pause) {
        return new AzureHttp(() -> java.net.http.HttpClient.newBuilder().sslContext(context), patience, pause);
    }

    /** Returns the one client, which is built when it is first asked for. */
    synchronized HttpClient client() {
        if (client == null) {
            client = new JdkHttpClientBuilder(tls.get())
                    .connectionTimeout(patience)
                    .writeTimeout(patience)
                    .responseTimeout(patience)
                    .readTimeout(patience)
                    .build();
        }
        return client;
    }

    /**
     * Returns the same client for requests whose length the JDK knows, and whose answers are small: all but those of
     * storage.
     */
    HttpClient forTokensAndSecrets() {
        return new SmallAnswers(client(), patience);
    }

    /**
     * Leaves Content-Length to the JDK, and waits for the whole answer no longer than its patience lasts. The Azure
     * libraries set Content-Length too, which the JDK refuses unless {@link #allowContentLength} was called before anybody
     * made the first HTTP client of the process. Their own time-outs begin anew with each piece of a body, so an answer
     * that comes a byte at a time would be waited for without end.
     */
    private record SmallAnswers(HttpClient client, Duration patience) implements HttpClient {

        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return send(request, Context.NONE);
        }

        @Override
        public Mono<HttpResponse> send(HttpRequest request, Context context) {
            return client.send(measured(request), context)
                    .map(HttpResponse::buffer)
                    .flatMap(answer -> answer.getBodyAsByteArray().then(Mono.just(answer)))
                    .timeout(patience, Mono.error(SmallAnswers::late));
        }

        @Override
        public HttpResponse sendSync(HttpRequest request, Context context) {
            return Objects.requireNonNull(send(request, context).block(), "no answer and no failure");
        }

        private static UncheckedIOException late() {
            return new UncheckedIOException(new HttpTimeoutException("no whole answer in time"));
        }

        private static HttpRequest measured(HttpRequest request) {
            request.getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
            return request;
        }
    }

    /** Returns how to retry what is safe to repeat: 408, 429, 5xx and broken connections. */
    RetryOptions repetitions() {
        return new RetryOptions(new ExponentialBackoffOptions()
                .setMaxRetries(RETRIES)
                .setBaseDelay(pause)
                .setMaxDelay(pause.multipliedBy(5)));
    }

    /** Storage needs the header even for an empty body. The property is read once, by the first HTTP client. */
    private static void allowContentLength() {
        String property = "jdk.httpclient.allowRestrictedHeaders";
        if (System.getProperty(property) == null) {
            System.setProperty(property, "content-length");
        }
    }
}
