package io.github.dbdsc.local;

import io.github.dbdsc.model.DaemonThread;
import io.github.dbdsc.model.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Checks a folder every second and reports files that landed or were removed, as the events of a container do. */
final class FolderWatch implements AutoCloseable {

    private final Path folder;
    private final Consumer<String> landed;
    private final Consumer<String> removed;
    private final Consumer<String> log;
    private final ScheduledExecutorService clock;
    private Map<String, Stamp> known;

    /** What changes when a file does. */
    private record Stamp(long modified, long size) {}

    private FolderWatch(Path folder, Consumer<String> landed, Consumer<String> removed, Consumer<String> log) {
        this.folder = folder;
        this.landed = landed;
        this.removed = removed;
        this.log = log;
        this.known = files(Map.of());
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> DaemonThread.of("folder-watch", work));
    }

    /**
     * Starts watching; files that are already there are not reported.
     *
     * @param log receives a line for each failure; the event is reported again by the next check
     */
    static FolderWatch start(Path folder, Consumer<String> landed, Consumer<String> removed, Consumer<String> log) {
        FolderWatch watch = new FolderWatch(folder, landed, removed, log);
        ScheduledFuture<?> unused = watch.clock.scheduleWithFixedDelay(watch::checkSafely, 1, 1, TimeUnit.SECONDS);
        return watch;
    }

    /** Logs a failure, since an exception would end the schedule. */
    private void checkSafely() {
        try {
            check();
        } catch (RuntimeException e) {
            log.accept("a change in the folder is reported again in a second: " + e.getMessage());
        }
    }

    private void check() {
        Map<String, Stamp> now = files(known);
        now.forEach((path, stamp) -> {
            if (!stamp.equals(known.get(path))) {
                landed.accept(path);
            }
        });
        known.keySet().stream().filter(path -> !now.containsKey(path)).forEach(removed);
        known = now;
    }

    /** Returns the files as they are now, or as they were before if the folder can't be read. */
    private Map<String, Stamp> files(Map<String, Stamp> before) {
        try {
            Map<String, Stamp> files = new HashMap<>();
            for (FolderListing.Entry entry : FolderListing.of(folder)) {
                files.put(entry.path(), stamp(entry));
            }
            return files;
        } catch (IOException | StoreException e) {
            return before;
        }
    }

    /** Looks at a link that leads nowhere itself: it must not hide the changes of all other files. */
    private static Stamp stamp(FolderListing.Entry entry) throws IOException {
        LinkOption[] options = entry.fault() == null ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        BasicFileAttributes file = Files.readAttributes(entry.file(), BasicFileAttributes.class, options);
        return new Stamp(file.lastModifiedTime().toMillis(), file.size());
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
