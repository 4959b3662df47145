package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every definition store must do. */
public abstract class DefinitionStoreContract {

    /** Returns a new store on the same place with every call. */
    protected abstract DefinitionStore store();

    /** Returns such a store that runs this after the listing, before each file that it reads, one file after the other. */
    protected abstract DefinitionStore storeThatBeforeEachRead(Runnable action);

    /** Returns a store on a place that does not exist. */
    protected abstract DefinitionStore storeOnMissingPlace();

    protected abstract void put(String path, String content);

    protected abstract void remove(String path);

    @Test
    void an_empty_place_is_an_empty_snapshot() {
        assertThat(store().read().files()).isEmpty();
    }

    @Test
    void a_missing_place_is_an_error_and_not_an_empty_snapshot() {
        assertThatThrownBy(() -> storeOnMissingPlace().read())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("missing-place");
    }

    @Test
    void reads_definitions_templates_and_vars_with_their_content() throws Exception {
        put("jobs/daily.json", "{}");
        put("jobs/etl/nested/deep.json", "{\"a\": \"b\"}");
        put("templates/standard.jinja2", "{{ job.name }}");
        put("templates/parts/cluster.jinja2", "");
        put("vars.json", "{\"x\": 1}");

        Snapshot snapshot = store().read();

        assertThat(snapshot.files().keySet())
                .containsExactly(
                        "jobs/daily.json",
                        "jobs/etl/nested/deep.json",
                        "templates/parts/cluster.jinja2",
                        "templates/standard.jinja2",
                        "vars.json");
        assertThat(snapshot.definitions().keySet()).containsExactly(new JobKey("daily"), new JobKey("etl/nested/deep"));
        assertThat(text(snapshot, "jobs/etl/nested/deep.json")).isEqualTo("{\"a\": \"b\"}");
        assertThat(text(snapshot, "templates/parts/cluster.jinja2")).isEmpty();
    }

    @Test
    void one_file_is_read_as_it_is_now_and_is_not_mistaken_for_another() throws Exception {
        put("jobs/a.json", "1");
        put("jobs/a.json.json", "2");
        put("jobs/b.json", "3");
        DefinitionStore store = store();
        assertThat(store.read().files()).hasSize(3);

        assertThat(store.file("jobs/a.json").orElseThrow().text()).isEqualTo("1");
        put("jobs/a.json", "changed");
        assertThat(store.file("jobs/a.json").orElseThrow().text()).isEqualTo("changed");
        remove("jobs/a.json");
        assertThat(store.file("jobs/a.json")).isEmpty();
        assertThat(store.file("jobs/a.json.json").orElseThrow().text()).isEqualTo("2");
        put("jobs/large.json", "x".repeat((int) SnapshotSize.MOST_BYTES_OF_A_FILE + 1));
        assertThat(store.file("jobs/large.json").orElseThrow().fault()).isPresent();
        assertThatThrownBy(() -> storeOnMissingPlace().file("jobs/a.json")).isInstanceOf(StoreException.class);
    }

    @Test
    void names_may_hold_spaces_percent_signs_and_any_script() throws Exception {
        List<String> paths = List.of(
                "jobs/100%.json",
                "jobs/a b.json",
                "jobs/a%20b.json",
                "jobs/a+b.json",
                "jobs/a%2Fb.json",
                "jobs/größe/日次.json",
                "jobs/q#&='!;,@$()[]{}~^.json",
                "jobs/🚀.json");
        for (String path : paths) {
            put(path, path);
        }

        Snapshot snapshot = store().read();

        assertThat(snapshot.files().keySet()).containsExactlyInAnyOrderElementsOf(paths);
        for (String path : paths) {
            assertThat(text(snapshot, path)).isEqualTo(path);
        }
    }

    @Test
    void other_files_are_not_part_of_the_snapshot() {
        put("jobs/a.json", "{}");
        put("README.md", "");
        put("jobs/notes.txt", "");
        put("jobs/.json", "");
        put("other/b.json", "");
        put("etl/vars.json", "");
        put("jobs.json", "");

        assertThat(store().read().files().keySet()).containsExactly("jobs/a.json");
    }

    @Test
    void more_than_a_thousand_files_are_all_read() {
        List<String> paths = IntStream.range(0, 1_100)
                .mapToObj("jobs/many/%04d.json"::formatted)
                .toList();
        paths.parallelStream().forEach(path -> put(path, path));

        assertThat(store().read().files().keySet()).containsExactlyElementsOf(paths);
    }

    @Test
    void a_file_too_large_for_memory_is_not_read_and_the_others_are() throws Exception {
        put("jobs/small.json", "{}");
        put("templates/large.jinja2", "x".repeat((int) SnapshotSize.MOST_BYTES_OF_A_FILE + 1));
        AtomicInteger reads = new AtomicInteger();

        Snapshot snapshot = storeThatBeforeEachRead(reads::incrementAndGet).read();

        assertThat(text(snapshot, "jobs/small.json")).isEqualTo("{}");
        assertThat(fault(snapshot, "templates/large.jinja2"))
                .isEqualTo("the file has 5242881 bytes, and 5 MB is the most; take it away or make it smaller");
        assertThat(reads).hasValue(1);
    }

    @Test
    void an_etag_changes_with_the_content_and_only_then() {
        put("jobs/touched.json", "1");
        put("jobs/untouched.json", "1");
        DefinitionStore store = store();
        Snapshot before = store.read();

        put("jobs/touched.json", "2");
        Snapshot after = store.read();

        assertThat(etag(after, "jobs/touched.json")).isNotEqualTo(etag(before, "jobs/touched.json"));
        assertThat(etag(after, "jobs/untouched.json")).isEqualTo(etag(before, "jobs/untouched.json"));
        assertThat(etag(store().read(), "jobs/touched.json")).isEqualTo(etag(after, "jobs/touched.json"));
    }

    @Test
    void each_read_sees_what_was_put_changed_and_removed_since() throws Exception {
        put("jobs/a.json", "1");
        put("jobs/b.json", "1");
        DefinitionStore store = store();
        store.read();

        put("jobs/a.json", "2");
        put("jobs/c.json", "1");
        remove("jobs/b.json");
        Snapshot snapshot = store.read();

        assertThat(snapshot.files().keySet()).containsExactly("jobs/a.json", "jobs/c.json");
        assertThat(text(snapshot, "jobs/a.json")).isEqualTo("2");
    }

    @Test
    void a_file_that_vanishes_between_listing_and_reading_is_not_in_the_snapshot() {
        put("jobs/a.json", "1");
        put("jobs/b.json", "1");
        put("jobs/c.json", "1");

        Snapshot snapshot =
                storeThatBeforeEachRead(once(() -> remove("jobs/b.json"))).read();

        assertThat(snapshot.files().keySet()).containsExactly("jobs/a.json", "jobs/c.json");
    }

    @Test
    void a_file_that_changes_between_listing_and_reading_has_the_etag_of_the_content_read() throws Exception {
        put("jobs/a.json", "1");

        Snapshot snapshot =
                storeThatBeforeEachRead(once(() -> put("jobs/a.json", "2"))).read();

        assertThat(text(snapshot, "jobs/a.json")).isEqualTo("2");
        assertThat(etag(snapshot, "jobs/a.json")).isEqualTo(etag(store().read(), "jobs/a.json"));
    }

    protected static String text(Snapshot snapshot, String path) throws Exception {
        return file(snapshot, path).text();
    }

    protected static String fault(Snapshot snapshot, String path) {
        return file(snapshot, path).fault().orElse("can be read");
    }

    protected static String etag(Snapshot snapshot, String path) {
        return file(snapshot, path).etag();
    }

    private static SourceFile file(Snapshot snapshot, String path) {
        return Optional.ofNullable(snapshot.files().get(path))
                .orElseThrow(() -> new AssertionError("the snapshot has no " + path));
    }

    private static Runnable once(Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    @Test
    void files_with_nearly_the_right_name_are_named_and_not_read() {
        put("jobs/a.json", "{}");
        put("jobs/etl/p1.JSON", "x".repeat((int) SnapshotSize.MOST_BYTES_OF_A_FILE + 1));
        put("jobs/b.yml", "");
        put("Jobs2/c.json", "");
        put("job/d.json", "");
        put("Templates/standard.jinja2", "");
        put("vars.JSON", "");
        AtomicInteger reads = new AtomicInteger();

        Snapshot snapshot = storeThatBeforeEachRead(reads::incrementAndGet).read();

        assertThat(snapshot.files().keySet()).containsExactly("jobs/a.json");
        assertThat(snapshot.misnamed())
                .containsExactly(
                        new MisnamedFile("Templates/standard.jinja2", "templates/standard.jinja2"),
                        new MisnamedFile("job/d.json", "jobs/d.json"),
                        new MisnamedFile("jobs/b.yml", "jobs/b.json"),
                        new MisnamedFile("jobs/etl/p1.JSON", "jobs/etl/p1.json"),
                        new MisnamedFile("vars.JSON", "vars.json"));
        assertThat(reads).hasValue(1);
    }
}
