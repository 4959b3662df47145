package io.github.dbdsc.upload;

import io.github.dbdsc.model.StoreException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container to upload to. Safe for use by several threads. Nothing is replaced or removed that has changed meanwhile. */
public interface UploadStore {

    /**
     * Lists the source files, see {@link io.github.dbdsc.definition.Snapshot#isSource}.
     *
     * @throws StoreException when they can't be listed
     */
    List<StoredFile> list();

    /**
     * Writes a file.
     *
     * @param etag of the file to replace; null when there must be none
     * @return when it was written, by the account's clock, in whole seconds
     * @throws StoreException when it could not be written, or somebody else was faster
     */
    Instant write(String path, byte[] content, UploadMark mark, @Nullable String etag);

    /**
     * Puts a mark on a file and leaves its content.
     *
     * @return when it was marked
     * @throws StoreException when it could not be marked, or somebody else was faster
     */
    Instant mark(String path, UploadMark mark, String etag);

    /**
     * Removes a file, which may be gone already.
     *
     * @return when it was removed
     * @throws StoreException when it could not be removed, or somebody else was faster
     */
    Instant remove(String path, String etag);

    /** Returns what the container is called, for messages: {@code container 'databricks-jobs' of storage account 'x'}. */
    String name();
}
