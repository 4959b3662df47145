package io.github.dbdsc.local;

import io.github.dbdsc.reconcile.ReportStore;
import io.github.dbdsc.reconcile.ReportStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderReportStoreTest extends ReportStoreContract {

    private final Path root;

    FolderReportStoreTest(@TempDir Path root) {
        this.root = root;
    }

    @Override
    protected ReportStore store() {
        return new FolderReportStore(root);
    }

    @Override
    protected String stored(String path) {
        try {
            return Files.readString(root.resolve(".dsc/reports").resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
