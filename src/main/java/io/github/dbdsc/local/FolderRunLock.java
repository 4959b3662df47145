package io.github.dbdsc.local;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.reconcile.RunLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock as an operating system lock on {@code <root>/.dsc/lock}: it ends with the process, so a killed one leaves
 * nothing behind. It needs no renewal.
 */
public final class FolderRunLock implements RunLock {

    /**
     * The locks this process holds. Looked up before the file is opened, because POSIX drops a process's lock on a file
     * as soon as the process closes any descriptor of it: a second, refused attempt would give the first one's away.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final FolderPrivateFiles files;

    public FolderRunLock(Path root) {
        this.files = new FolderPrivateFiles(root);
    }

    @Override
    public Optional<Lease> tryAcquire() {
        Path file = files.prepare("lock");
        try {
            Path name = file.resolveSibling("").toRealPath().resolve(file.getFileName());
            if (!HELD_HERE.add(name)) {
                return Optional.empty();
            }
            @Nullable Lease lease = null;
            try {
                lease = lock(name);
            } finally {
                if (lease == null) {
                    HELD_HERE.remove(name);
                }
            }
            return Optional.ofNullable(lease);
        } catch (IOException e) {
            throw new StoreException(
                    "Can't lock '" + file + "': " + FileFault.of(e) + ". Check that the folder is writable.", e);
        }
    }

    private static @Nullable Lease lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable Lease lease = null;
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                lease = new FolderLease(file, lock, () -> HELD_HERE.remove(file));
            }
            return lease;
        } finally {
            if (lease == null) {
                channel.close();
            }
        }
    }
}
