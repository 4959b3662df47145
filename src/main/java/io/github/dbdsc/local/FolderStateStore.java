package io.github.dbdsc.local;

import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * States in {@code <root>/.dsc/state/}. A state's version is the hash of its content. Folders can't compare and replace
 * in one step: {@link FolderRunLock} is what keeps two writers from doing so at the same moment.
 */
public final class FolderStateStore implements StateStore {

    private final FolderPrivateFiles files;

    public FolderStateStore(Path root) {
        this.files = new FolderPrivateFiles(root);
    }

    @Override
    public Optional<StoredState> read(String path) {
        return files.read(name(path)).map(content -> new StoredState(content, Sha256.hex(content)));
    }

    @Override
    public boolean write(String path, byte[] content, @Nullable String replaces) {
        Optional<StoredState> found = read(path);
        if (found.isPresent() && Arrays.equals(found.get().content(), content)) {
            return true;
        }
        if (!Objects.equals(found.map(StoredState::version).orElse(null), replaces)) {
            return false;
        }
        files.write(name(path), content);
        return true;
    }

    private static String name(String path) {
        return path.startsWith("/") ? path.substring(1) : "state/" + path;
    }
}
