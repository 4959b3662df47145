package io.github.dbdsc.local;

import io.github.dbdsc.reconcile.RunLock;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operating system lock on a file. It is lost when the file is taken away: somebody else may lock a new one. */
final class FolderLease implements RunLock.Lease {

    private final Path file;
    private final @Nullable Object fileKey;
    private final Channel channel;
    private final Runnable onClose;
    private final Instant since = Instant.now();
    private boolean held = true;

    /** @param onClose runs once, after the lock was given back */
    FolderLease(Path file, FileLock lock, Runnable onClose) throws IOException {
        this.file = file;
        this.fileKey = fileKey();
        this.channel = lock.acquiredBy();
        this.onClose = onClose;
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
                onClose.run();
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
