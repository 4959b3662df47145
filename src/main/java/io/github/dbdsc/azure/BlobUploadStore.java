package io.github.dbdsc.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.core.util.DateTimeRfc1123;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.upload.ContentHash;
import io.github.dbdsc.upload.StoredFile;
import io.github.dbdsc.upload.UploadMark;
import io.github.dbdsc.upload.UploadStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Uploads to a container, or to a folder of it. The mark of an upload is a blob's metadata. */
public final class BlobUploadStore implements UploadStore {

    /** Somebody else has written, or removed, the blob since it was listed. */
    private static final Set<BlobErrorCode> OVERTAKEN = Set.of(
            BlobErrorCode.CONDITION_NOT_MET,
            BlobErrorCode.BLOB_ALREADY_EXISTS,
            BlobErrorCode.BLOB_NOT_FOUND,
            BlobErrorCode.TARGET_CONDITION_NOT_MET);

    private final BlobContainerClient container;
    private final String prefix;

    /** @param prefix begins the name of every blob: {@code ""}, or a folder with a slash at its end */
    public BlobUploadStore(BlobContainerClient container, String prefix) {
        this.container = container;
        this.prefix = prefix;
    }

    @Override
    public String name() {
        return (prefix.isEmpty() ? "" : "'" + prefix + "' in ") + "container '" + container.getBlobContainerName()
                + "' of storage account '" + container.getAccountName() + "'";
    }

    @Override
    public List<StoredFile> list() {
        ListBlobsOptions options =
                new ListBlobsOptions().setPrefix(prefix).setDetails(new BlobListDetails().setRetrieveMetadata(true));
        List<StoredFile> files = new ArrayList<>();
        try {
            for (BlobItem blob : container.listBlobs(options, null)) {
                String path = blob.getName().substring(prefix.length());
                Map<String, String> metadata = blob.getMetadata() == null ? Map.of() : blob.getMetadata();
                // accounts with a hierarchical namespace list their folders, too
                if (Snapshot.isSource(path) && !"true".equalsIgnoreCase(metadata.get("hdi_isfolder"))) {
                    files.add(new StoredFile(
                            path,
                            blob.getProperties().getETag(),
                            blob.getProperties().getContentMd5(),
                            UploadMark.source(metadata).orElse(null),
                            blob.getProperties().getLastModified().toInstant(),
                            UploadMark.commit(metadata).orElse(null)));
                }
            }
            return files;
        } catch (RuntimeException e) {
            throw BlobFailure.of("list the files", container, e);
        }
    }

    @Override
    public Instant write(String path, byte[] content, UploadMark mark, @Nullable String etag) {
        BlobRequestConditions conditions = etag == null
                ? new BlobRequestConditions().setIfNoneMatch("*")
                : new BlobRequestConditions().setIfMatch(etag);
        String type = path.endsWith(".json") ? "application/json" : "text/plain; charset=utf-8";
        BlockBlobSimpleUploadOptions options = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                .setHeaders(new BlobHttpHeaders().setContentType(type).setContentMd5(ContentHash.of(content)))
                .setMetadata(mark.metadata())
                .setRequestConditions(conditions);
        BlobClient blob = blob(path);
        try {
            return blob.getBlockBlobClient()
                    .uploadWithResponse(options, null, Context.NONE)
                    .getValue()
                    .getLastModified()
                    .toInstant();
        } catch (BlobStorageException e) {
            if (isOvertaken(e)) {
                return ownWrite(blob, content, mark);
            }
            throw BlobFailure.of("write blob '" + blob.getBlobName() + "'", container, e);
        } catch (RuntimeException e) {
            throw BlobFailure.of("write blob '" + blob.getBlobName() + "'", container, e);
        }
    }

    /** The library repeats a write whose answer is lost, and then finds the blob changed, by itself. */
    private Instant ownWrite(BlobClient blob, byte[] content, UploadMark mark) {
        try {
            BlobProperties there = blob.getProperties();
            if (Arrays.equals(there.getContentMd5(), ContentHash.of(content))
                    && UploadMark.source(there.getMetadata())
                            .filter(mark.source()::equals)
                            .isPresent()) {
                return there.getLastModified().toInstant();
            }
        } catch (RuntimeException e) {
            // then it is not there either
        }
        throw overtaken(blob);
    }

    @Override
    public Instant mark(String path, UploadMark mark, String etag) {
        BlobClient blob = blob(path);
        try {
            return date(blob.setMetadataWithResponse(
                            mark.metadata(), new BlobRequestConditions().setIfMatch(etag), null, Context.NONE)
                    .getHeaders());
        } catch (BlobStorageException e) {
            throw isOvertaken(e)
                    ? overtaken(blob)
                    : BlobFailure.of("mark blob '" + blob.getBlobName() + "'", container, e);
        } catch (RuntimeException e) {
            throw BlobFailure.of("mark blob '" + blob.getBlobName() + "'", container, e);
        }
    }

    @Override
    public Instant remove(String path, String etag) {
        BlobClient blob = blob(path);
        try {
            return date(blob.deleteWithResponse(null, new BlobRequestConditions().setIfMatch(etag), null, Context.NONE)
                    .getHeaders());
        } catch (BlobStorageException e) {
            if (isOvertaken(e)) {
                return date(goneAlready(blob, e).getHeaders());
            }
            throw BlobFailure.of("remove blob '" + blob.getBlobName() + "'", container, e);
        } catch (RuntimeException e) {
            throw BlobFailure.of("remove blob '" + blob.getBlobName() + "'", container, e);
        }
    }

    /** The library repeats a delete whose answer is lost, too. A condition on a blob that is not there is not met. */
    private HttpResponse goneAlready(BlobClient blob, BlobStorageException answered) {
        try {
            if (!blob.exists()) {
                return answered.getResponse();
            }
        } catch (RuntimeException e) {
            // then nobody knows
        }
        throw overtaken(blob);
    }

    private BlobClient blob(String path) {
        return container.getBlobClient(prefix + path);
    }

    /** Returns the account's time of an answer. */
    private static Instant date(HttpHeaders headers) {
        return new DateTimeRfc1123(headers.getValue(HttpHeaderName.DATE))
                .getDateTime()
                .toInstant();
    }

    private static boolean isOvertaken(BlobStorageException e) {
        return e.getErrorCode() != null && OVERTAKEN.contains(e.getErrorCode());
    }

    private StoreException overtaken(BlobClient blob) {
        return new StoreException("Blob '" + blob.getBlobName() + "' in container '" + container.getBlobContainerName()
                + "' was changed by somebody else meanwhile. Run the upload again.");
    }
}
