package io.github.dbdsc.definition;

import io.github.dbdsc.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Snapshots for tests, as stores give them: paths and contents in turn. */
public final class Containers {

    private Containers() {}

    public static Snapshot of(String... pathsAndContents) {
        List<SourceFile> files = new ArrayList<>();
        List<MisnamedFile> misnamed = new ArrayList<>();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            MisnamedFile.of(pathsAndContents[i]).ifPresent(misnamed::add);
            if (!Snapshot.isSource(pathsAndContents[i])) {
                continue;
            }
            byte[] content = pathsAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
            files.add(new SourceFile(pathsAndContents[i], Sha256.hex(content), content));
        }
        return Snapshot.of(files, misnamed);
    }

    /** Returns a policy as stores give it. */
    public static SourceFile policy(String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        return new SourceFile(Snapshot.POLICY, Sha256.hex(content), content);
    }
}
