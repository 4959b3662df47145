package io.github.dbdsc.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RetryOptions;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How Azure's services are reached: one HTTP client that does not wait for ever, and few repetitions. */
final class AzureHttp {

    /** With three tries and the time between them, a request ends within half a minute whatever happens. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final int REPETITIONS = 2;

    private final Supplier<java.net.http.HttpClient.Builder> tls;
    private final Duration patience;
    private @Nullable HttpClient client;

    private AzureHttp(Supplier<java.net.http.HttpClient.Builder> tls, Duration patience) {
        allowContentLength();
        this.tls = tls;
        this.patience = patience;
    }

    /** Trusts whom Java trusts, and waits this long for each answer. */
    static AzureHttp patient(Duration patience) {
        return new AzureHttp(java.net.http.HttpClient::newBuilder, patience);
    }

    /** Trusts whom this context trusts. */
    static AzureHttp trusting(SSLContext context, Duration patience) {
        return new AzureHttp(() -> java.net.http.HttpClient.newBuilder().sslContext(context), patience);
    }

    /** The one client, built when first asked for. */
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

    /** For what is safe to repeat: 408, 429, 5xx and broken connections. */
    RetryOptions repetitions() {
        return new RetryOptions(new ExponentialBackoffOptions()
                .setMaxRetries(REPETITIONS)
                .setBaseDelay(patience.dividedBy(20))
                .setMaxDelay(patience.dividedBy(4)));
    }

    /**
     * The Azure libraries set Content-Length themselves, which the JDK's HTTP client refuses, unless this property
     * allows it. It is read once, when the first HTTP client of the process is made, whoever makes that: so it is set
     * before a client is needed here.
     */
    private static void allowContentLength() {
        String property = "jdk.httpclient.allowRestrictedHeaders";
        if (System.getProperty(property) == null) {
            System.setProperty(property, "content-length");
        }
    }
}
