package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.StoreException;
import org.junit.jupiter.api.Test;

class SnapshotSizeTest {

    private final SnapshotSize size = new SnapshotSize("folder 'x'");

    @Test
    void files_up_to_the_limits_are_read() {
        assertThatCode(() -> {
                    for (int file = 0; file < SnapshotSize.MOST_BYTES / SnapshotSize.MOST_BYTES_OF_A_FILE; file++) {
                        size.add("templates/" + file, SnapshotSize.MOST_BYTES_OF_A_FILE);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void one_file_too_large_is_named_with_what_to_do() {
        assertThatThrownBy(() -> size.add("jobs/large.json", SnapshotSize.MOST_BYTES_OF_A_FILE + 1))
                .isInstanceOf(StoreException.class)
                .hasMessage("Can't read the definitions in folder 'x': 'jobs/large.json' has 5242881 bytes, and 5 MB is"
                        + " the most. Take it away or make it smaller, then run again.");
    }

    @Test
    void many_small_files_are_too_large_together() {
        assertThatThrownBy(() -> {
                    for (long bytes = 0; bytes <= SnapshotSize.MOST_BYTES; bytes += 100_000) {
                        size.add("jobs/" + bytes + ".json", 100_000);
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("more than 100 MB together");
    }
}
