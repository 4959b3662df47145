package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportStoreContract;
import io.github.dbdsc.report.RunStatus;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reports of one target, beside those of another and of one without a name. */
class BlobReportStoreOfTargetIT extends ReportStoreContract {

    private static final String OTHERS_RUN = "20261122T101500Z-0000ff";

    private final AzuriteContainer container = new AzuriteContainer();

    @BeforeEach
    void writeReportsOfOthers() {
        for (String other : new String[] {"", "dev", "prod-eu"}) {
            new BlobReportStore(container.client(), other)
                    .write(summary(OTHERS_RUN, RunStatus.OK), "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    protected ReportStore store() {
        return new BlobReportStore(container.client(), "prod");
    }

    @Test
    void reports_of_other_targets_are_neither_read_nor_listed() {
        assertThat(store().read(OTHERS_RUN)).isEmpty();
        assertThat(store().list(null, 10)).isEmpty();
        assertThat(container
                        .client()
                        .getBlobClient("targets/dev/reports/2026/11/22/" + OTHERS_RUN + ".json")
                        .exists())
                .isTrue();
    }
}
