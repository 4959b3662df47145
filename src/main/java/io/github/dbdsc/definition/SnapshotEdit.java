package io.github.dbdsc.definition;

import io.github.dbdsc.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Files to add to a snapshot, replace or remove.
 *
 * @param files contents by path; empty for a file to remove
 */
public record SnapshotEdit(Map<String, Optional<String>> files) implements UnaryOperator<Snapshot> {

    public SnapshotEdit {
        files = Map.copyOf(files);
    }

    /** Returns the snapshot with these edits. */
    @Override
    public Snapshot apply(Snapshot snapshot) {
        SortedMap<String, SourceFile> all = new TreeMap<>(snapshot.files());
        files.forEach((path, text) ->
                text.ifPresentOrElse(content -> all.put(path, file(path, content)), () -> all.remove(path)));
        return new Snapshot(all, snapshot.misnamed(), snapshot.policy());
    }

    private static SourceFile file(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return new SourceFile(path, Sha256.hex(content), content);
    }
}
