package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWatchTest {

    @TempDir
    Path folder;

    private final BlockingQueue<String> landed = new LinkedBlockingQueue<>();
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void jobs() throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
    }

    /** Returns a watch that looks when the test has it look. */
    private SourceWatch watch(Consumer<String> onLanded) {
        return SourceWatch.start(
                new SourceWatch.Watched(SourceWatch.Watched.of(folder).files(), Duration.ofDays(1)),
                onLanded,
                path -> {},
                lines::add);
    }

    @Test
    void a_link_to_nowhere_does_not_hide_the_changes_of_other_files() throws IOException {
        Files.createSymbolicLink(folder.resolve("jobs/broken.json"), folder.resolve("gone.json"));
        try (SourceWatch watch = watch(landed::add)) {
            Files.writeString(folder.resolve("jobs/a.json"), "{}");
            watch.look();
        }

        assertThat(landed).containsExactly("jobs/a.json");
        assertThat(lines).isEmpty();
    }

    @Test
    void an_event_that_fails_is_said_and_reported_again_by_the_next_look() throws IOException {
        List<String> tried = new ArrayList<>();
        try (SourceWatch watch = watch(path -> {
            tried.add(path);
            if (tried.size() == 1) {
                throw new IllegalStateException("not now");
            }
        })) {
            Files.writeString(folder.resolve("jobs/a.json"), "{}");
            watch.look();
            assertThat(lines).singleElement().asString().contains("not now");
            watch.look();
            watch.look();
        }

        assertThat(tried).containsExactly("jobs/a.json", "jobs/a.json");
    }

    @Test
    void it_looks_by_itself_until_it_is_closed() throws Exception {
        try (SourceWatch watch =
                SourceWatch.start(SourceWatch.Watched.of(folder), landed::add, path -> {}, lines::add)) {
            Files.writeString(folder.resolve("jobs/a.json"), "{}");

            assertThat(landed.poll(30, TimeUnit.SECONDS)).isEqualTo("jobs/a.json");
            watch.look();
            assertThat(landed).isEmpty();
        }
    }
}
