package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.reconcile.ReportStore;
import io.github.dbdsc.reconcile.ReportStoreContract;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BlobReportStoreIT extends ReportStoreContract {

    private final AzuriteContainer container = new AzuriteContainer();

    @Override
    protected ReportStore store() {
        return new BlobReportStore(container.client());
    }

    @Override
    protected String stored(String path) {
        return new String(container.content("reports/" + path), StandardCharsets.UTF_8);
    }

    @Test
    void a_report_opens_as_json_in_a_browser() {
        store().write("2026/11/22/a.json", "{}");

        assertThat(container
                        .client()
                        .getBlobClient("reports/2026/11/22/a.json")
                        .getProperties()
                        .getContentType())
                .isEqualTo("application/json");
    }
}
