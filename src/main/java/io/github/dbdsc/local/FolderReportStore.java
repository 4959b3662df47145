package io.github.dbdsc.local;

import io.github.dbdsc.reconcile.ReportStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reports in {@code <root>/.dsc/reports/yyyy/MM/dd/<run id>.json}. */
public final class FolderReportStore implements ReportStore {

    private final FolderPrivateFiles files;

    public FolderReportStore(Path root) {
        this.files = new FolderPrivateFiles(root);
    }

    @Override
    public void write(String path, String json) {
        files.write("reports/" + path, json.getBytes(StandardCharsets.UTF_8));
    }
}
