package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps state in blobs {@code state/} of the state container, and at its top what others read. A version is a blob's etag. */
public final class BlobStateStore implements StateStore {

    private final StateContainer container;

    /** @param container the state container; created by the first write when it is missing */
    public BlobStateStore(BlobContainerClient container) {
        this.container = new StateContainer(container);
    }

    @Override
    public Optional<StoredState> read(String path) {
        return container.read(name(path));
    }

    /** Checks refused writes: one whose answer was lost is sent again by the client library, and refused though it succeeded. */
    @Override
    public boolean write(String path, byte[] content, @Nullable String replaces) {
        return container.replace(name(path), content, replaces)
                || read(path)
                        .filter(found -> Arrays.equals(found.content(), content))
                        .isPresent();
    }

    private static String name(String path) {
        return path.startsWith("/") ? path.substring(1) : "state/" + path;
    }
}
