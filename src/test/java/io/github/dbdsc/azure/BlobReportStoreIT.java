package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.reconcile.ReportStore;
import io.github.dbdsc.reconcile.ReportStoreContract;
import io.github.dbdsc.reconcile.RunStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlobReportStoreIT extends ReportStoreContract {

    private static final String TODAY = "20261122T101500Z-00000%d";

    private final AzuriteContainer container = new AzuriteContainer();

    @Override
    protected ReportStore store() {
        return new BlobReportStore(container.client());
    }

    @Test
    void a_report_opens_as_json_in_a_browser() {
        store().write(summary(TODAY.formatted(1), RunStatus.OK), "{}");

        assertThat(container
                        .client()
                        .getBlobClient("reports/2026/11/22/" + TODAY.formatted(1) + ".json")
                        .getProperties()
                        .getContentType())
                .isEqualTo("application/json");
    }

    @Test
    void a_page_costs_four_calls_however_many_reports_there_are_and_reads_none_of_them() {
        for (int run = 0; run < 5; run++) {
            store().write(summary(TODAY.formatted(run), RunStatus.OK), "{}");
        }
        store().write(summary("20261121T101500Z-000000", RunStatus.OK), "{}");
        store().write(summary("20250101T101500Z-000000", RunStatus.OK), "{}");
        ObservedCalls calls = new ObservedCalls(request -> {});

        assertThat(new BlobReportStore(container.client(calls)).list(Optional.empty(), 5))
                .hasSize(5);

        assertThat(calls.listings()).isEqualTo(4);
        assertThat(calls.all()).isEqualTo(4);
    }

    @Test
    void a_blob_that_somebody_put_among_the_reports_does_not_disturb_the_list() {
        store().write(summary(TODAY.formatted(1), RunStatus.OK), "{}");
        container.put("reports/2026/11/22/notes.txt", new byte[] {1});
        container.put("reports/readme/a.txt", new byte[] {1});

        assertThat(store().list(Optional.empty(), 5)).hasSize(1);
    }
}
