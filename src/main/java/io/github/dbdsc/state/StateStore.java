package io.github.dbdsc.state;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the states of targets, and the documents beside them, as bytes with versions. */
public interface StateStore {

    /**
     * Reads a document.
     *
     * @param path {@code <target>.json}, see {@link Target#id}; with a slash before it, at the top, where others look
     * @return empty when there is none
     * @throws StoreException when it can't be read
     */
    Optional<StoredState> read(String path);

    /**
     * Writes a document, whole or not at all.
     *
     * @param replaces the version to replace; null when there must be none yet
     * @return whether the store now holds this content; false when it holds a version other than the one to replace,
     *     which then stays
     * @throws StoreException when the document could not be written; what the store held stays
     */
    boolean write(String path, byte[] content, @Nullable String replaces);
}
