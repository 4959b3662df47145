package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job as the workspace keeps it.
 *
 * @param creator who created it; null once that user was deleted
 * @param settings as sent, in the types of the Jobs schema, before anything is filled in on the way out
 * @param grants what was granted on this job itself
 * @param activeRuns how many runs are active now
 * @param revision 1 when created, one more with every change
 */
public record StoredJob(
        long id,
        @Nullable String creator,
        Instant created,
        ObjectNode settings,
        List<Grant> grants,
        int activeRuns,
        int revision) {

    public StoredJob {
        settings = settings.deepCopy();
        grants = List.copyOf(grants);
    }

    /** A copy, for the caller to keep or change. */
    @Override
    public ObjectNode settings() {
        return settings.deepCopy();
    }

    /** The display name; a job that was given none is called "Untitled". */
    public String name() {
        return settings.path("name").asText(ReadBackDefaults.NAME);
    }

    /** A job tag. */
    public Optional<String> tag(String key) {
        return Optional.ofNullable(settings.path("tags").path(key).textValue());
    }

    StoredJob withSettings(ObjectNode newSettings) {
        return new StoredJob(id, creator, created, newSettings, grants, activeRuns, revision + 1);
    }

    StoredJob withGrants(List<Grant> newGrants) {
        return new StoredJob(id, creator, created, settings, newGrants, activeRuns, revision + 1);
    }

    StoredJob withActiveRuns(int runs) {
        return new StoredJob(id, creator, created, settings, grants, runs, revision + 1);
    }

    StoredJob withoutCreator() {
        return new StoredJob(id, null, created, settings, grants, activeRuns, revision + 1);
    }
}
