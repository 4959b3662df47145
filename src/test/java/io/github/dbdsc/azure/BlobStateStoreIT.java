package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.sas.BlobContainerSasPermission;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StateStoreContract;
import org.junit.jupiter.api.Test;

class BlobStateStoreIT extends StateStoreContract {

    private static final byte[] DOCUMENT = {1, 2, 3};

    private final AzuriteContainer container = new AzuriteContainer();

    @Override
    protected StateStore store() {
        return new BlobStateStore(container.client());
    }

    @Test
    void the_blob_has_the_name_of_the_target_percent_signs_included() {
        store().write("a%2Fb@host%3A80.json", DOCUMENT, null);

        assertThat(container.client().listBlobs())
                .extracting(blob -> blob.getName())
                .containsExactly("state/a%2Fb@host%3A80.json");
    }

    @Test
    void reading_creates_no_container() {
        store().read("t.json");

        assertThat(container.client().exists()).isFalse();
    }

    @Test
    void once_the_container_is_there_one_request_writes_the_state() {
        container.create();
        ObservedCalls calls = new ObservedCalls(request -> {});

        new BlobStateStore(container.client(calls)).write("t.json", DOCUMENT, null);

        assertThat(calls.all()).isEqualTo(1);
    }

    @Test
    void a_container_that_vanished_since_the_state_was_read_refuses_the_write() {
        store().write("t.json", DOCUMENT, null);
        String version = store().read("t.json").orElseThrow().version();
        container.client().delete();

        assertThat(store().write("t.json", new byte[] {4}, version)).isFalse();
        assertThat(store().read("t.json")).isEmpty();
    }

    @Test
    void state_that_may_not_be_read_is_an_error_and_not_forgotten() {
        store().write("t.json", DOCUMENT, null);
        StateStore blind =
                new BlobStateStore(container.clientWith(new BlobContainerSasPermission().setListPermission(true)));

        assertThatThrownBy(() -> blind.read("t.json"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Can't read blob 'state/t.json'")
                .hasMessageContaining("HTTP 403");
    }

    @Test
    void a_write_that_fails_says_where_and_keeps_what_was_there() {
        store().write("t.json", DOCUMENT, null);
        StateStore readOnly =
                new BlobStateStore(container.clientWith(new BlobContainerSasPermission().setReadPermission(true)));

        assertThatThrownBy(() -> readOnly.write("t.json", new byte[] {4}, null))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Can't write blob 'state/t.json'");
        assertThat(container.content("state/t.json")).isEqualTo(DOCUMENT);
    }
}
