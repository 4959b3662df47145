package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;
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
                        assertThat(size.add(SnapshotSize.MOST_BYTES_OF_A_FILE)).isEmpty();
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void files_too_large_are_told_with_what_to_do_and_not_counted() {
        for (int file = 0; file < 3; file++) {
            assertThat(size.add(SnapshotSize.MOST_BYTES))
                    .contains("the file has 104857600 bytes, and 5 MB is the most; take it away or make it smaller");
        }
        assertThat(size.add(SnapshotSize.MOST_BYTES_OF_A_FILE + 1)).isPresent();
    }

    @Test
    void many_small_files_are_too_large_together() {
        assertThatThrownBy(() -> {
                    for (long bytes = 0; bytes <= SnapshotSize.MOST_BYTES; bytes += 100_000) {
                        assertThat(size.add(100_000)).isEmpty();
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("more than 100 MB together");
    }
}
