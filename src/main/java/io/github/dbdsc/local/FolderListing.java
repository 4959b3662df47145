package io.github.dbdsc.local;

import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SnapshotSize;
import io.github.dbdsc.model.StoreException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The source files of a folder. Links are followed as long as they stay inside the folder; one that leads out of it is
 * an error and not skipped, because a definition that is skipped looks like one that was deleted.
 */
final class FolderListing extends SimpleFileVisitor<Path> {

    /** The replacement character stands where the name's bytes are no characters in the platform's encoding. */
    private static final char NOT_DECODED = '\uFFFD';

    private final Path root;
    private final Path realRoot;
    private final SnapshotSize size;
    private final List<Entry> entries = new ArrayList<>();

    private FolderListing(Path root) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
        this.size = new SnapshotSize("folder '" + root + "'");
    }

    /**
     * A source file.
     *
     * @param path relative to the root, with {@code /} between folders
     * @param file where it is
     */
    record Entry(String path, Path file) {}

    /**
     * Lists the source files, see {@link Snapshot#isSource}.
     *
     * @throws StoreException when a file is not a regular one, or leads out of the root, or has a name that can't be read,
     *     or the files are too large
     * @throws IOException when a folder can't be listed
     */
    static List<Entry> of(Path root) throws IOException {
        FolderListing listing = new FolderListing(root);
        for (String top : List.of("jobs", "templates", Snapshot.VARS)) {
            Path start = root.resolve(top);
            if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
                Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
            }
        }
        return List.copyOf(listing.entries);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        requireInside(folder);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        String path = relative(file);
        if (Snapshot.isSource(path)) {
            requireInside(file);
            if (!attributes.isRegularFile()) {
                throw refused(file, "is not a plain file. Take it away");
            }
            if (path.indexOf(NOT_DECODED) >= 0) {
                throw refused(file, "has a name that this system's locale can't read. Set LC_ALL=C.UTF-8");
            }
            size.add(path, attributes.size());
            entries.add(new Entry(path, file));
        }
        return FileVisitResult.CONTINUE;
    }

    /** By name elements, since a backslash separates folders on Windows but is part of a name elsewhere. */
    private String relative(Path file) {
        return StreamSupport.stream(root.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private void requireInside(Path file) throws IOException {
        if (!file.toRealPath().startsWith(realRoot)) {
            throw refused(file, "is a link that leads out of the folder. Put a copy in its place");
        }
    }

    private StoreException refused(Path file, String why) {
        return new StoreException("Can't read the definitions in folder '" + root + "': '" + relative(file) + "' " + why
                + ", then run again.");
    }
}
