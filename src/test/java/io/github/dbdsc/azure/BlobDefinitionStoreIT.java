package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.definition.DefinitionStoreContract;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SnapshotSize;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.upload.UploadMark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class BlobDefinitionStoreIT extends DefinitionStoreContract {

    private final AzuriteContainer container = new AzuriteContainer().create();

    @Override
    protected DefinitionStore store() {
        return new BlobDefinitionStore(container.client());
    }

    @Override
    protected DefinitionStore storeThatBeforeEachRead(Runnable action) {
        return new BlobDefinitionStore(container.client(new ObservedCalls(request -> {
            if (ObservedCalls.isDownload(request)) {
                action.run();
            }
        })));
    }

    @Override
    protected DefinitionStore storeOnMissingPlace() {
        return new BlobDefinitionStore(container.client().getServiceClient().getBlobContainerClient("missing-place"));
    }

    @Override
    protected void put(String path, String content) {
        container.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void remove(String path) {
        container.client().getBlobClient(path).delete();
    }

    private static Optional<Commit> commit(String path, Snapshot snapshot) {
        return Optional.ofNullable(snapshot.files().get(path)).flatMap(SourceFile::commit);
    }

    @Test
    void a_file_knows_the_commit_that_an_upload_left_with_its_blob_and_that_costs_no_call() {
        new BlobUploadStore(container.client(), "")
                .write(
                        "jobs/a.json",
                        "{}".getBytes(StandardCharsets.UTF_8),
                        UploadMark.of("git.example.com/jobs", "3fa94c1e", "2026-11-22T10:15:00+01:00", "Zoë"),
                        null);
        put("jobs/b.json", "{}");
        ObservedCalls calls = new ObservedCalls(request -> {});
        DefinitionStore store = new BlobDefinitionStore(container.client(calls));

        Snapshot snapshot = store.read();

        assertThat(commit("jobs/a.json", snapshot)).hasValue(new Commit("3fa94c1e", "Zoë", "2026-11-22T09:15:00Z"));
        assertThat(commit("jobs/b.json", snapshot)).isEmpty();
        assertThat(calls.all()).isEqualTo(3);
        assertThat(commit("jobs/a.json", store.read())).isPresent();
        assertThat(calls.all()).isEqualTo(4);
        assertThat(store.file("jobs/a.json").flatMap(SourceFile::commit)).isPresent();
        assertThat(calls.all()).isEqualTo(5);
    }

    @Test
    void a_packed_blob_is_an_error_of_that_blob() throws Exception {
        put("jobs/a.json", "{}");
        put("jobs/b.json", "packed");
        container
                .client()
                .getBlobClient("jobs/b.json")
                .setHttpHeaders(new BlobHttpHeaders().setContentEncoding("gzip"));

        Snapshot read = store().read();

        assertThat(text(read, "jobs/a.json")).isEqualTo("{}");
        assertThat(fault(read, "jobs/b.json"))
                .isEqualTo("the file is stored packed, with content-encoding gzip; upload it unpacked and without that"
                        + " property");
        assertThat(store().etags()).isEqualTo(read.etags());
    }

    @Test
    void the_etags_are_those_of_what_is_read_and_take_a_listing_only() {
        put("jobs/a.json", "{}");
        put("jobs/large.json", "x".repeat((int) SnapshotSize.MOST_BYTES_OF_A_FILE + 1));
        put("readme.md", "no source");
        ObservedCalls calls = new ObservedCalls(request -> {});
        DefinitionStore store = new BlobDefinitionStore(container.client(calls));

        assertThat(store.etags()).containsOnlyKeys("jobs/a.json", "jobs/large.json");
        assertThat(calls.listings()).isEqualTo(1);
        assertThat(calls.all()).isEqualTo(1);
        assertThat(store.etags()).isEqualTo(store.read().etags());

        container.put("jobs/large.json", "changed".getBytes(StandardCharsets.UTF_8));
        assertThat(store.etags()).isEqualTo(store.read().etags());
    }

    @Test
    void a_missing_container_is_an_error_that_says_how_to_create_it() {
        assertThatThrownBy(() -> storeOnMissingPlace().read())
                .isInstanceOf(StoreException.class)
                .hasMessage("Can't list the definitions in container 'missing-place' of storage account 'testaccount':"
                        + " HTTP 404 ContainerNotFound. Create it: az storage container create --auth-mode login"
                        + " --account-name testaccount --name missing-place");
    }

    @Test
    void every_page_of_the_listing_is_read() {
        IntStream.range(0, 23).forEach(i -> put("jobs/" + i + ".json", "{}"));
        ObservedCalls calls = new ObservedCalls(request -> {});

        Snapshot snapshot = new BlobDefinitionStore(container.client(calls), 5, 1).read();

        assertThat(snapshot.files()).hasSize(23);
        assertThat(calls.listings()).isEqualTo(5);
    }

    @Test
    void only_what_changed_is_downloaded_again() throws Exception {
        IntStream.range(0, 10).forEach(i -> put("jobs/" + i + ".json", "old"));
        ObservedCalls calls = new ObservedCalls(request -> {});
        DefinitionStore store = new BlobDefinitionStore(container.client(calls));
        store.read();
        assertThat(calls.downloads()).isEqualTo(10);

        store.read();
        assertThat(calls.downloads()).isEqualTo(10);

        put("jobs/3.json", "new");
        remove("jobs/4.json");
        Snapshot snapshot = store.read();

        assertThat(calls.downloads()).isEqualTo(11);
        assertThat(calls.listings()).isEqualTo(3);
        assertThat(snapshot.files()).hasSize(9);
        assertThat(text(snapshot, "jobs/3.json")).isEqualTo("new");
        assertThat(text(snapshot, "jobs/5.json")).isEqualTo("old");
    }

    @Test
    void a_container_that_never_settles_is_an_error_after_some_attempts() {
        put("jobs/a.json", "0");
        List<String> changes = new ArrayList<>();
        DefinitionStore store = storeThatBeforeEachRead(() -> {
            changes.add("x");
            put("jobs/a.json", "" + changes.size());
        });

        assertThatThrownBy(store::read)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("its blobs changed during each of 5 attempts");
        assertThat(changes).hasSize(5);
    }

    @Test
    void a_blob_that_may_not_be_read_is_an_error_and_not_left_out() {
        put("jobs/a.json", "{}");
        BlobContainerClient listOnly = container.clientWith(new BlobContainerSasPermission().setListPermission(true));

        assertThatThrownBy(() -> new BlobDefinitionStore(listOnly).read())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Can't read blob 'jobs/a.json'")
                .hasMessageContaining("HTTP 403")
                .hasMessageContaining("'Storage Blob Data Owner'");
    }

    @Test
    void a_blob_in_the_archive_tier_is_an_error_of_that_blob_until_it_is_brought_back() throws Exception {
        put("jobs/a.json", "1");
        put("jobs/b.json", "2");
        container.client().getBlobClient("jobs/b.json").setAccessTier(AccessTier.ARCHIVE);
        DefinitionStore store = store();

        Snapshot archived = store.read();

        assertThat(text(archived, "jobs/a.json")).isEqualTo("1");
        assertThat(fault(archived, "jobs/b.json"))
                .startsWith("the blob can't be read: HTTP 409 BlobArchived. It is in the archive tier")
                .contains("az storage blob set-tier --tier Hot", "or delete it")
                .doesNotContain("Try again later");

        container.client().getBlobClient("jobs/b.json").setAccessTier(AccessTier.HOT);
        assertThat(text(store.read(), "jobs/b.json")).isEqualTo("2");
    }

    @Test
    void a_container_whose_only_blob_is_archived_is_read() {
        put("jobs/a.json", "1");
        container.client().getBlobClient("jobs/a.json").setAccessTier(AccessTier.ARCHIVE);

        assertThat(fault(store().read(), "jobs/a.json")).contains("BlobArchived");
    }

    @Test
    void one_blob_that_is_refused_is_an_error_of_that_blob() throws Exception {
        put("jobs/a.json", "1");
        put("jobs/b.json", "2");
        DefinitionStore store = answering("b.json", 403, "AuthorizationPermissionMismatch");

        Snapshot snapshot = store.read();

        assertThat(text(snapshot, "jobs/a.json")).isEqualTo("1");
        assertThat(fault(snapshot, "jobs/b.json")).contains("HTTP 403 AuthorizationPermissionMismatch");
        assertThat(fault(store.read(), "jobs/b.json")).contains("HTTP 403 AuthorizationPermissionMismatch");
    }

    @ParameterizedTest
    @CsvSource({
        "403, AuthenticationFailed",
        "403, AccountIsDisabled",
        "404, ContainerNotFound",
        "409, ContainerBeingDeleted",
        "500, InternalError",
        "503, ServerBusy"
    })
    void an_outage_during_the_downloads_ends_the_read(int status, String code) {
        put("jobs/a.json", "1");
        put("jobs/b.json", "2");

        assertThatThrownBy(() -> answering("b.json", status, code).read())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("HTTP " + status + " " + code);
    }

    /** Returns a store to whose request for this blob the service gives this answer. */
    private DefinitionStore answering(String blob, int status, String code) {
        return new BlobDefinitionStore(container.client(
                (context, next) -> context.getHttpRequest().getUrl().getPath().endsWith(blob)
                        ? Mono.just(new Refusal(context.getHttpRequest(), status, code))
                        : next.process()));
    }

    @Test
    void a_container_that_may_not_be_listed_is_an_error_and_not_empty() {
        put("jobs/a.json", "{}");
        BlobContainerClient readOnly = container.clientWith(new BlobContainerSasPermission().setReadPermission(true));

        assertThatThrownBy(() -> new BlobDefinitionStore(readOnly).read())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Can't list the definitions")
                .hasMessageContaining("HTTP 403");
    }

    @Test
    void folders_of_a_hierarchical_namespace_are_no_templates() {
        put("templates/etl/a.jinja2", "a");
        put("templates/etl", "");
        container.client().getBlobClient("templates/etl").setMetadata(Map.of("hdi_isfolder", "true"));

        assertThat(store().read().files()).containsOnlyKeys("templates/etl/a.jinja2");
    }

    @Test
    void several_threads_may_read_at_once() throws Exception {
        IntStream.range(0, 40).forEach(i -> put("jobs/" + i + ".json", "" + i));
        DefinitionStore store = store();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Snapshot>> reads = List.of(store::read, store::read, store::read, store::read);
            for (Future<Snapshot> read : pool.invokeAll(reads)) {
                assertThat(read.get().files()).hasSize(40);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
