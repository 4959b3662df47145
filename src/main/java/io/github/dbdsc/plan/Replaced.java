package io.github.dbdsc.plan;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that a run has carried out, as its report tells it.
 *
 * @param action what it was
 * @param jobId the job; 0 where the report does not say
 * @param before the settings that it replaced, with permissions where they were looked at; null when it replaced none
 * @param created the settings of a job that it created; null when it created none
 * @param differences what it changed
 */
public record Replaced(
        Action action,
        JobKey key,
        String name,
        long jobId,
        @Nullable JobSettings before,
        @Nullable JobSettings created,
        List<Difference> differences) {

    public Replaced {
        differences = List.copyOf(differences);
    }

    /** Reports whether it changed the job's permissions. */
    public boolean granted() {
        return differences.stream().anyMatch(Replaced::isOfAccess);
    }

    static boolean isOfAccess(Difference difference) {
        return difference.path().startsWith(AccessControl.FIELD);
    }
}
