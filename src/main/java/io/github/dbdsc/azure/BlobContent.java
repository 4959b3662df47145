package io.github.dbdsc.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.DownloadRetryOptions;
import io.github.dbdsc.state.StoredState;

/** Downloads small blobs whole. */
final class BlobContent {

    /** The library would go on five times after an answer that stops half-way: more than a minute for a few bytes. */
    private static final int CONTINUATIONS = 1;

    private BlobContent() {}

    /**
     * A blob's content, provided that the conditions hold.
     *
     * @throws RuntimeException as the client library throws it
     */
    static byte[] of(BlobContainerClient container, String name, BlobRequestConditions conditions) {
        return download(container, name, conditions).getValue().toBytes();
    }

    /**
     * A blob's content with its etag.
     *
     * @throws RuntimeException as the client library throws it
     */
    static StoredState withEtag(BlobContainerClient container, String name) {
        BlobDownloadContentResponse blob = download(container, name, new BlobRequestConditions());
        return new StoredState(
                blob.getValue().toBytes(), blob.getDeserializedHeaders().getETag());
    }

    private static BlobDownloadContentResponse download(
            BlobContainerClient container, String name, BlobRequestConditions conditions) {
        return container
                .getBlobClient(name)
                .downloadContentWithResponse(
                        new DownloadRetryOptions().setMaxRetryRequests(CONTINUATIONS), conditions, null, Context.NONE);
    }
}
