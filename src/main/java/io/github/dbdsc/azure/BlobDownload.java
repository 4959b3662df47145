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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Downloads small blobs whole: one, or many at once. */
final class BlobDownload {

    /** How many downloads may be under way. */
    static final int AT_ONCE = 16;

    /** The library would go on five times after an answer that stops half-way: more than a minute for a few bytes. */
    private static final int CONTINUATIONS = 1;

    private final BlobContainerClient container;
    private final String prefix;
    private final int atOnce;

    /**
     * @param prefix begins the names of the blobs, and is no part of the files' paths
     * @param atOnce how many downloads may be under way
     */
    BlobDownload(BlobContainerClient container, String prefix, int atOnce) {
        this.container = container;
        this.prefix = prefix;
        this.atOnce = atOnce;
    }

    /**
     * Downloads the blobs of a listing.
     *
     * @param etags the listed etags by path
     * @param othersAreRead whether the container has handed out other blobs, so that a refusal is about one blob
     * @return the files by path, without those that changed or vanished since the listing; those that can't be read by
     *     themselves are {@link SourceFile#unreadable}
     * @throws StoreException as soon as the container can't be read, and when it refuses every blob
     */
    Map<String, SourceFile> of(Map<String, String> etags, boolean othersAreRead) {
        if (etags.isEmpty()) {
            return Map.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.min(atOnce, etags.size()), task -> DaemonThread.of("blob-download", task));
        try {
            CompletionService<Download> downloads = new ExecutorCompletionService<>(pool);
            etags.forEach((path, etag) -> downloads.submit(() -> download(path, etag)));
            List<Download> ended = new ArrayList<>();
            for (int done = 0; done < etags.size(); done++) {
                ended.add(downloads.take().get());
            }
            return files(ended, othersAreRead);
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

    /**
     * How a download ended.
     *
     * @param file null when the blob has changed or is gone
     * @param refusal the answer of a container that may refuse this blob, or all of them; null when it did not
     */
    private record Download(
            @Nullable SourceFile file, @Nullable StoreException refusal) {}

    private static Map<String, SourceFile> files(List<Download> ended, boolean othersAreRead) {
        Map<String, SourceFile> files = new HashMap<>();
        boolean anyIsRead = othersAreRead;
        @Nullable StoreException refusal = null;
        for (Download download : ended) {
            SourceFile file = download.file();
            if (file != null) {
                files.put(file.path(), file);
                anyIsRead |= file.fault().isEmpty();
            }
            refusal = refusal == null ? download.refusal() : refusal;
        }
        if (refusal != null && !anyIsRead) {
            throw refusal;
        }
        return files;
    }

    private Download download(String path, String etag) {
        String name = prefix + path;
        try {
            BlobRequestConditions unchanged = new BlobRequestConditions().setIfMatch(etag);
            byte[] content = whole(container, name, unchanged).getValue().toBytes();
            return new Download(new SourceFile(path, etag, content), null);
        } catch (BlobStorageException e) {
            if (BlobFailure.is(e, BlobErrorCode.CONDITION_NOT_MET) || BlobFailure.is(e, BlobErrorCode.BLOB_NOT_FOUND)) {
                return new Download(null, null);
            }
            StoreException failure = BlobFailure.of("read blob '" + name + "'", container, e);
            return switch (BlobFailure.reach(e)) {
                case BLOB -> new Download(SourceFile.unreadable(path, etag, BlobFailure.fault(container, e)), null);
                case PERHAPS_BLOB ->
                    new Download(SourceFile.unreadable(path, etag, BlobFailure.fault(container, e)), failure);
                case CONTAINER -> throw failure;
            };
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
