package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;

/** Removes the younger of two jobs that one definition got by accident. One that has run is paused instead, and left. */
record TwinRemoval(Workspace workspace) {

    /** Whether the job is gone, and what was done, as a message for the user. */
    record Result(boolean removed, String told) {}

    /** @throws io.github.dbdsc.model.ExternalServiceException when the workspace did neither */
    Result of(ActualJob twin) {
        if (workspace.hasRuns(twin.id())) {
            workspace.pause(twin.id(), twin.settings());
            return new Result(
                    false,
                    "job " + twin.id()
                            + " was made beside it by accident and has run: it is paused and left; look at its"
                            + " runs, then delete it, or remove its tags to keep it");
        }
        workspace.delete(twin.id());
        return new Result(
                true, "job " + twin.id() + ", which was made beside it by accident and had never run, was removed");
    }
}
