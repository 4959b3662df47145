package io.github.dbdsc.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.github.dbdsc.model.StoreException;
import java.util.Optional;

/** The container that the program keeps for itself. It is created by the first write that finds it missing. */
final class StateContainer {

    private final BlobContainerClient container;

    StateContainer(BlobContainerClient container) {
        this.container = container;
    }

    BlobContainerClient client() {
        return container;
    }

    /**
     * Writes a blob, whole or not at all: a single Put Blob.
     *
     * @throws StoreException when it could not be written
     */
    void write(String name, byte[] content) {
        try {
            put(name, content, new BlobRequestConditions());
        } catch (RuntimeException e) {
            throw BlobFailure.of("write blob '" + name + "'", container, e);
        }
    }

    /**
     * Creates an empty blob unless there is one of that name.
     *
     * @throws RuntimeException as the client library throws it
     */
    void createIfMissing(String name) {
        try {
            put(name, new byte[0], new BlobRequestConditions().setIfNoneMatch("*"));
        } catch (BlobStorageException e) {
            // a blob that is there answers 409, one that is leased as well 412: somebody else was faster
            if (!BlobFailure.is(e, BlobErrorCode.BLOB_ALREADY_EXISTS) && e.getStatusCode() != 412) {
                throw e;
            }
        }
    }

    /**
     * A blob's content, or empty when the blob or the container is not there.
     *
     * @throws StoreException when it can't be read
     */
    Optional<byte[]> read(String name) {
        try {
            return Optional.of(BlobContent.of(container, name, new BlobRequestConditions()));
        } catch (BlobStorageException e) {
            if (BlobFailure.is(e, BlobErrorCode.BLOB_NOT_FOUND)
                    || BlobFailure.is(e, BlobErrorCode.CONTAINER_NOT_FOUND)) {
                return Optional.empty();
            }
            throw BlobFailure.of("read blob '" + name + "'", container, e);
        } catch (RuntimeException e) {
            throw BlobFailure.of("read blob '" + name + "'", container, e);
        }
    }

    private void put(String name, byte[] content, BlobRequestConditions conditions) {
        try {
            putOnce(name, content, conditions);
        } catch (BlobStorageException e) {
            if (!BlobFailure.is(e, BlobErrorCode.CONTAINER_NOT_FOUND)) {
                throw e;
            }
            container.createIfNotExists();
            putOnce(name, content, conditions);
        }
    }

    private void putOnce(String name, byte[] content, BlobRequestConditions conditions) {
        BlockBlobSimpleUploadOptions options = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                .setHeaders(new BlobHttpHeaders().setContentType("application/json"))
                .setRequestConditions(conditions);
        container.getBlobClient(name).getBlockBlobClient().uploadWithResponse(options, null, Context.NONE);
    }
}
