package io.github.dbdsc.local;

import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds what a branch changes in the source files of its folder. */
final class SourceChanges {

    private SourceChanges() {}

    /**
     * Returns the source files that differ between the commit where the working tree left a reference and the working tree
     * itself, with their exact text; empty for those that are gone. A file of the folder that git does not keep as a plain
     * one is always among them: it is new, or behind a link, and an upload of the folder would take it along.
     *
     * @throws UsageException when git can't tell, or a file that differs can't be sent
     */
    static SortedMap<String, Optional<String>> since(String reference, Git git, Snapshot snapshot) {
        Set<String> differing = new HashSet<>(git.changedSince(git.mergeBase(reference)));
        Set<String> plain = new HashSet<>(git.plainFiles());
        snapshot.files().keySet().stream().filter(path -> !plain.contains(path)).forEach(differing::add);
        SortedMap<String, Optional<String>> changes = new TreeMap<>();
        differing.stream()
                .filter(Snapshot::isSource)
                .forEach(path -> changes.put(
                        path, Optional.ofNullable(snapshot.files().get(path)).map(SourceChanges::exactText)));
        return changes;
    }

    private static String exactText(SourceFile file) {
        if (file.fault().isPresent()) {
            throw new UsageException(
                    file.path() + " can't be sent: " + file.fault().get());
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.content()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException(file.path() + " can't be sent: it is not a text in UTF-8; save it as one");
        }
    }
}
