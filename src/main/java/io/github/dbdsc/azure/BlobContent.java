package io.github.dbdsc.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.DownloadRetryOptions;

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
        return container
                .getBlobClient(name)
                .downloadContentWithResponse(
                        new DownloadRetryOptions().setMaxRetryRequests(CONTINUATIONS), conditions, null, Context.NONE)
                .getValue()
                .toBytes();
    }
}
