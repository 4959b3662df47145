package io.github.dbdsc.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.model.DaemonThread;
import io.github.dbdsc.model.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Downloads small blobs whole: one, or many at once. */
final class BlobDownload {

    /** How many downloads may be under way. */
    static final int AT_ONCE = 16;

    /** The library would go on five times after an answer that stops half-way: more than a minute for a few bytes. */
    private static final int CONTINUATIONS = 1;

    private final BlobContainerClient container;
    private final int atOnce;

    /** @param atOnce how many downloads may be under way */
    BlobDownload(BlobContainerClient container, int atOnce) {
        this.container = container;
        this.atOnce = atOnce;
    }

    /**
     * Downloads the blobs of a listing.
     *
     * @param etags the listed etags by blob name
     * @return the files by name, without those that changed or vanished since the listing
     * @throws StoreException as soon as one of them can't be read
     */
    Map<String, SourceFile> of(Map<String, String> etags) {
        if (etags.isEmpty()) {
            return Map.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.min(atOnce, etags.size()), task -> DaemonThread.of("blob-download", task));
        try {
            CompletionService<Optional<SourceFile>> downloads = new ExecutorCompletionService<>(pool);
            etags.forEach((name, etag) -> downloads.submit(() -> download(name, etag)));
            Map<String, SourceFile> files = new HashMap<>();
            for (int done = 0; done < etags.size(); done++) {
                downloads.take().get().ifPresent(file -> files.put(file.path(), file));
            }
            return files;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException failure
                    ? failure
                    : new IllegalStateException("a download failed in an unforeseen way", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Reading container '" + container.getBlobContainerName()
                    + "' was interrupted because the program is stopping. Run again.");
        } finally {
            pool.shutdownNow();
        }
    }

    private Optional<SourceFile> download(String name, String etag) {
        try {
            BlobRequestConditions unchanged = new BlobRequestConditions().setIfMatch(etag);
            byte[] content = whole(container, name, unchanged).getValue().toBytes();
            return Optional.of(new SourceFile(name, etag, content));
        } catch (BlobStorageException e) {
            if (BlobFailure.is(e, BlobErrorCode.CONDITION_NOT_MET) || BlobFailure.is(e, BlobErrorCode.BLOB_NOT_FOUND)) {
                return Optional.empty();
            }
            throw BlobFailure.of("read blob '" + name + "'", container, e);
        } catch (RuntimeException e) {
            throw BlobFailure.of("read blob '" + name + "'", container, e);
        }
    }

    /**
     * Downloads one blob whole, provided that the conditions hold.
     *
     * @throws RuntimeException as the client library throws it
     */
    static BlobDownloadContentResponse whole(
            BlobContainerClient container, String name, BlobRequestConditions conditions) {
        return container
                .getBlobClient(name)
                .downloadContentWithResponse(
                        new DownloadRetryOptions().setMaxRetryRequests(CONTINUATIONS), conditions, null, Context.NONE);
    }
}
