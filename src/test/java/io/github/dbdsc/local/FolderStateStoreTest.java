package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StateStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStateStoreTest extends StateStoreContract {

    private final Path root;

    FolderStateStoreTest(@TempDir Path root) {
        this.root = root;
    }

    @Override
    protected StateStore store() {
        return new FolderStateStore(root);
    }

    @Test
    void a_write_leaves_nothing_but_the_state_behind() {
        store().write("t.json", new byte[0], null);

        assertThat(root.resolve(".dsc/state").toFile().list()).containsExactly("t.json");
    }

    @Test
    void git_ignores_what_the_program_keeps_from_the_first_write_on() throws Exception {
        store().write("t.json", new byte[0], null);

        assertThat(root.resolve(".dsc/.gitignore")).hasContent("*");
    }

    @Test
    void git_ignores_it_also_where_an_older_release_has_written_before_and_not_where_somebody_wants_it_otherwise()
            throws Exception {
        Files.createDirectories(root.resolve(".dsc/state"));
        store().write("t.json", new byte[0], null);
        assertThat(root.resolve(".dsc/.gitignore")).hasContent("*");

        Files.writeString(root.resolve(".dsc/.gitignore"), "lock");
        store().write("u.json", new byte[0], null);
        assertThat(root.resolve(".dsc/.gitignore")).hasContent("lock");
    }

    @Test
    void a_refused_write_leaves_nothing_behind() {
        store().write("t.json", new byte[0], "version");

        assertThat(root.resolve(".dsc")).doesNotExist();
    }

    @Test
    void a_write_that_fails_says_where_and_leaves_no_draft() throws Exception {
        Files.createDirectories(root.resolve(".dsc"));
        Path blocked = Files.writeString(root.resolve(".dsc/state"), "a file where a folder should be");

        assertThatThrownBy(() -> store().write("t.json", new byte[0], null))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("t.json");
        assertThat(root.resolve(".dsc").toFile().list()).containsExactly("state");
        assertThat(blocked).isRegularFile();
    }

    @Test
    void state_that_cannot_be_read_is_an_error_and_not_forgotten() throws Exception {
        Files.createDirectories(root.resolve(".dsc/state/t.json"));

        assertThatThrownBy(() -> store().read("t.json"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("t.json");
    }

    @Test
    void a_target_cannot_lead_out_of_the_folder() {
        assertThatThrownBy(() -> store().write("../../../escaped", new byte[0], null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
