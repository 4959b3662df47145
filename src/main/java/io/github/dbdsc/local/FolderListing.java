package io.github.dbdsc.local;

import io.github.dbdsc.definition.MisnamedFile;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SnapshotSize;
import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.model.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
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
import org.jspecify.annotations.Nullable;

/**
 * The source files of a folder. Links are followed as long as they stay inside the folder. One that leads out of it is not
 * skipped, because a definition that is skipped looks like one that was deleted: a file is listed with its fault, and a
 * folder, whose files are not known, ends the listing.
 */
final class FolderListing extends SimpleFileVisitor<Path> {

    /** The replacement character stands where the name's bytes are no characters in the platform's encoding. */
    private static final char NOT_DECODED = '\uFFFD';

    private static final List<String> TOPS = List.of("jobs", "templates", Snapshot.VARS, "vars");

    private static final String LEADS_OUT = "is a link that leads out of the folder; put a copy in its place";

    private final Path root;
    private final Path realRoot;
    private final SourcePaths paths;
    private final SnapshotSize size;
    private final List<Entry> entries = new ArrayList<>();
    private final List<MisnamedFile> misnamed = new ArrayList<>();

    private FolderListing(Path root, SourcePaths paths) throws IOException {
        this.root = root;
        this.paths = paths;
        this.realRoot = root.toRealPath();
        this.size = new SnapshotSize("folder '" + root + "'");
    }

    /**
     * A source file.
     *
     * @param path relative to the root, with {@code /} between folders
     * @param file where it is
     * @param fault why it is not to be read, as the message of a problem; null when it is
     */
    record Entry(String path, Path file, @Nullable String fault) {}

    /** Lists the source files of all targets that have no prefix. */
    static FolderListing of(Path root) throws IOException {
        return of(root, SourcePaths.ALL);
    }

    /**
     * Lists the source files that a target reads, see {@link Snapshot#isSource}.
     *
     * @throws StoreException when a folder leads out of the root, a file has a name that can't be read, or the files are
     *     too large together
     * @throws IOException when a folder can't be listed
     */
    static FolderListing of(Path root, SourcePaths paths) throws IOException {
        FolderListing listing = new FolderListing(root, paths.inFolder());
        for (String top : TOPS) {
            Path start = root.resolve(top);
            if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
                Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
            }
        }
        listing.findMisnamedTops();
        return listing;
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Returns files that are not among the source files, and perhaps should be. */
    List<MisnamedFile> misnamed() {
        return List.copyOf(misnamed);
    }

    /** Looks for names only, beside the three that are read: what can't be listed there is nobody's loss. */
    private void findMisnamedTops() throws IOException {
        try (DirectoryStream<Path> tops = Files.newDirectoryStream(
                root, top -> MisnamedFile.isTop(top.getFileName().toString()))) {
            for (Path top : tops) {
                if (!isRead(top)) {
                    Files.walkFileTree(top, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            MisnamedFile.of(relative(file)).ifPresent(misnamed::add);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
                }
            }
        }
    }

    /** Returns whether this is one of the names that are read, also by another spelling where case does not matter. */
    private boolean isRead(Path top) throws IOException {
        for (String name : TOPS) {
            Path read = root.resolve(name);
            if (Files.exists(read) && Files.isSameFile(read, top)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (!isInside(folder)) {
            throw refused(folder, LEADS_OUT);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        String path = relative(file);
        paths.misnamed(path).ifPresent(misnamed::add);
        if (paths.path(path).isPresent()) {
            if (path.indexOf(NOT_DECODED) >= 0) {
                throw refused(file, "has a name that this system's locale can't read. Set LC_ALL=C.UTF-8");
            }
            entries.add(new Entry(path, file, fault(file, attributes)));
        }
        return FileVisitResult.CONTINUE;
    }

    private @Nullable String fault(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            return "the file is a link to nothing; put a copy of what it named in its place, or take it away";
        }
        if (!isInside(file)) {
            return "the file " + LEADS_OUT;
        }
        if (!attributes.isRegularFile()) {
            return "it is not a plain file; take it away";
        }
        return size.add(attributes.size()).orElse(null);
    }

    /** By name elements, since a backslash separates folders on Windows but is part of a name elsewhere. */
    private String relative(Path file) {
        return StreamSupport.stream(root.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private boolean isInside(Path file) throws IOException {
        return file.toRealPath().startsWith(realRoot);
    }

    private StoreException refused(Path file, String why) {
        return new StoreException("Can't read the definitions in folder '" + root + "': '" + relative(file) + "' " + why
                + ", then run again.");
    }
}
