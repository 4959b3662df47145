package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.github.dbdsc.reconcile.ReportStore;
import java.nio.charset.StandardCharsets;

/** Reports in blobs {@code reports/yyyy/MM/dd/<run id>.json} of the state container. */
public final class BlobReportStore implements ReportStore {

    private final StateContainer container;

    /** @param container the state container; created by the first write when it is missing */
    public BlobReportStore(BlobContainerClient container) {
        this.container = new StateContainer(container);
    }

    @Override
    public void write(String path, String json) {
        container.writeJson("reports/" + path, json.getBytes(StandardCharsets.UTF_8));
    }
}
