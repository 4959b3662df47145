package io.github.dbdsc.state;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import java.util.Optional;

/** Keeps what runs remember of their targets' jobs, as documents that only {@link StateDocument} understands. */
public interface StateStore {

    /**
     * Reads a document.
     *
     * @param path {@code <target>.json}, see {@link Target#id}
     * @return empty when there is none
     * @throws StoreException when it can't be told
     */
    Optional<StoredState> read(String path);

    /**
     * Writes a document, whole or not at all.
     *
     * @param replaces the version that it takes the place of; empty when it is the first
     * @return whether the store now holds this content. False when it holds another than the one to be replaced:
     *     somebody else wrote it, and it stays
     * @throws StoreException when the document could not be written; what was there before is still there
     */
    boolean write(String path, byte[] content, Optional<String> replaces);
}
