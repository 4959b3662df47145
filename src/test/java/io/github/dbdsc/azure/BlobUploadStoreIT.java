package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.upload.StoredFile;
import io.github.dbdsc.upload.UploadMark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BlobUploadStoreIT {

    private static final UploadMark MARK = new UploadMark("us", Map.of());
    private static final byte[] CONTENT = "{}".getBytes(StandardCharsets.UTF_8);

    private final AzuriteContainer container = new AzuriteContainer().create();
    private final BlobUploadStore store = new BlobUploadStore(container.client(), "");

    private StoredFile only() {
        assertThat(store.list()).hasSize(1);
        return store.list().get(0);
    }

    @Test
    void a_file_that_somebody_changed_since_the_listing_is_neither_replaced_nor_marked_nor_removed() {
        store.write("jobs/a.json", CONTENT, MARK, null);
        String listed = only().etag();
        container.put("jobs/a.json", "theirs".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> store.write("jobs/a.json", CONTENT, MARK, listed))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Blob 'jobs/a.json'")
                .hasMessageContaining("was changed by somebody else meanwhile. Run the upload again.");
        assertThatThrownBy(() -> store.write("jobs/a.json", CONTENT, MARK, null))
                .hasMessageContaining("meanwhile");
        assertThatThrownBy(() -> store.mark("jobs/a.json", MARK, listed)).hasMessageContaining("meanwhile");
        assertThatThrownBy(() -> store.remove("jobs/a.json", listed)).hasMessageContaining("meanwhile");
        assertThat(container.content("jobs/a.json"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("theirs");
    }

    @Test
    void a_file_that_is_gone_already_counts_as_removed() {
        store.write("jobs/a.json", CONTENT, MARK, null);
        String listed = only().etag();

        Instant first = store.remove("jobs/a.json", listed);

        assertThat(store.remove("jobs/a.json", listed)).isBetween(first, first.plus(Duration.ofMinutes(1)));
    }

    @Test
    void a_write_whose_answer_was_lost_is_recognised_when_the_library_repeats_it() {
        BlobUploadStore flaky = new BlobUploadStore(container.client(new WriteTwice()), "");

        flaky.write("jobs/a.json", CONTENT, MARK, null);

        assertThat(only().path()).isEqualTo("jobs/a.json");
    }

    /** Sends each write twice and hands over the second answer, as after a lost first one. */
    private static final class WriteTwice implements HttpPipelinePolicy {

        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
            HttpPipelineNextPolicy again = next.clone();
            return context.getHttpRequest().getHttpMethod() == HttpMethod.PUT
                    ? next.process().flatMap(first -> again.process())
                    : next.process();
        }

        @Override
        public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
            if (context.getHttpRequest().getHttpMethod() == HttpMethod.PUT) {
                HttpPipelineNextSyncPolicy again = next.clone();
                next.processSync().close();
                return again.processSync();
            }
            return next.processSync();
        }
    }

    @Test
    void times_are_those_of_the_account() {
        Instant written = store.write("jobs/a.json", CONTENT, MARK, null);
        Instant marked = store.mark("jobs/a.json", MARK, only().etag());

        assertThat(written).isEqualTo(written.truncatedTo(ChronoUnit.SECONDS));
        assertThat(marked).isAfterOrEqualTo(written);
        assertThat(only().writtenAt()).isEqualTo(marked);
    }

    @Test
    void whoever_may_not_write_is_told_which_role_is_missing() {
        BlobUploadStore reader = new BlobUploadStore(
                container.clientWith(
                        new BlobContainerSasPermission().setReadPermission(true).setListPermission(true)),
                "");

        assertThat(reader.list()).isEmpty();
        assertThatThrownBy(() -> reader.write("jobs/a.json", CONTENT, MARK, null))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Can't write blob 'jobs/a.json' in container")
                .hasMessageContaining("HTTP 403");
    }
}
