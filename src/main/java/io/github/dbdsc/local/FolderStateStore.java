package io.github.dbdsc.local;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.reconcile.StateDocument;
import io.github.dbdsc.reconcile.StateStore;
import java.nio.file.Path;
import java.util.Map;

/** The state in {@code <root>/.dsc/state/<target>.json}. */
public final class FolderStateStore implements StateStore {

    private final FolderPrivateFiles files;

    public FolderStateStore(Path root) {
        this.files = new FolderPrivateFiles(root);
    }

    @Override
    public Map<JobKey, AppliedJob> read(String target) {
        return files.read(path(target)).flatMap(StateDocument::read).orElse(Map.of());
    }

    @Override
    public void write(String target, Map<JobKey, AppliedJob> jobs) {
        files.write(path(target), StateDocument.write(jobs));
    }

    private static String path(String target) {
        return "state/" + target + ".json";
    }
}
