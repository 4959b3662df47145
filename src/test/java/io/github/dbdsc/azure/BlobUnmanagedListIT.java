package io.github.dbdsc.azure;

import io.github.dbdsc.report.UnmanagedListContract;
import io.github.dbdsc.state.StateStore;

class BlobUnmanagedListIT extends UnmanagedListContract {

    private final AzuriteContainer container = new AzuriteContainer();

    @Override
    protected StateStore store() {
        return new BlobStateStore(container.client());
    }
}
