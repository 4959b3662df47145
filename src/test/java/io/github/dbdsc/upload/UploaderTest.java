package io.github.dbdsc.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.model.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UploaderTest {

    private static final UploadMark MARK = new UploadMark("us", Map.of());

    private final MemoryStore store = new MemoryStore();
    private final List<String> told = new ArrayList<>();

    /** Keeps files in memory, notes the order of writes, and refuses some. */
    private static final class MemoryStore implements UploadStore {

        final Map<String, StoredFile> files = new TreeMap<>();
        final List<String> writes = new ArrayList<>();
        Set<String> refused = Set.of();

        @Override
        public synchronized List<StoredFile> list() {
            return List.copyOf(files.values());
        }

        @Override
        public synchronized Instant write(String path, byte[] content, UploadMark mark, @Nullable String etag) {
            note(path);
            files.put(path, new StoredFile(path, "e", ContentHash.of(content), mark.source(), now()));
            return now();
        }

        @Override
        public synchronized Instant mark(String path, UploadMark mark, String etag) {
            note(path);
            return now();
        }

        @Override
        public synchronized Instant remove(String path, String etag) {
            note(path);
            files.remove(path);
            return now();
        }

        private void note(String path) {
            if (refused.contains(path)) {
                throw new StoreException("refused " + path);
            }
            writes.add(path);
        }

        private Instant now() {
            return Instant.EPOCH.plusSeconds(writes.size());
        }

        @Override
        public String name() {
            return "memory";
        }
    }

    private static Snapshot folder(String... paths) {
        return Snapshot.of(List.of(paths).stream()
                .map(path -> new SourceFile(path, "", path.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .toList());
    }

    private UploadPlan plan(Snapshot folder) {
        return UploadPlan.of(folder, store.list(), "us", Optional.empty(), new UploadPlan.Removal.Gone(100, null));
    }

    private Uploader.Ended upload(Snapshot folder) {
        return new Uploader(store, 4).carryOut(plan(folder), folder, MARK, step -> told.add(step.path()));
    }

    @Test
    void a_definition_that_moves_is_there_under_its_new_name_before_the_old_one_goes() {
        upload(folder("jobs/old.json", "templates/t"));
        store.writes.clear();

        Uploader.Ended ended = upload(folder("jobs/a/new.json", "templates/t", "templates/u", "vars.json"));

        assertThat(store.writes.subList(0, 2)).containsExactlyInAnyOrder("templates/u", "vars.json");
        assertThat(store.writes.subList(2, 4)).containsExactly("jobs/a/new.json", "jobs/old.json");
        assertThat(ended.lastWrite()).isEqualTo(Instant.EPOCH.plusSeconds(4));
        assertThat(ended.failure()).isNull();
    }

    @Test
    void an_upload_that_fails_half_way_has_removed_nothing_and_says_what_it_did() {
        upload(folder("jobs/a.json", "jobs/gone.json"));
        store.refused = Set.of("jobs/b.json");
        told.clear();
        Snapshot folder = folder("jobs/a.json", "jobs/b.json", "templates/t");

        Uploader.Ended ended = upload(folder);

        assertThat(ended.failure()).hasMessage("refused jobs/b.json");
        assertThat(told).containsExactly("templates/t");
        assertThat(ended.done()).extracting(UploadStep::path).containsExactly("templates/t");
        assertThat(store.files).containsKey("jobs/gone.json");

        store.refused = Set.of();
        assertThat(upload(folder).failure()).isNull();
        assertThat(store.files).containsOnlyKeys("jobs/a.json", "jobs/b.json", "templates/t");
        assertThat(plan(folder).steps()).isEmpty();
    }

    @Test
    void an_upload_with_nothing_to_do_writes_nothing() {
        upload(folder("jobs/a.json"));

        assertThat(upload(folder("jobs/a.json"))).isEqualTo(new Uploader.Ended(List.of(), null, null));
    }
}
