package io.github.dbdsc.access;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.github.dbdsc.model.DaemonThread;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the document with an issuer's keys. Redirects are not followed.
 *
 * @param tls opens the connections; null for Java's own
 * @param patience how long it may take as a whole: the library's own time limits begin again with each byte
 */
record KeyDocument(URI address, @Nullable SSLSocketFactory tls, Duration patience) implements IssuerKeys.Fetch {

    private static final int MOST_BYTES = 512 * 1024;

    @Override
    public String document() throws IOException {
        AtomicReference<HttpURLConnection> opened = new AtomicReference<>();
        int limit = Math.toIntExact(patience.toMillis());
        DefaultResourceRetriever retriever = new DefaultResourceRetriever(limit, limit, MOST_BYTES, true, tls) {
            @Override
            protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
                HttpURLConnection connection = super.openHTTPConnection(url);
                connection.setInstanceFollowRedirects(false);
                opened.set(connection);
                return connection;
            }
        };
        FutureTask<String> answer = new FutureTask<>(
                () -> retriever.retrieveResource(address.toURL()).getContent());
        DaemonThread.of("issuer-keys", answer).start();
        try {
            return answer.get(limit, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            HttpURLConnection connection = opened.get();
            if (connection != null) {
                connection.disconnect(); // ends the thread, which no interrupt would
            }
            throw new IOException("no whole answer within " + patience, e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("this program was told to end", e);
        }
    }
}
