package io.github.dbdsc.local;

import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.reconcile.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;

/** All stores on folders. */
public final class FolderStores {

    private FolderStores() {}

    /** A folder in place of the containers; state, lock and reports are in its {@code .dsc}. */
    public static Stores in(Path folder) {
        return in(folder, folder, SourcePaths.of(TargetView.WHOLE), Clock.systemUTC());
    }

    /** The same for one target: with the files that it reads, and a lock and reports of its own. */
    public static Stores in(Path folder, SourcePaths paths) {
        return in(folder, folder, paths, Clock.systemUTC());
    }

    /** The same with a clock that tells since when the lock is held. */
    public static Stores in(Path folder, Clock clock) {
        return in(folder, folder, SourcePaths.of(TargetView.WHOLE), clock);
    }

    /** The same with {@code .dsc} in a folder of its own. */
    static Stores in(Path definitions, Path state) {
        return in(definitions, state, SourcePaths.of(TargetView.WHOLE), Clock.systemUTC());
    }

    private static Stores in(Path definitions, Path state, SourcePaths paths, Clock clock) {
        String target = Objects.requireNonNullElse(paths.target(), "");
        return new Stores(
                new FolderDefinitionStore(definitions, paths),
                FolderRunLock.ofRuns(state, target, clock),
                new FolderStateStore(state),
                new FolderReportStore(state, target));
    }
}
