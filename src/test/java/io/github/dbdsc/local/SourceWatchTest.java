package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWatchTest {

    @TempDir
    Path folder;

    @Test
    void a_link_to_nowhere_does_not_hide_the_changes_of_other_files() throws Exception {
        BlockingQueue<String> landed = new LinkedBlockingQueue<>();
        Files.createDirectories(folder.resolve("jobs"));
        Files.createSymbolicLink(folder.resolve("jobs/broken.json"), folder.resolve("gone.json"));
        try (SourceWatch watch = SourceWatch.start(SourceWatch.Place.of(folder), landed::add, path -> {}, line -> {})) {
            assertThat(watch).isNotNull();
            Files.writeString(folder.resolve("jobs/a.json"), "{}");

            assertThat(landed.poll(30, TimeUnit.SECONDS)).isEqualTo("jobs/a.json");
        }
    }

    @Test
    void an_event_that_fails_is_reported_again_and_does_not_end_the_watch() throws Exception {
        BlockingQueue<String> landed = new LinkedBlockingQueue<>();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        AtomicInteger tries = new AtomicInteger();
        Files.createDirectories(folder.resolve("jobs"));
        try (SourceWatch watch = SourceWatch.start(
                SourceWatch.Place.of(folder),
                path -> {
                    if (tries.getAndIncrement() == 0) {
                        throw new IllegalStateException("not now");
                    }
                    landed.add(path);
                },
                path -> {},
                lines::add)) {
            assertThat(watch).isNotNull();
            Files.writeString(folder.resolve("jobs/a.json"), "{}");

            assertThat(landed.poll(30, TimeUnit.SECONDS)).isEqualTo("jobs/a.json");
            assertThat(lines.poll()).contains("not now");
        }
    }
}
