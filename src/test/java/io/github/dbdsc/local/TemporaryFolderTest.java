package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {

    @Test
    void is_deleted_with_its_content_when_closed() throws IOException {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.create("db-dsc-jobs-test")) {
            path = folder.path();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/c"), "x");
            assertThat(path).isDirectory();
        }
        assertThat(path).doesNotExist();
    }
}
