package io.github.dbdsc.definition;

import io.github.dbdsc.model.StoreException;

/** Where users keep their definitions, templates and vars: a folder or a blob container. */
public interface DefinitionStore {

    /**
     * Reads every source file, see {@link Snapshot#isSource}.
     *
     * @return all of them; an empty snapshot when the store is empty
     * @throws StoreException when the store does not exist, or it or any file can't be read: a snapshot is never partial,
     *     and never empty because of an error
     */
    Snapshot read();
}
