package io.github.dbdsc.local;

import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.DaemonThread;
import io.github.dbdsc.model.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks at the files again and again and reports those that landed or were removed, as the events of a container do. */
final class SourceWatch implements AutoCloseable {

    private final Watched watched;
    private final Consumer<String> landed;
    private final Consumer<String> removed;
    private final Consumer<String> log;
    private final ScheduledExecutorService clock;
    private Map<String, String> known;

    /**
     * What is watched.
     *
     * @param files returns a stamp of each file by its path, which changes when the file does
     * @param every the time between two looks
     */
    record Watched(Look files, Duration every) {

        /** Looks at files. */
        interface Look {

            /**
             * Returns the stamps of all files.
             *
             * @throws StoreException when they can't be looked at now
             */
            Map<String, String> stamps();
        }

        /** Watches a folder. */
        static Watched of(Path folder) {
            return new Watched(() -> stamps(folder), Duration.ofSeconds(1));
        }

        /** Watches what targets read of a container, less often: each look is a call. */
        static Watched of(List<WorkPlace.Opened> targets) {
            return new Watched(
                    () -> {
                        Map<String, String> stamps = new HashMap<>();
                        targets.forEach(target -> target.stores()
                                .definitions()
                                .etags()
                                .forEach((path, etag) -> stamps.put(name(target, path), etag)));
                        return stamps;
                    },
                    Duration.ofSeconds(5));
        }

        /** The policy is one for all, and not below a prefix. */
        private static String name(WorkPlace.Opened target, String path) {
            return path.equals(Snapshot.POLICY) ? path : target.paths().prefix() + path;
        }

        private static Map<String, String> stamps(Path folder) {
            Map<String, String> stamps = new HashMap<>();
            try {
                for (FolderListing.Entry entry : FolderListing.of(folder).entries()) {
                    stamps.put(entry.path(), stamp(entry));
                }
                if (Files.exists(folder.resolve(Snapshot.POLICY))) {
                    stamps.put(
                            Snapshot.POLICY,
                            stamp(new FolderListing.Entry(Snapshot.POLICY, folder.resolve(Snapshot.POLICY), null)));
                }
            } catch (IOException e) {
                throw new StoreException("the folder can't be looked at", e);
            }
            return stamps;
        }

        /** Looks at a link that leads nowhere itself: it must not hide the changes of all other files. */
        private static String stamp(FolderListing.Entry entry) throws IOException {
            LinkOption[] options =
                    entry.fault() == null ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
            BasicFileAttributes file = Files.readAttributes(entry.file(), BasicFileAttributes.class, options);
            return file.lastModifiedTime().toMillis() + " " + file.size();
        }
    }

    private SourceWatch(Watched watched, Consumer<String> landed, Consumer<String> removed, Consumer<String> log) {
        this.watched = watched;
        this.landed = landed;
        this.removed = removed;
        this.log = log;
        this.known = files(Map.of());
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> DaemonThread.of("source-watch", work));
    }

    /**
     * Starts watching; files that are already there are not reported.
     *
     * @param log receives a line for each failure; the event is reported again by the next check
     */
    static SourceWatch start(Watched watched, Consumer<String> landed, Consumer<String> removed, Consumer<String> log) {
        SourceWatch watch = new SourceWatch(watched, landed, removed, log);
        long pause = watched.every().toMillis();
        ScheduledFuture<?> unused =
                watch.clock.scheduleWithFixedDelay(watch::look, pause, pause, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Looks once. Logs a failure, since an exception would end the schedule. */
    synchronized void look() {
        try {
            check();
        } catch (RuntimeException e) {
            log.accept("a change of a file is reported again in a moment: " + e.getMessage());
        }
    }

    private void check() {
        Map<String, String> now = files(known);
        now.forEach((path, stamp) -> {
            if (!stamp.equals(known.get(path))) {
                landed.accept(path);
            }
        });
        known.keySet().stream().filter(path -> !now.containsKey(path)).forEach(removed);
        known = now;
    }

    /** Returns the files as they are now, or as they were before if they can't be looked at. */
    private Map<String, String> files(Map<String, String> before) {
        try {
            return watched.files().stamps();
        } catch (StoreException e) {
            return before;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
