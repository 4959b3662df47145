package io.github.dbdsc.upload;

import io.github.dbdsc.model.JobKey;
import org.jspecify.annotations.Nullable;

/**
 * One write of an upload.
 *
 * @param path of the file
 * @param etag of what is there; null when nothing is
 */
public record UploadStep(Kind kind, String path, @Nullable String etag) {

    /** What is done with a file. */
    public enum Kind {
        ADD,
        REPLACE,
        /** Its content is right and it bears no mark. */
        MARK,
        REMOVE
    }

    /**
     * Returns when it is done: what definitions need comes first, and removals come last, so that a definition that moves
     * is never gone and keeps its job.
     */
    int phase() {
        boolean definition = JobKey.isDefinition(path);
        return kind == Kind.REMOVE ? (definition ? 2 : 3) : (definition ? 1 : 0);
    }
}
