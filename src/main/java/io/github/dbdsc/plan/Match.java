package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Which actual job a definition means. */
sealed interface Match {

    /** Returns the job that the definition means and keeps, if there is one. */
    default Optional<ActualJob> found() {
        return Optional.empty();
    }

    /** The definition means this job, which is ours; the reason is empty when that needs no explanation. */
    record Ours(ActualJob job, String reason) implements Match {
        @Override
        public Optional<ActualJob> found() {
            return Optional.of(job);
        }
    }

    /** The definition means this job, which has no owner and may be taken over. */
    record Adoptable(ActualJob job, String reason) implements Match {
        @Override
        public Optional<ActualJob> found() {
            return Optional.of(job);
        }
    }

    /** The job is yet to be created. {@code unlisted} is the job that the state holds and the listing does not show. */
    record Absent(String reason, OptionalLong unlisted) implements Match {}

    /** It is unclear which job is meant, or it is not ours to touch: all of these jobs stay as they are. */
    record Conflict(List<ActualJob> jobs, String reason) implements Match {

        /** Returns the job that the conflict is about; empty when it is about several. */
        Optional<ActualJob> job() {
            return jobs.size() == 1 ? Optional.of(jobs.get(0)) : Optional.empty();
        }
    }
}
