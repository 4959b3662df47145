package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportStoreContract;
import io.github.dbdsc.report.RunStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports and the lock of one target in a folder, beside those of another and of one without a name. */
class FolderStoresOfTargetTest extends ReportStoreContract {

    private static final String OTHERS_RUN = "20261122T101500Z-0000ff";

    @TempDir
    private Path root;

    @BeforeEach
    void writeReportsOfOthers() {
        for (String other : new String[] {"", "dev"}) {
            new FolderReportStore(root, other)
                    .write(summary(OTHERS_RUN, RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    protected ReportStore store() {
        return new FolderReportStore(root, "prod");
    }

    @Test
    void each_target_has_a_lock_of_its_own() {
        try (RunLock.Lease one = FolderRunLock.ofRuns(root, "dev", Clock.systemUTC())
                        .tryAcquire()
                        .orElseThrow();
                RunLock.Lease other = FolderRunLock.ofRuns(root, "", Clock.systemUTC())
                        .tryAcquire()
                        .orElseThrow()) {
            assertThat(FolderRunLock.ofRuns(root, "dev", Clock.systemUTC()).tryAcquire())
                    .isEmpty();
            assertThat(one.held() && other.held()).isTrue();
        }
    }
}
