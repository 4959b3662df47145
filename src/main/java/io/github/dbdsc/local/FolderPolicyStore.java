package io.github.dbdsc.local;

import io.github.dbdsc.definition.PolicyStore;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.model.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code policy.json} beside {@code vars.json} in a folder. Its etag is the hash of its content. */
final class FolderPolicyStore implements PolicyStore {

    private final Path root;
    private final Path file;

    FolderPolicyStore(Path root) {
        this.root = root;
        this.file = root.resolve(Snapshot.POLICY);
    }

    @Override
    public Optional<SourceFile> read() {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of(SourceFile.unreadable(
                    Snapshot.POLICY, "", "it is not a plain file; put the policy in its place, or take it away"));
        }
        try (InputStream stream = Files.newInputStream(file)) {
            if (!file.toRealPath().startsWith(root.toRealPath())) {
                return Optional.of(SourceFile.unreadable(
                        Snapshot.POLICY,
                        "",
                        "the file is a link that leads out of the folder; put a copy in its place"));
            }
            byte[] content = stream.readNBytes(MOST_BYTES + 1);
            return Optional.of(
                    content.length > MOST_BYTES
                            ? SourceFile.unreadable(Snapshot.POLICY, Sha256.hex(content), PolicyStore.tooLarge(0))
                            : new SourceFile(Snapshot.POLICY, Sha256.hex(content), content));
        } catch (IOException e) {
            throw new StoreException(
                    "Can't read the policy '" + file + "': " + FileFault.of(e)
                            + ". Put it right or take it away, then run again.",
                    e);
        }
    }
}
