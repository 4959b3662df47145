package io.github.dbdsc.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folder that an export writes to. Each file appears whole or not at all, so that an export may be ended at any time.
 *
 * @param root absolute
 */
record ExportFolder(Path root) {

    private static final int NAMED = 5;

    /**
     * Writes files by their paths below the folder.
     *
     * @param force whether files that are there are written over
     * @throws UsageException when one of them is there, before any is written; or when one can't be written
     */
    void write(Map<String, String> files, boolean force) {
        if (!force) {
            requireNone(files);
        }
        try (WholeFiles whole = WholeFiles.watched()) {
            files.forEach((path, text) -> whole.write(() -> write(path, text)));
        }
    }

    /** Lets a process that is told to end, as by Ctrl-C, end between two files only. */
    private record WholeFiles(ReentrantLock writing, Thread end) implements AutoCloseable {

        static WholeFiles watched() {
            ReentrantLock writing = new ReentrantLock();
            Thread end = new Thread(writing::lock, "last-file"); // and never unlocks it: no other file is begun
            Runtime.getRuntime().addShutdownHook(end);
            return new WholeFiles(writing, end);
        }

        void write(Runnable file) {
            writing.lock();
            try {
                file.run();
            } finally {
                writing.unlock();
            }
        }

        @Override
        public void close() {
            try {
                Runtime.getRuntime().removeShutdownHook(end);
            } catch (IllegalStateException e) {
                // the process is ending, and the hook with it
            }
        }
    }

    private void requireNone(Map<String, String> files) {
        List<String> there = files.keySet().stream()
                .filter(path -> Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (!there.isEmpty()) {
            throw new UsageException("nothing is written, since it would take the place of what is in " + root + ": "
                    + String.join(", ", there.subList(0, Math.min(NAMED, there.size())))
                    + (there.size() > NAMED ? " and " + (there.size() - NAMED) + " more" : "")
                    + "; name another folder, or add --force");
        }
    }

    private void write(String path, String text) {
        Path file = root.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Path draft = file.resolveSibling("." + file.getFileName() + ".tmp");
            try {
                Files.writeString(draft, text);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UsageException("the file " + file + " can't be written: " + FileFault.of(e)
                    + "; files before it are written, and another export with --force writes all");
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
