package io.github.dbdsc.definition;

import io.github.dbdsc.model.StoreException;

/** Where users keep their definitions, templates and vars: a folder, or a container. */
public interface DefinitionStore {

    /**
     * Reads every source file, see {@link Snapshot#isSource}.
     *
     * @return all of them; an empty store is an empty snapshot
     * @throws StoreException when the store or any one file can't be read, or does not exist: never a partial or
     *     pretended-empty snapshot
     */
    Snapshot read();
}
