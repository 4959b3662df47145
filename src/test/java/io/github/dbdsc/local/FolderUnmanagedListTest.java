package io.github.dbdsc.local;

import io.github.dbdsc.report.UnmanagedListContract;
import io.github.dbdsc.state.StateStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderUnmanagedListTest extends UnmanagedListContract {

    private final Path root;

    FolderUnmanagedListTest(@TempDir Path root) {
        this.root = root;
    }

    @Override
    protected StateStore store() {
        return new FolderStateStore(root);
    }
}
