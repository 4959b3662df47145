package io.github.dbdsc.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.state.StoredState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The container that the program keeps for itself. Reads find a missing one empty, and the first write creates it. */
final class StateContainer {

    /** Put Blob answers one of these when a condition does not hold; the last to If-Match without a blob. */
    private static final Set<BlobErrorCode> REFUSED =
            Set.of(BlobErrorCode.CONDITION_NOT_MET, BlobErrorCode.BLOB_ALREADY_EXISTS, BlobErrorCode.BLOB_NOT_FOUND);

    private final BlobContainerClient container;

    StateContainer(BlobContainerClient container) {
        this.container = container;
    }

    BlobContainerClient client() {
        return container;
    }

    /**
     * Writes a blob of JSON, whole or not at all: a single Put Blob.
     *
     * @param metadata what listings include of the blob
     * @throws StoreException when it could not be written
     */
    void writeJson(String name, byte[] content, Map<String, String> metadata) {
        try {
            put(name, content, "application/json", metadata, new BlobRequestConditions());
        } catch (RuntimeException e) {
            throw BlobFailure.of("write blob '" + name + "'", container, e);
        }
    }

    /**
     * Replaces a blob, or writes the first of that name, whole or not at all: a single Put Blob.
     *
     * @param etag of the blob to replace; null when there must be none
     * @return false when there is another blob, or none although there should be one
     * @throws StoreException when it could not be written
     */
    boolean replace(String name, byte[] content, @Nullable String etag) {
        BlobRequestConditions conditions = etag == null
                ? new BlobRequestConditions().setIfNoneMatch("*")
                : new BlobRequestConditions().setIfMatch(etag);
        try {
            put(name, content, "application/octet-stream", Map.of(), conditions);
            return true;
        } catch (BlobStorageException e) {
            if (REFUSED.stream().anyMatch(code -> BlobFailure.is(e, code))) {
                return false;
            }
            throw BlobFailure.of("write blob '" + name + "'", container, e);
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
            BlobRequestConditions missing = new BlobRequestConditions().setIfNoneMatch("*");
            put(name, new byte[0], "application/octet-stream", Map.of(), missing);
        } catch (BlobStorageException e) {
            // a blob that is there answers 409, one that is leased as well 412: somebody else was faster
            if (!BlobFailure.is(e, BlobErrorCode.BLOB_ALREADY_EXISTS) && e.getStatusCode() != 412) {
                throw e;
            }
        }
    }

    /**
     * Returns a blob's content with its etag; empty when the blob or the container is not there.
     *
     * @throws StoreException when it can't be read
     */
    Optional<StoredState> read(String name) {
        try {
            BlobDownloadContentResponse blob = BlobDownload.whole(container, name, new BlobRequestConditions());
            return Optional.of(new StoredState(
                    blob.getValue().toBytes(), blob.getDeserializedHeaders().getETag()));
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

    /**
     * Returns the names that begin with a prefix, up to and including the next slash. One call for 5,000 of them.
     *
     * @throws StoreException when they can't be listed
     */
    List<String> folders(String prefix) {
        return orNone(
                prefix,
                List.of(),
                () -> container.listBlobsByHierarchy("/", new ListBlobsOptions().setPrefix(prefix), null).stream()
                        .filter(item -> Boolean.TRUE.equals(item.isPrefix()))
                        .map(BlobItem::getName)
                        .toList());
    }

    /**
     * Returns the blobs whose names begin with a prefix, with their metadata. One call for 5,000 of them.
     *
     * @throws StoreException when they can't be listed
     */
    SortedMap<String, Map<String, String>> metadata(String prefix) {
        ListBlobsOptions options =
                new ListBlobsOptions().setPrefix(prefix).setDetails(new BlobListDetails().setRetrieveMetadata(true));
        return orNone(prefix, new TreeMap<>(), () -> {
            SortedMap<String, Map<String, String>> blobs = new TreeMap<>();
            for (BlobItem blob : container.listBlobs(options, null)) {
                Map<String, String> metadata = blob.getMetadata();
                blobs.put(blob.getName(), metadata == null ? Map.of() : metadata);
            }
            return blobs;
        });
    }

    /**
     * Deletes a blob, which may be gone already.
     *
     * @throws StoreException when it could not be deleted
     */
    void delete(String name) {
        try {
            container.getBlobClient(name).deleteIfExists();
        } catch (RuntimeException e) {
            throw BlobFailure.of("delete blob '" + name + "'", container, e);
        }
    }

    private <T> T orNone(String prefix, T none, Supplier<T> listing) {
        try {
            return listing.get();
        } catch (BlobStorageException e) {
            if (BlobFailure.is(e, BlobErrorCode.CONTAINER_NOT_FOUND)) {
                return none;
            }
            throw BlobFailure.of("list '" + prefix + "'", container, e);
        } catch (RuntimeException e) {
            throw BlobFailure.of("list '" + prefix + "'", container, e);
        }
    }

    private void put(
            String name, byte[] content, String type, Map<String, String> metadata, BlobRequestConditions conditions) {
        try {
            putOnce(name, content, type, metadata, conditions);
        } catch (BlobStorageException e) {
            if (!BlobFailure.is(e, BlobErrorCode.CONTAINER_NOT_FOUND)) {
                throw e;
            }
            container.createIfNotExists();
            putOnce(name, content, type, metadata, conditions);
        }
    }

    private void putOnce(
            String name, byte[] content, String type, Map<String, String> metadata, BlobRequestConditions conditions) {
        BlockBlobSimpleUploadOptions options = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                .setHeaders(new BlobHttpHeaders().setContentType(type))
                .setMetadata(metadata)
                .setRequestConditions(conditions);
        container.getBlobClient(name).getBlockBlobClient().uploadWithResponse(options, null, Context.NONE);
    }
}
