package io.github.dbdsc.definition;

import io.github.dbdsc.model.StoreException;
import java.util.Optional;
import java.util.SortedMap;

/** Where users keep their definitions, templates and vars: a folder or a blob container. */
public interface DefinitionStore {

    /**
     * Reads every source file, see {@link Snapshot#isSource}, and names those that are nearly one.
     *
     * @return all of them; one that can't be read by itself is there as {@link SourceFile#unreadable}. An empty snapshot
     *     when the store is empty
     * @throws StoreException when the store does not exist, or can't be listed or read: a snapshot has every file that is
     *     there, and is never empty because of an error
     */
    Snapshot read();

    /**
     * Reads one source file, as {@link #read} does.
     *
     * @param path relative to the store
     * @return empty when there is none of this name
     * @throws StoreException when the store can't be read
     */
    default Optional<SourceFile> file(String path) {
        return Optional.ofNullable(read().files().get(path));
    }

    /**
     * Lists every source file, as {@link #read} finds it, with its etag.
     *
     * @throws StoreException as {@link #read} does
     */
    default SortedMap<String, String> etags() {
        return read().etags();
    }

    /** Forgets the files that are kept so that they need not be read again. */
    default void forget() {}
}
