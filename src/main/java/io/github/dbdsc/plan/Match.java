package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredJob;
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

    /** The job is yet to be created; the reason is empty when that needs no explanation. {@code unlisted} is the job that the state holds and the listing does not show. */
    record Absent(String reason, OptionalLong unlisted) implements Match {}

    /** The definition means this job, or may mean it, and the job can't be read: it stays as it is. */
    record Unreadable(ActualJob job) implements Match {

        /** Others may refer to the job: it is there. */
        @Override
        public Optional<ActualJob> found() {
            return Optional.of(job).filter(known -> known.id() != ActualJob.NO_ID);
        }

        /**
         * Returns the match itself, or that its job can't be read: then other reasons rest on what is not known. No job is
         * made beside one of its name that may be it.
         */
        static Match unlessReadable(DesiredJob desired, Match match, WorkspaceIndex workspace) {
            List<ActualJob> meant = match instanceof Absent
                    ? workspace.named(desired.name())
                    : match instanceof Conflict conflict
                            ? conflict.job().stream().toList()
                            : match.found().stream().toList();
            return meant.stream()
                    .filter(job -> !job.isReadable())
                    .findFirst()
                    .<Match>map(Unreadable::new)
                    .orElse(match);
        }

        String reason() {
            return reason(job);
        }

        /** Says why a job that can't be read stays as it is. */
        static String reason(ActualJob job) {
            return (job.id() == ActualJob.NO_ID ? "a job of this name" : "job " + job.id())
                    + " stays as it is: " + job.whyUnreadable().orElse("")
                    + ". Look at it in the workspace; once it can be read, a run goes on with it";
        }
    }

    /** It is unclear which job is meant, or it is not ours to touch: all of these jobs stay as they are. */
    record Conflict(List<ActualJob> jobs, String reason) implements Match {

        /** Returns the job that the conflict is about; empty when it is about several. */
        Optional<ActualJob> job() {
            return jobs.size() == 1 ? Optional.of(jobs.get(0)) : Optional.empty();
        }
    }
}
