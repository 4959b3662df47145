package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;
import io.github.dbdsc.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a storage account, read from settings as the Functions host reads it: {@code X} holds a connection
 * string, or {@code X__blobServiceUri} an address, reached with a managed identity ({@code X__credential},
 * {@code X__clientId}) or with whatever login the machine has.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-reference#connections">Connections</a>
 */
public final class StorageConnection {

    private static final int TRIES = 3;

    private static final Pattern ACCOUNT_KEY = Pattern.compile("AccountKey=([^;]*)", Pattern.CASE_INSENSITIVE);

    private final Account account;
    private final AzureHttp http;
    private final Duration patience;
    private @Nullable BlobServiceClient client;

    /** Configures clients for the account: where its services are, and with which identity. */
    private record Account(Consumer<BlobServiceClientBuilder> blobs, Consumer<QueueServiceClientBuilder> queues) {}

    private StorageConnection(Account account, AzureHttp http, Duration patience) {
        this.account = account;
        this.http = http;
        this.patience = patience;
    }

    /**
     * Reads a connection's settings, without a call.
     *
     * @param name of the connection, for example {@code JobStore}
     * @throws IllegalArgumentException naming the setting that is missing or malformed, and what it should look like
     */
    public static StorageConnection of(Map<String, String> settings, String name) {
        return of(settings, name, Credentials.ofThisProcess());
    }

    /** Reads the same with these credentials. */
    static StorageConnection of(Map<String, String> settings, String name, Credentials credentials) {
        return new StorageConnection(account(settings, name, credentials), credentials.http(), AzureHttp.PATIENCE);
    }

    /** Returns the same connection, which waits this long in each try, in whole seconds. */
    StorageConnection withPatience(Duration time) {
        return new StorageConnection(account, AzureHttp.patient(time), time);
    }

    private static Account account(Map<String, String> settings, String name, Credentials credentials) {
        Optional<String> connectionString = Settings.value(settings, name);
        if (connectionString.isPresent()) {
            requireConnectionString(name, connectionString.get());
            return new Account(
                    builder -> builder.connectionString(connectionString.get()),
                    builder -> builder.connectionString(connectionString.get()));
        }
        URI uri = Settings.value(settings, name + "__blobServiceUri")
                .map(value -> requireHttps(name + "__blobServiceUri", value))
                .orElseThrow(() -> new IllegalArgumentException("There is no setting " + name
                        + ". Set it to the storage account's connection string, or set " + name
                        + "__blobServiceUri to its address, https://<account>.blob.core.windows.net"));
        AppIdentity identity = new AppIdentity(
                Settings.value(settings, name + "__credential")
                        .map(value -> requireManagedIdentity(name + "__credential", value))
                        .orElse(false),
                Settings.value(settings, name + "__clientId").orElse(null));
        String queues = Settings.value(settings, name + "__queueServiceUri")
                .map(value -> requireHttps(name + "__queueServiceUri", value).toString())
                .orElseGet(() -> uri.toString().replace(".blob.", ".queue."));
        return new Account(
                builder -> builder.endpoint(uri.toString()).credential(credentials.of(identity)),
                builder -> builder.endpoint(queues).credential(credentials.of(identity)));
    }

    /** Returns a container of the account, which may not exist, without a call. */
    public BlobContainerClient container(String name) {
        return client().getBlobContainerClient(name);
    }

    /**
     * Returns a queue of the account, which may not exist, without a call. Its messages are in Base64, as the Functions host
     * reads them.
     */
    public QueueClient queue(String name) {
        QueueServiceClientBuilder builder = new QueueServiceClientBuilder()
                .messageEncoding(QueueMessageEncoding.BASE64)
                .httpClient(http.client())
                .retryOptions(retries());
        account.queues().accept(builder);
        return builder.buildClient().getQueueClient(name);
    }

    private RequestRetryOptions retries() {
        return new RequestRetryOptions(
                RetryPolicyType.EXPONENTIAL, TRIES, patience, patience.dividedBy(10), patience, null);
    }

    /** Returns the client for the account, built when it is first asked for: that alone takes some tenths of a second. */
    synchronized BlobServiceClient client() {
        if (client == null) {
            BlobServiceClientBuilder builder =
                    new BlobServiceClientBuilder().httpClient(http.client()).retryOptions(retries());
            account.blobs().accept(builder);
            client = builder.buildClient();
        }
        return client;
    }

    private static void requireConnectionString(String name, String value) {
        try {
            new BlobServiceClientBuilder().connectionString(value);
            requireKeyIsBase64(value);
        } catch (RuntimeException e) {
            // without the cause: it may quote the value, which is a secret
            throw new IllegalArgumentException("Setting " + name
                    + " is no storage connection string. It should look like DefaultEndpointsProtocol=https;"
                    + "AccountName=<account>;AccountKey=<key>;EndpointSuffix=core.windows.net");
        }
    }

    /** Finds a mangled key, which the library itself notices only when it signs the first request. */
    private static void requireKeyIsBase64(String connectionString) {
        Matcher key = ACCOUNT_KEY.matcher(connectionString);
        if (key.find() && Base64.getDecoder().decode(key.group(1).strip()).length == 0) {
            throw new IllegalArgumentException("the key is empty");
        }
    }

    private static URI requireHttps(String name, String value) {
        try {
            URI uri = URI.create(value);
            if ("https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // reported below, without the value
        }
        throw new IllegalArgumentException("Setting " + name
                + " is no address of a storage account. It should look like https://<account>.blob.core.windows.net");
    }

    private static boolean requireManagedIdentity(String name, String value) {
        if (value.equalsIgnoreCase("managedidentity")) {
            return true;
        }
        throw new IllegalArgumentException(
                "Setting " + name + " must be managedidentity, or left out for the login of this machine.");
    }
}
