package io.github.dbdsc.local;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.reconcile.RunLock;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An operating system lock on a file in {@code <root>/.dsc/}. It needs no renewal, and ends with the process, so that a killed
 * one leaves nothing behind.
 */
public final class FolderRunLock implements RunLock {

    /**
     * The locks this process holds. Looked up before the file is opened, because POSIX drops a process's lock on a file
     * as soon as the process closes any descriptor of it: a second, refused attempt would release the first one's lock.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final FolderPrivateFiles files;
    private final String name;
    private final Clock clock;

    public FolderRunLock(Path root) {
        this(root, Clock.systemUTC());
    }

    /** @param clock tells since when a lease is held */
    FolderRunLock(Path root, Clock clock) {
        this(root, "lock", clock);
    }

    /** Returns the lock of the runs of a target, which may have no name. */
    static FolderRunLock ofRuns(Path root, String target, Clock clock) {
        return new FolderRunLock(root, Target.home(target) + "lock", clock);
    }

    private FolderRunLock(Path root, String name, Clock clock) {
        this.files = new FolderPrivateFiles(root);
        this.name = name;
        this.clock = clock;
    }

    /** Returns the lock of the one process that serves a folder, and so may tell which runs nobody works at. */
    static FolderRunLock ofServing(Path root) {
        return new FolderRunLock(root, "serving", Clock.systemUTC());
    }

    @Override
    public Optional<Lease> tryAcquire() {
        Path file = files.prepare(name);
        try {
            Path place = file.resolveSibling("").toRealPath().resolve(file.getFileName());
            if (!HELD_HERE.add(place)) {
                return Optional.empty();
            }
            @Nullable Lease lease = null;
            try {
                lease = lock(place);
            } finally {
                if (lease == null) {
                    HELD_HERE.remove(place);
                }
            }
            return Optional.ofNullable(lease);
        } catch (IOException e) {
            throw new StoreException(
                    "Can't lock '" + file + "': " + FileFault.of(e) + ". Check that the folder is writable.", e);
        }
    }

    private @Nullable Lease lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable Lease lease = null;
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                lease = new FileLease(file, lock, clock.instant());
            }
            return lease;
        } finally {
            if (lease == null) {
                channel.close();
            }
        }
    }

    /** A lock on a file. It is lost when the file is deleted, since somebody else may then lock a new one. */
    private static final class FileLease implements Lease {

        private final Path file;
        private final @Nullable Object fileKey;
        private final Channel channel;
        private final Instant since;
        private boolean held = true;

        FileLease(Path file, FileLock lock, Instant since) throws IOException {
            this.since = since;
            this.file = file;
            this.fileKey = fileKey();
            this.channel = lock.acquiredBy();
        }

        @Override
        public synchronized boolean held() {
            held = held && channel.isOpen() && isSameFile();
            return held;
        }

        @Override
        public Optional<Instant> since() {
            return Optional.of(since);
        }

        @Override
        public synchronized void close() {
            if (channel.isOpen()) {
                held = false;
                try {
                    channel.close();
                } catch (IOException e) {
                    // nothing was written through it, and the system takes the lock back when the process ends
                } finally {
                    HELD_HERE.remove(file);
                }
            }
        }

        private boolean isSameFile() {
            try {
                return Objects.equals(fileKey, fileKey());
            } catch (IOException e) {
                return false;
            }
        }

        /** Tells one file from another of the same name; null where the system has no such key (Windows). */
        private @Nullable Object fileKey() throws IOException {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        }
    }
}
