package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import io.github.dbdsc.model.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An account that takes connections and never answers: listing and leasing once waited three minutes for it. */
class SilentAccountIT {

    private final ServerSocket account = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlobContainerClient container = StorageConnection.of(
                    Map.of(
                            "JobStore",
                            "AccountName=silent;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:"
                                    + account.getLocalPort() + "/silent;"),
                    "JobStore")
            .withPatience(Duration.ofSeconds(1))
            .container("databricks-jobs");
    private final ExecutorService pool = Executors.newCachedThreadPool();

    SilentAccountIT() throws IOException {}

    @AfterEach
    void end() throws IOException {
        pool.shutdownNow();
        account.close();
    }

    @Test
    void every_call_ends_after_its_tries_with_an_error_that_says_so() throws Exception {
        List<Callable<?>> calls = List.of(
                () -> new BlobDefinitionStore(container).read(),
                () -> new BlobStateStore(container).read("t.json"),
                () -> new BlobRunLock(container, "lock", Clock.systemUTC()).tryAcquire(),
                () -> new BlobStateStore(container).write("t.json", new byte[0], null));

        List<Future<?>> answers = calls.stream().<Future<?>>map(pool::submit).toList();

        assertThat(answers).hasSize(4);
        for (Future<?> answer : answers) {
            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("it could not be reached");
        }
    }
}
