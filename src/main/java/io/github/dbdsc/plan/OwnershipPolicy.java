package io.github.dbdsc.plan;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import java.util.Optional;

/**
 * Whose jobs this installation keeps, and what it does about jobs that are in its way.
 *
 * @param owner this installation, setting {@code OWNER}
 * @param identity how the workspace names us as a job's creator: jobs made by the original program carry it. Setting
 *     {@code CLIENT_ID}; empty until somebody has asked the workspace
 * @param onNameTaken setting {@code ON_NAME_TAKEN}
 */
public record OwnershipPolicy(String owner, Optional<String> identity, OnNameTaken onNameTaken) {

    /** Returns the same policy for an identity that has become known. */
    OwnershipPolicy withIdentity(String known) {
        return new OwnershipPolicy(owner, Optional.of(known), onNameTaken);
    }

    /** What to do when a job of the wanted name exists and nobody's tags are on it. */
    public enum OnNameTaken {
        /** Leave it and say who made it. */
        REFUSE,
        /** Take it over in place. */
        ADOPT,
        /** Make another job of the same name, as the original program did. */
        CREATE
    }

    /** What the workspace is to show of the job: its settings with our tags. */
    JobSettings stamped(DesiredJob job) {
        return new Ownership(owner, job.key()).stamp(job.settings(), job.protect());
    }

    /** The same as jobs/reset takes it and listings show it: permissions are given and read by calls of their own. */
    JobSettings stampedWithoutPermissions(DesiredJob job) {
        return stamped(job).without(AccessControl.FIELD);
    }
}
