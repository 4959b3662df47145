package io.github.dbdsc.plan;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import java.util.Optional;

/**
 * Which jobs this installation keeps, and what it does about other jobs whose names it needs.
 *
 * @param owner the name of this installation, setting {@code OWNER}
 * @param identity how the workspace names us as a job's creator, for instance of jobs that the original program
 *     created. Setting {@code CLIENT_ID}; empty until the workspace was asked
 * @param onNameTaken setting {@code ON_NAME_TAKEN}
 */
public record OwnershipPolicy(String owner, Optional<String> identity, OnNameTaken onNameTaken) {

    /** Returns this policy with the identity that the workspace reported. */
    OwnershipPolicy withIdentity(String reported) {
        return new OwnershipPolicy(owner, Optional.of(reported), onNameTaken);
    }

    /** What to do about a job that has the wanted name and no ownership tags. */
    public enum OnNameTaken {
        /** Leave it and say who created it. */
        REFUSE,
        /** Take it over in place. */
        ADOPT,
        /** Create another job of the same name, as the original program did. */
        CREATE
    }

    /** Returns the settings that the workspace is to show: the job's own with our tags. */
    JobSettings stamped(DesiredJob job) {
        return new Ownership(owner, job.key()).stamp(job.settings(), job.protect());
    }

    /** Returns the settings that jobs/reset takes and listings show: permissions have calls of their own. */
    JobSettings stampedWithoutPermissions(DesiredJob job) {
        return stamped(job).without(AccessControl.FIELD);
    }
}
