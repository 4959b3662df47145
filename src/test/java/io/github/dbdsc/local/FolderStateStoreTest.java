package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.reconcile.StateStore;
import io.github.dbdsc.reconcile.StateStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    @Override
    protected void damage(String target, byte[] content) {
        try {
            Files.write(root.resolve(".dsc/state/" + target + ".json"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_write_leaves_nothing_but_the_state_behind() {
        store().write("t", Map.of());

        assertThat(root.resolve(".dsc/state").toFile().list()).containsExactly("t.json");
    }

    @Test
    void a_write_that_fails_says_where_and_leaves_no_draft() throws Exception {
        Path blocked = Files.createDirectories(root.resolve(".dsc/state/t.json/not-empty"));

        assertThatThrownBy(() -> store().write("t", Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("t.json");
        assertThat(blocked).exists();
        assertThat(root.resolve(".dsc/state").toFile().list()).containsExactly("t.json");
    }

    @Test
    void state_that_cannot_be_read_is_an_error_and_not_forgotten() throws Exception {
        Files.createDirectories(root.resolve(".dsc/state/t.json"));

        assertThatThrownBy(() -> store().read("t"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("t.json");
    }

    @Test
    void a_target_cannot_lead_out_of_the_folder() {
        assertThatThrownBy(() -> store().write("../../../escaped", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
