package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.definition.Snapshot;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlobDownloadIT {

    private static final int MANY = 300;

    private final AzuriteContainer container = new AzuriteContainer().create();

    @Test
    void many_blobs_are_read_at_once_and_then_only_those_that_changed() throws Exception {
        IntStream.range(0, MANY).parallel().forEach(i -> put(i, "old"));
        CountedCalls calls = new CountedCalls(BlobDownload.AT_ONCE);
        DefinitionStore store = new BlobDefinitionStore(container.client(calls));

        assertThat(store.read().files()).hasSize(MANY);
        assertThat(calls.takeDownloads()).isEqualTo(MANY);
        assertThat(calls.mostAtOnce()).isEqualTo(BlobDownload.AT_ONCE);

        assertThat(store.read().files()).hasSize(MANY);
        assertThat(calls.takeDownloads()).isZero();

        put(7, "new");
        put(MANY, "added");
        container.client().getBlobClient("jobs/8.json").delete();
        Snapshot snapshot = store.read();
        assertThat(calls.takeDownloads()).isEqualTo(2);
        assertThat(snapshot.files()).hasSize(MANY).doesNotContainKey("jobs/8.json");
        assertThat(text(snapshot, 7)).isEqualTo("new");
        assertThat(text(snapshot, 9)).isEqualTo("old");
    }

    private static String text(Snapshot snapshot, int number) throws CharacterCodingException {
        return Optional.ofNullable(snapshot.files().get("jobs/" + number + ".json"))
                .orElseThrow()
                .text();
    }

    private void put(int number, String content) {
        container.put("jobs/" + number + ".json", content.getBytes(StandardCharsets.UTF_8));
    }
}
