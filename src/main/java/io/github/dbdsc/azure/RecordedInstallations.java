package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.StateDocument;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds whose state of a workspace's jobs is in a state container. */
public final class RecordedInstallations {

    private static final String FOLDER = "state/";
    private static final String ENDING = ".json";

    private RecordedInstallations() {}

    /**
     * Returns the installations that have run in this container, each with the source that it recorded.
     *
     * @throws StoreException when the container can't be read; one that does not exist is empty
     */
    public static List<Installation> in(BlobContainerClient container, URI workspace) {
        StateContainer state = new StateContainer(container);
        List<Installation> found = new ArrayList<>();
        try {
            for (BlobItem blob : container.listBlobs(new ListBlobsOptions().setPrefix(FOLDER), null)) {
                String name = blob.getName();
                if (name.endsWith(ENDING)) {
                    String id = name.substring(FOLDER.length(), name.length() - ENDING.length());
                    target(id, workspace)
                            .ifPresent(target -> found.add(new Installation(
                                    target.owner(),
                                    state.read(name).flatMap(stored -> StateDocument.source(stored.content())))));
                }
            }
        } catch (BlobStorageException e) {
            if (!BlobFailure.is(e, BlobErrorCode.CONTAINER_NOT_FOUND)) {
                throw BlobFailure.of("list state", container, e);
            }
        } catch (RuntimeException e) {
            throw e instanceof StoreException ? e : BlobFailure.of("list state", container, e);
        }
        return List.copyOf(found);
    }

    /** Returns the target that a name of {@link Target#id} is for; empty when it is for another workspace, or no such name. */
    private static Optional<Target> target(String id, URI workspace) {
        return Stream.of(id.split("@", 2))
                .limit(1)
                .map(owner -> new Target(URLDecoder.decode(owner, StandardCharsets.UTF_8), workspace))
                .filter(target -> target.id().equals(id))
                .findFirst();
    }
}
