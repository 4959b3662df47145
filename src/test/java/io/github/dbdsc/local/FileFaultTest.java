package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.StoreException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {

    @Test
    void says_in_words_what_java_says_by_the_class_of_the_exception() {
        assertThat(FileFault.of(new AccessDeniedException("/f"))).isEqualTo("whoever runs this has no access to it");
        assertThat(FileFault.of(new NoSuchFileException("/f"))).isEqualTo("it is not there");
        assertThat(FileFault.of(new MalformedInputException(1))).isEqualTo("it is not a text in UTF-8");
    }

    @Test
    void quotes_the_reason_of_the_system() {
        assertThat(FileFault.of(new FileSystemException("/f", null, "No space left on device")))
                .isEqualTo("the system says: No space left on device");
        assertThat(FileFault.of(new IOException("Input/output error"))).isEqualTo("Input/output error");
    }

    @Test
    void always_gives_a_reason_and_never_a_class_name() {
        List<IOException> faults =
                List.of(new IOException(), new FileSystemException("/f"), new FileSystemException(null));

        assertThat(faults).allSatisfy(fault -> assertThat(FileFault.of(fault))
                .isNotBlank()
                .doesNotContain("null")
                .doesNotContain("Exception"));
    }

    @Test
    void a_file_in_place_of_the_private_folder_is_reported_without_a_class_name(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve(".dsc"), "in the way");

        Assertions.assertThatThrownBy(() -> new FolderRunLock(root).tryAcquire())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(".dsc")
                .hasMessageNotContaining("Exception");
    }
}
