package io.github.dbdsc.local;

import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.model.StoreException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Definitions, templates and vars in a folder. A file's etag is the SHA-256 of its content. A file that can't be read by
 * itself is in the snapshot as such.
 */
public final class FolderDefinitionStore implements DefinitionStore {

    /** How often the folder is read while files keep vanishing from it. */
    private static final int ATTEMPTS = 3;

    private final Path root;
    private final SourcePaths paths;
    private final FileReader reader;

    /** Reads the files of all targets that have no prefix. */
    public FolderDefinitionStore(Path root) {
        this(root, SourcePaths.ALL);
    }

    /** @param paths which files the target reads */
    public FolderDefinitionStore(Path root, SourcePaths paths) {
        this(root, paths, Files::readAllBytes);
    }

    FolderDefinitionStore(Path root, FileReader reader) {
        this(root, SourcePaths.ALL, reader);
    }

    private FolderDefinitionStore(Path root, SourcePaths paths, FileReader reader) {
        this.root = root.toAbsolutePath().normalize();
        this.paths = paths;
        this.reader = reader;
    }

    @Override
    public Snapshot read() {
        FolderPrivateFiles.requireFolder(root);
        for (int attempt = 1; ; attempt++) {
            try {
                return readOnce();
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw unreadable(e, "it was listed, but it is not there");
                }
            } catch (IOException e) {
                throw unreadable(e, FileFault.of(e));
            }
        }
    }

    private Snapshot readOnce() throws IOException {
        List<SourceFile> files = new ArrayList<>();
        boolean anyIsRead = false;
        @Nullable IOException refusal = null;
        FolderListing listing = FolderListing.of(root, paths);
        for (FolderListing.Entry entry : listing.entries()) {
            if (entry.fault() != null) {
                files.add(SourceFile.unreadable(entry.path(), "", entry.fault()));
                continue;
            }
            try {
                byte[] content = reader.read(entry.file());
                files.add(new SourceFile(entry.path(), Sha256.hex(content), content));
                anyIsRead = true;
            } catch (NoSuchFileException | ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                files.add(SourceFile.unreadable(
                        entry.path(),
                        "",
                        "the file can't be read: " + FileFault.of(e) + "; put it right or take it away"));
                refusal = e;
            }
        }
        if (refusal != null && !anyIsRead) {
            throw refusal; // the folder as a whole, and not single files
        }
        return Snapshot.of(files, listing.misnamed()).under(new FolderPolicyStore(root).read());
    }

    private StoreException unreadable(IOException e, String why) {
        String file = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "a file";
        return new StoreException(
                "Can't read the definitions in folder '" + root + "': " + file + ": " + why
                        + ". Put the file right or take it away, then run again.",
                e);
    }

    /** Reads a file's content; tests change the folder between the listing and the reading. */
    @FunctionalInterface
    interface FileReader {
        byte[] read(Path file) throws IOException;
    }
}
