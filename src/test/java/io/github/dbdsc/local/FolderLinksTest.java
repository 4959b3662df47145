package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.RunIds;
import io.github.dbdsc.sync.PendingRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link in {@code .dsc} never leads the program to write or delete elsewhere. */
class FolderLinksTest {

    private static final String RUN = "20201122T120000Z-000001";

    @TempDir
    Path place;

    private Path folder = Path.of("");
    private Path elsewhere = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        folder = Files.createDirectory(place.resolve("folder"));
        elsewhere = Files.createDirectory(place.resolve("elsewhere"));
    }

    private void link(String path, Path to) throws IOException {
        Path link = folder.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, to);
    }

    private void assertRefused(ThrowingCallable action) throws IOException {
        try (Stream<Path> before = Files.walk(place)) {
            long count = before.count();
            assertThatThrownBy(action)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is a link that leads out of")
                    .hasMessageContaining("Put a folder or a file of its own in its place");
            try (Stream<Path> after = Files.walk(place)) {
                assertThat(after.count()).isEqualTo(count);
            }
        }
    }

    private ReportStore reports() {
        return new FolderReportStore(folder);
    }

    private void write() {
        PendingRun.queued(RUN, Instant.EPOCH, "a test").writeTo(reports());
    }

    @ParameterizedTest
    @ValueSource(strings = {".dsc", ".dsc/reports", ".dsc/reports/2020", ".dsc/reports/2020/11/22"})
    void no_report_is_written_through_a_link(String path) throws IOException {
        link(path, elsewhere);

        assertRefused(this::write);
    }

    @ParameterizedTest
    @ValueSource(strings = {".dsc", ".dsc/state"})
    void no_state_is_written_through_a_link(String path) throws IOException {
        link(path, elsewhere);
        byte[] content = "{}".getBytes(StandardCharsets.UTF_8);

        assertRefused(() -> new FolderStateStore(folder).write("us.json", content, null));
    }

    @Test
    void a_link_in_place_of_what_git_reads_is_left_as_it_is() throws IOException {
        link(".dsc/.gitignore", elsewhere.resolve("ignored"));

        write();

        assertThat(elsewhere.resolve("ignored")).doesNotExist();
    }

    @Test
    void a_link_to_nothing_is_refused_before_it_leads_anywhere() throws IOException {
        link(".dsc/lock", elsewhere.resolve("lock"));

        assertRefused(() -> new FolderRunLock(folder).tryAcquire());
        assertThat(elsewhere.resolve("lock")).doesNotExist();
    }

    @Test
    void the_lock_of_another_folder_is_not_taken() throws IOException {
        link(".dsc/lock", Files.createFile(elsewhere.resolve("lock")));

        assertRefused(() -> new FolderRunLock(folder).tryAcquire());
    }

    @ParameterizedTest
    @ValueSource(strings = {".dsc/reports", ".dsc/reports/2020", ".dsc/reports/2020/11"})
    void old_reports_are_not_deleted_through_a_link(String path) throws IOException {
        write();
        Path reports = folder.resolve(path);
        Path moved = elsewhere.resolve("moved");
        Files.move(reports, moved);
        Files.createSymbolicLink(reports, moved);

        assertRefused(() -> reports().deleteBefore(LocalDate.of(2026, 1, 1), 100));
    }

    @Test
    void definitions_are_not_deleted_through_a_link_either() throws IOException {
        Path day = Files.createDirectories(folder.resolve("jobs/22"));
        Files.writeString(day.resolve(RUN + ".json"), "{}");
        link(".dsc/reports/2020/11", folder.resolve("jobs"));

        assertRefused(() -> reports().deleteBefore(LocalDate.of(2026, 1, 1), 100));
    }

    @Test
    void a_folder_that_is_itself_reached_by_a_link_is_written_to() throws IOException {
        Path alias = Files.createSymbolicLink(place.resolve("alias"), folder);

        PendingRun.queued(RUN, Instant.EPOCH, "a test").writeTo(new FolderReportStore(alias));

        assertThat(folder.resolve(".dsc/reports/" + RunIds.path(RUN))).exists();
        assertThat(new FolderReportStore(alias).deleteBefore(LocalDate.of(2026, 1, 1), 100))
                .isEqualTo(1);
    }
}
