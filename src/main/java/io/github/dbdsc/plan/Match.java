package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Which actual job a definition means. */
sealed interface Match {

    /** The job that is meant, if there is one to be kept. */
    default Optional<ActualJob> found() {
        return Optional.empty();
    }

    /** This one, which is ours; the reason is empty when there is nothing to say about that. */
    record Ours(ActualJob job, String reason) implements Match {
        @Override
        public Optional<ActualJob> found() {
            return Optional.of(job);
        }
    }

    /** This one, which is nobody's and may be taken over. */
    record Adoptable(ActualJob job, String reason) implements Match {
        @Override
        public Optional<ActualJob> found() {
            return Optional.of(job);
        }
    }

    /** None: it is to be made. {@code unlisted} is the job that the state remembers and the listing does not show. */
    record Absent(String reason, OptionalLong unlisted) implements Match {}

    /** It can't be told, or is not ours to touch: it is about these jobs, which all stay as they are. */
    record Conflict(List<ActualJob> jobs, String reason) implements Match {

        /** The one job that it is about; empty where it is about several. */
        Optional<ActualJob> job() {
            return jobs.size() == 1 ? Optional.of(jobs.get(0)) : Optional.empty();
        }
    }
}
