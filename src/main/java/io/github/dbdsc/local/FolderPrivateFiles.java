package io.github.dbdsc.local;

import io.github.dbdsc.model.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the program keeps for itself in a folder of definitions: {@code <root>/.dsc/}. It writes and deletes nothing elsewhere:
 * a link that leads out of there is refused.
 */
final class FolderPrivateFiles {

    private static final String HOME = ".dsc";

    /** A clone of the folder that had the state would take the jobs for its own. */
    private static final String IGNORED_BY_GIT = ".gitignore";

    private final Path root;
    private final Path home;

    FolderPrivateFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.home = this.root.resolve(HOME);
    }

    /**
     * Checks that the folder is there: a mistyped name must not turn into a new, empty folder.
     *
     * @throws StoreException when it is not
     */
    static void requireFolder(Path root) {
        if (!Files.isDirectory(root)) {
            throw new StoreException("The folder '" + root + "' "
                    + (Files.exists(root) ? "is not a folder" : "does not exist")
                    + ". Name the folder that holds jobs/ and templates/.");
        }
    }

    /**
     * A file's place; the folders above it are created.
     *
     * @throws StoreException when the folder of definitions is missing, or a folder could not be created, or a link leads
     *     out of {@code .dsc}
     * @throws IllegalArgumentException when the path leads elsewhere
     */
    Path prepare(String path) {
        requireFolder(root);
        Path file = resolve(path);
        try {
            requireInside(file);
            Files.createDirectories(file.resolveSibling(""));
            requireInside(file);
            keepFromGit();
        } catch (IOException e) {
            throw new StoreException("Can't create the folder for '" + file + "': " + FileFault.of(e) + ".", e);
        }
        return file;
    }

    /** Leaves a file that is there, whatever it says: somebody may want it so. */
    private void keepFromGit() throws IOException {
        Path ignored = home.resolve(IGNORED_BY_GIT);
        if (!Files.exists(ignored, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.writeString(ignored, "*\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                // another process was faster
            }
        }
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @throws StoreException when it could not be written
     */
    void write(String path, byte[] content) {
        Path file = prepare(path);
        try {
            Path draft = Files.createTempFile(file.resolveSibling(""), "draft", ".tmp");
            try {
                Files.write(draft, content);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "Can't write '" + file + "': " + FileFault.of(e)
                            + ". Check that the folder is writable and has space left.",
                    e);
        }
    }

    /**
     * A file's content, or empty when there is no such file.
     *
     * @throws StoreException when it can't be read
     */
    Optional<byte[]> read(String path) {
        requireFolder(root);
        Path file = resolve(path);
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("Can't read '" + file + "': " + FileFault.of(e) + ". Check who may read it.", e);
        }
    }

    /**
     * What is in a folder, in order of the names; nothing where there is no such folder.
     *
     * @throws StoreException when it can't be listed
     */
    List<String> names(String folder) {
        Path place = resolve(folder);
        try (Stream<Path> inside = Files.list(place)) {
            return inside.map(file -> place.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw unlisted(place, e);
        } catch (UncheckedIOException e) {
            throw unlisted(place, Objects.requireNonNull(e.getCause()));
        }
    }

    /**
     * Deletes a file, which may be gone already, and the folders that it was the last in.
     *
     * @throws StoreException when it could not be deleted, or a link leads out of {@code .dsc}
     */
    void delete(String path) {
        Path file = resolve(path);
        try {
            requireInside(file.resolveSibling(""));
            Files.deleteIfExists(file);
            Path folder = file.resolveSibling("");
            while (!folder.equals(home)
                    && names(home.relativize(folder).toString()).isEmpty()) {
                Files.deleteIfExists(folder);
                folder = folder.resolve("..").normalize();
            }
        } catch (DirectoryNotEmptyException e) {
            // somebody has just put another file there
        } catch (IOException e) {
            throw new StoreException(
                    "Can't delete '" + file + "': " + FileFault.of(e) + ". Check who may write there.", e);
        }
    }

    /** Checks what is there of a path, with links followed. */
    private void requireInside(Path path) throws IOException {
        Path real = root.toRealPath().resolve(HOME);
        for (Path part = path; part.startsWith(home); part = part.resolveSibling("")) {
            if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
                if (!leadsInto(real, part)) {
                    throw new StoreException("'" + part + "' is a link that leads out of '" + home
                            + "', where this program keeps its files, so nothing is written or deleted there. Put a folder"
                            + " or a file of its own in its place, then run again.");
                }
                return;
            }
        }
    }

    private static boolean leadsInto(Path real, Path part) throws IOException {
        try {
            return part.toRealPath().startsWith(real);
        } catch (NoSuchFileException e) {
            return false; // a link to nothing would be followed as soon as something is there
        }
    }

    private Path resolve(String path) {
        Path file = home.resolve(path).normalize();
        if (!file.startsWith(home) || file.equals(home)) {
            throw new IllegalArgumentException("'" + path + "' is not a file in " + home);
        }
        return file;
    }

    private static StoreException unlisted(Path place, IOException e) {
        return new StoreException("Can't list '" + place + "': " + FileFault.of(e) + ". Check who may read it.", e);
    }
}
