package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.github.dbdsc.model.StoreException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Looks through the container that the program keeps for itself. A container that is not there is empty. */
final class StateListing {

    private final BlobContainerClient container;

    StateListing(BlobContainerClient container) {
        this.container = container;
    }

    /**
     * The names that begin with a prefix and go on to the next slash, that included. One call for 5,000 of them.
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
     * The blobs whose names begin with a prefix, with their metadata. One call for 5,000 of them.
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
}
