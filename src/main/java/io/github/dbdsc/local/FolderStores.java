package io.github.dbdsc.local;

import io.github.dbdsc.reconcile.Stores;
import java.nio.file.Path;
import java.time.Clock;

/** All stores on folders. */
public final class FolderStores {

    private FolderStores() {}

    /** A folder in place of the containers; state, lock and reports are in its {@code .dsc}. */
    public static Stores in(Path folder) {
        return in(folder, folder, Clock.systemUTC());
    }

    /** The same with a clock that tells since when the lock is held. */
    public static Stores in(Path folder, Clock clock) {
        return in(folder, folder, clock);
    }

    /** The same with {@code .dsc} in a folder of its own. */
    static Stores in(Path definitions, Path state) {
        return in(definitions, state, Clock.systemUTC());
    }

    private static Stores in(Path definitions, Path state, Clock clock) {
        return new Stores(
                new FolderDefinitionStore(definitions),
                new FolderRunLock(state, clock),
                new FolderStateStore(state),
                new FolderReportStore(state));
    }
}
