package io.github.dbdsc.local;

import io.github.dbdsc.reconcile.Stores;
import java.nio.file.Path;

/** All stores on folders. */
public final class FolderStores {

    private FolderStores() {}

    /** A folder in place of the containers; state, lock and reports are in its {@code .dsc}. */
    public static Stores in(Path folder) {
        return in(folder, folder);
    }

    /** The same with {@code .dsc} in a folder of its own. */
    static Stores in(Path definitions, Path state) {
        return new Stores(
                new FolderDefinitionStore(definitions),
                new FolderRunLock(state),
                new FolderStateStore(state),
                new FolderReportStore(state));
    }
}
