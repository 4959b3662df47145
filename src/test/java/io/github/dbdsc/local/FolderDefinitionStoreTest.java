package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.definition.DefinitionStoreContract;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderDefinitionStoreTest extends DefinitionStoreContract {

    private final Path folder;
    private final Path root;

    FolderDefinitionStoreTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.root = Files.createDirectory(folder.resolve("root"));
    }

    @Override
    protected DefinitionStore store() {
        return new FolderDefinitionStore(root);
    }

    @Override
    protected DefinitionStore storeThatBeforeEachRead(Runnable action) {
        return new FolderDefinitionStore(root, file -> {
            action.run();
            return Files.readAllBytes(file);
        });
    }

    @Override
    protected DefinitionStore storeOnMissingPlace() {
        return new FolderDefinitionStore(folder.resolve("missing-place"));
    }

    @Override
    protected void put(String path, String content) {
        assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(path),
                "this locale can't name the file " + path + ": set LC_ALL=C.UTF-8");
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void remove(String path) {
        try {
            Files.delete(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_root_that_is_a_file_is_an_error_that_says_what_to_name() {
        put("vars.json", "{}");

        assertThatThrownBy(() -> new FolderDefinitionStore(root.resolve("vars.json")).read())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is not a folder")
                .hasMessageContaining("holds jobs/ and templates/");
    }

    @Test
    void the_same_content_has_the_same_etag_however_often_it_is_written() {
        put("jobs/a.json", "1");
        Snapshot before = store().read();
        remove("jobs/a.json");
        put("jobs/a.json", "1");

        assertThat(etag(store().read(), "jobs/a.json")).isEqualTo(etag(before, "jobs/a.json"));
    }

    @Test
    void links_within_the_folder_are_followed() throws Exception {
        put("shared/daily.json", "1");
        put("shared/parts/p.jinja2", "2");
        put("jobs/own.json", "3");
        link("jobs/daily.json", root.resolve("shared/daily.json"));
        link("templates", root.resolve("shared/parts"));

        Snapshot snapshot = store().read();

        assertThat(snapshot.files().keySet()).containsExactly("jobs/daily.json", "jobs/own.json", "templates/p.jinja2");
        assertThat(text(snapshot, "jobs/daily.json")).isEqualTo("1");
    }

    @Test
    void a_folder_that_is_itself_reached_by_a_link_is_read() throws Exception {
        put("jobs/a.json", "1");
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), root);

        assertThat(new FolderDefinitionStore(alias).read().files()).containsOnlyKeys("jobs/a.json");
    }

    @Test
    void a_link_out_of_the_folder_is_an_error_and_not_skipped() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.json"), "secret");
        put("jobs/a.json", "1");
        link("jobs/b.json", secret);

        Snapshot snapshot = store().read();

        assertThat(text(snapshot, "jobs/a.json")).isEqualTo("1");
        assertThat(fault(snapshot, "jobs/b.json"))
                .isEqualTo("the file is a link that leads out of the folder; put a copy in its place");
    }

    @Test
    void a_policy_that_is_a_link_out_of_the_folder_can_not_be_used() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("policy.json"), "{}");
        put("jobs/a.json", "1");
        link("policy.json", elsewhere);
        assertThat(store().read().policy().orElseThrow().fault())
                .hasValue("the file is a link that leads out of the folder; put a copy in its place");

        Files.delete(root.resolve("policy.json"));
        put("shared/policy.json", "{}");
        link("policy.json", root.resolve("shared/policy.json"));
        assertThat(store().read().policy().orElseThrow().text()).isEqualTo("{}");
    }

    @Test
    void a_folder_link_out_of_the_folder_is_an_error_and_not_skipped() throws Exception {
        put("jobs/a.json", "1");
        link("jobs/elsewhere", Files.createDirectory(folder.resolve("elsewhere")));

        assertRefused("'jobs/elsewhere' is a link that leads out of the folder");
    }

    @Test
    void a_link_to_a_folder_around_it_is_an_error() throws Exception {
        put("jobs/a.json", "1");
        link("jobs/loop", root.resolve("jobs"));

        assertRefused("it is a link to a folder that it is in");
    }

    @Test
    void a_link_to_nowhere_is_an_error_and_not_a_missing_definition() throws Exception {
        put("jobs/a.json", "1");
        link("jobs/b.json", root.resolve("jobs/gone.json"));

        Snapshot snapshot = store().read();

        assertThat(text(snapshot, "jobs/a.json")).isEqualTo("1");
        assertThat(fault(snapshot, "jobs/b.json")).startsWith("the file is a link to nothing;");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void what_is_no_plain_file_is_an_error_and_is_not_opened() throws Exception {
        put("jobs/a.json", "1");
        Process create = new ProcessBuilder("mkfifo", "jobs/pipe.json")
                .directory(root.toFile())
                .inheritIO()
                .start();
        assertThat(create.waitFor()).isZero();

        Snapshot snapshot = store().read();

        assertThat(text(snapshot, "jobs/a.json")).isEqualTo("1");
        assertThat(fault(snapshot, "jobs/pipe.json")).isEqualTo("it is not a plain file; take it away");
    }

    @Test
    void a_file_that_cannot_be_read_is_an_error_of_that_file_and_the_others_are_read() throws Exception {
        put("jobs/a.json", "1");
        put("jobs/b.json", "2");
        DefinitionStore store = new FolderDefinitionStore(root, file -> {
            if (file.endsWith("a.json")) {
                throw new AccessDeniedException(file.toString());
            }
            return Files.readAllBytes(file);
        });

        Snapshot snapshot = store.read();

        assertThat(text(snapshot, "jobs/b.json")).isEqualTo("2");
        assertThat(fault(snapshot, "jobs/a.json"))
                .isEqualTo(
                        "the file can't be read: whoever runs this has no access to it; put it right or take it away");
    }

    @Test
    void a_reader_that_is_interrupted_takes_no_file_for_unreadable() {
        put("jobs/a.json", "1");
        put("jobs/b.json", "2");
        DefinitionStore store = new FolderDefinitionStore(root, file -> {
            if (file.endsWith("b.json")) {
                throw new ClosedByInterruptException();
            }
            return Files.readAllBytes(file);
        });

        assertThatThrownBy(store::read).isInstanceOf(StoreException.class);
    }

    @Test
    void a_folder_none_of_whose_files_can_be_read_is_an_error_that_names_one() {
        put("jobs/a.json", "1");
        DefinitionStore store = new FolderDefinitionStore(root, file -> {
            throw new AccessDeniedException(file.toString());
        });

        assertThatThrownBy(store::read)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a.json")
                .hasMessageContaining("has no access to it");
    }

    @Test
    void a_folder_named_like_a_definition_is_a_folder() {
        put("jobs/etl.json/daily.json", "1");

        assertThat(store().read().files()).containsOnlyKeys("jobs/etl.json/daily.json");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_backslash_in_a_name_does_not_separate_folders() {
        put("jobs/a\\b.json", "1");

        assertThat(store().read().files()).containsOnlyKeys("jobs/a\\b.json");
    }

    @Test
    @DisabledOnOs({OS.WINDOWS, OS.MAC})
    void a_name_that_cannot_be_decoded_is_an_error_that_says_how_to_make_it_readable() throws Exception {
        put("jobs/a.json", "1");
        Process create = new ProcessBuilder("sh", "-c", "printf 1 > \"$(printf 'jobs/\\377.json')\"")
                .directory(root.toFile())
                .inheritIO()
                .start();
        assertThat(create.waitFor()).isZero();

        assertRefused("Set LC_ALL=C.UTF-8");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> store().read())
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Can't read the definitions in folder '" + root + "'")
                .hasMessageContaining(message);
    }

    private void link(String path, Path to) throws IOException {
        Files.createSymbolicLink(root.resolve(path), to);
    }
}
