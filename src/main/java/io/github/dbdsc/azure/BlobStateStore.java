package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.reconcile.StateDocument;
import io.github.dbdsc.reconcile.StateStore;
import java.util.Map;

/** The state in blob {@code state/<target>.json} of the state container. */
public final class BlobStateStore implements StateStore {

    private final StateContainer container;

    /** @param container the state container; created by the first write when it is missing */
    public BlobStateStore(BlobContainerClient container) {
        this.container = new StateContainer(container);
    }

    @Override
    public Map<JobKey, AppliedJob> read(String target) {
        return container.read(name(target)).flatMap(StateDocument::read).orElse(Map.of());
    }

    @Override
    public void write(String target, Map<JobKey, AppliedJob> jobs) {
        container.write(name(target), StateDocument.write(jobs));
    }

    private static String name(String target) {
        return "state/" + target + ".json";
    }
}
