package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportStoreContract;
import io.github.dbdsc.report.RunStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReportStoreTest extends ReportStoreContract {

    private final Path root;

    FolderReportStoreTest(@TempDir Path root) {
        this.root = root;
    }

    @Override
    protected ReportStore store() {
        return new FolderReportStore(root);
    }

    @Test
    void deleting_the_last_report_of_a_month_deletes_its_folders() {
        store().write(summary("20261122T101500Z-000000", RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));
        store().write(summary("20261222T101500Z-000000", RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(store().deleteBefore(LocalDate.of(2026, 12, 1), 10)).isEqualTo(1);

        assertThat(Files.exists(root.resolve(".dsc/reports/2026/11"))).isFalse();
        assertThat(Files.exists(root.resolve(".dsc/reports/2026/12/22"))).isTrue();
    }
}
