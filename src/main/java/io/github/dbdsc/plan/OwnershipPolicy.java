package io.github.dbdsc.plan;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import java.util.Optional;

/**
 * Which jobs this installation keeps, and what it does about other jobs whose names it needs.
 *
 * @param owner the name of this installation, setting {@code OWNER}
 * @param source where its definitions come from, setting {@code SOURCE}; empty where that can't be told
 * @param identity how the workspace names us as a job's creator, for instance of jobs that the original program
 *     created. Setting {@code CLIENT_ID}; empty until the workspace was asked
 * @param onNameTaken setting {@code ON_NAME_TAKEN}
 */
public record OwnershipPolicy(
        String owner, Optional<String> source, Optional<String> identity, OnNameTaken onNameTaken) {

    /** Creates the policy of an installation without a source. */
    public OwnershipPolicy(String owner, Optional<String> identity, OnNameTaken onNameTaken) {
        this(owner, Optional.empty(), identity, onNameTaken);
    }

    /** Returns this policy with the source of its definitions. */
    public OwnershipPolicy from(String here) {
        return new OwnershipPolicy(owner, Optional.of(here), identity, onNameTaken);
    }

    /** Returns this policy with the identity that the workspace reported. */
    OwnershipPolicy withIdentity(String reported) {
        return new OwnershipPolicy(owner, source, Optional.of(reported), onNameTaken);
    }

    /** Returns whose the job of this definition is. */
    public Ownership of(JobKey key) {
        return new Ownership(owner, key, source);
    }

    /** Reports whether our identity made the job. It did not as long as our identity is unknown. */
    boolean made(ActualJob job) {
        return identity.flatMap(us -> job.creator().filter(us::equalsIgnoreCase))
                .isPresent();
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
        return of(job.key()).stamp(job.settings(), job.protect());
    }

    /** Returns the settings that jobs/reset takes and listings show: permissions have calls of their own. */
    JobSettings stampedWithoutPermissions(DesiredJob job) {
        return stamped(job).without(AccessControl.FIELD);
    }
}
