package io.github.dbdsc.model;

import java.util.List;
import java.util.Optional;

/**
 * A job in the state. It is advisory: losing it costs at most an extra update.
 *
 * @param jobId the workspace's number for the job
 * @param settings what the definition last asked for, with the ids of other jobs filled in
 * @param seen what the workspace showed then; empty when the job was not read back
 * @param unkept whether the workspace did not keep something that it should have: nothing is written for that again, and
 *     every run tells it
 * @param permissionsRound the last round in which the permissions of this job were read, where each run that could not
 *     read those of every job is a round; 0 when there was none
 * @param fingerprint of the desired job, see {@link DesiredJob#fingerprint}; empty when it was not kept, {@link #UNDONE}
 *     when what it asked for was undone
 * @param ignored the fields that the definition left to others then, which the settings lack
 * @param commits those of the files that were applied; of each file the last whose time is known
 */
public record AppliedJob(
        long jobId,
        JobSettings settings,
        Optional<Seen> seen,
        boolean unkept,
        long permissionsRound,
        Optional<String> fingerprint,
        List<String> ignored,
        SourceCommits commits) {

    /** In place of a fingerprint; no definition has it. */
    public static final String UNDONE = "undone";

    public AppliedJob {
        ignored = List.copyOf(ignored);
    }

    /** Creates a job of files of unknown commits. */
    public AppliedJob(
            long jobId,
            JobSettings settings,
            Optional<Seen> seen,
            boolean unkept,
            long permissionsRound,
            Optional<String> fingerprint,
            List<String> ignored) {
        this(jobId, settings, seen, unkept, permissionsRound, fingerprint, ignored, SourceCommits.NONE);
    }

    /** Creates a job whose definition left no field to others. */
    public AppliedJob(
            long jobId,
            JobSettings settings,
            Optional<Seen> seen,
            boolean unkept,
            long permissionsRound,
            Optional<String> fingerprint) {
        this(jobId, settings, seen, unkept, permissionsRound, fingerprint, List.of());
    }

    /** Creates a job whose permissions were not read and whose fingerprint was not kept. */
    public AppliedJob(long jobId, JobSettings settings, Optional<Seen> seen) {
        this(jobId, settings, seen, false, 0, Optional.empty());
    }

    /** Returns what the workspace showed, where all of it is known. */
    public Optional<Echo> echo() {
        return seen.filter(Echo.class::isInstance).map(Echo.class::cast);
    }

    /** Returns the same job with other settings, and with something else that the workspace showed. */
    public AppliedJob with(JobSettings otherSettings, Optional<Seen> otherwiseSeen) {
        return new AppliedJob(
                jobId, otherSettings, otherwiseSeen, unkept, permissionsRound, fingerprint, ignored, commits);
    }

    /** Returns the same for another job that took its place. */
    public AppliedJob as(long otherId) {
        return new AppliedJob(otherId, settings, seen, unkept, permissionsRound, fingerprint, ignored, commits);
    }

    /** Returns the same job once that was undone: its definition counts as not applied. */
    public AppliedJob undone() {
        return new AppliedJob(jobId, settings, seen, unkept, permissionsRound, Optional.of(UNDONE), ignored, commits);
    }

    /** Reports whether what the definition asked for was undone, so that the job differs though nobody has changed it. */
    public boolean isUndone() {
        return fingerprint.filter(UNDONE::equals).isPresent();
    }

    /** Reports whether it is known that this is all that the definition asked for, and that it was applied. */
    public boolean isKnown() {
        return fingerprint.isPresent() && !isUndone();
    }

    /** Returns the same job with its permissions read in this round. */
    public AppliedJob inRound(long round) {
        return new AppliedJob(jobId, settings, seen, unkept, round, fingerprint, ignored, commits);
    }
}
