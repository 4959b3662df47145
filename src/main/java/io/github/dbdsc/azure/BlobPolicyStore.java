package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.github.dbdsc.definition.PolicyStore;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.state.StoredState;
import java.util.Optional;

/** Reads {@code policy.json} from the state container, which those who upload definitions can't write. Its etag is its blob's. */
public final class BlobPolicyStore implements PolicyStore {

    private final StateContainer container;

    /** @param container the state container */
    public BlobPolicyStore(BlobContainerClient container) {
        this.container = new StateContainer(container);
    }

    @Override
    public Optional<SourceFile> read() {
        return container.read(Snapshot.POLICY).map(BlobPolicyStore::file);
    }

    private static SourceFile file(StoredState blob) {
        byte[] content = blob.content();
        return content.length > MOST_BYTES
                ? SourceFile.unreadable(Snapshot.POLICY, blob.version(), PolicyStore.tooLarge(content.length))
                : new SourceFile(Snapshot.POLICY, blob.version(), content);
    }
}
