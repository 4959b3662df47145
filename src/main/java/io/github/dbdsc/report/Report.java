package io.github.dbdsc.report;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Origin;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.UnmanagedJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run found and did; for a dry run, what it would do.
 *
 * @param target whose jobs, in which workspace
 * @param runId the run's id, see {@link RunIds}
 * @param dryRun whether the run only planned
 * @param why what triggered it; empty when that is not known
 * @param fingerprint the plan's fingerprint
 * @param outcomes one for each job, in the order of their keys
 * @param blocked the definitions held back by errors, sorted; their jobs stay as they are
 * @param problems what users can fix
 * @param objections why safety refused to apply the plan; empty when it did not
 * @param notes what else went wrong without affecting any job
 * @param calls how many calls to the workspace were made
 * @param startedAt when it started
 * @param duration how long it took
 * @param newErrors those of the problems that the run before did not find: a moment later they may be gone, since files
 *     that belong together land one after the other
 * @param origins which commits the files of definitions come from, where that is known
 * @param pending the plan that waits until somebody applies it, as the run leaves it; null where none does
 * @param caller who asked for it over HTTP; null where nobody did, or nobody tells
 * @param unmanaged the jobs of the workspace that are nobody's; null where the run has not listed all jobs
 */
public record Report(
        Target target,
        String runId,
        boolean dryRun,
        String why,
        String fingerprint,
        List<Outcome> outcomes,
        List<JobKey> blocked,
        List<Problem> problems,
        List<String> objections,
        List<String> notes,
        long calls,
        Instant startedAt,
        Duration duration,
        List<Problem> newErrors,
        Map<JobKey, Origin> origins,
        @Nullable PendingPlan pending,
        @Nullable Caller caller,
        @Nullable UnmanagedJobs unmanaged) {

    public Report {
        outcomes = List.copyOf(outcomes);
        blocked = List.copyOf(blocked);
        problems = List.copyOf(problems);
        objections = List.copyOf(objections);
        notes = List.copyOf(notes);
        newErrors = List.copyOf(newErrors);
        origins = Map.copyOf(origins);
    }

    /** A report of problems that are none of a moment, and of files of unknown commits. */
    public Report(
            Target target,
            String runId,
            boolean dryRun,
            String why,
            String fingerprint,
            List<Outcome> outcomes,
            List<JobKey> blocked,
            List<Problem> problems,
            List<String> objections,
            List<String> notes,
            long calls,
            Instant startedAt,
            Duration duration) {
        this(
                target,
                runId,
                dryRun,
                why,
                fingerprint,
                outcomes,
                blocked,
                problems,
                objections,
                notes,
                calls,
                startedAt,
                duration,
                List.of(),
                Map.of(),
                null,
                null,
                null);
    }

    /** Returns how many jobs have this action in the plan and are not held. */
    public long count(Action action) {
        return outcomes.stream()
                .filter(outcome -> outcome.change().action() == action && outcome.result() != Outcome.Result.HELD)
                .count();
    }

    /** Returns how many jobs ended with this result. */
    public long count(Outcome.Result result) {
        return outcomes.stream().filter(outcome -> outcome.result() == result).count();
    }

    /** Returns how many jobs failed, or may have: of a pending one it is not known. */
    public long failures() {
        return count(Outcome.Result.FAILED) + count(Outcome.Result.PENDING);
    }

    /**
     * Returns how many jobs have each action in the plan, by its name in lower case, how many {@code failed} and, where
     * there are any, how many are {@code held}, which count for nothing else, and how many of the actions are {@code
     * waiting} until somebody applies the plan.
     */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Action action : Action.values()) {
            counts.put(action.name().toLowerCase(Locale.ROOT), count(action));
        }
        counts.put("failed", failures());
        long held = count(Outcome.Result.HELD);
        if (held > 0) {
            counts.put("held", held);
        }
        long waiting = count(Outcome.Result.WAITING);
        if (waiting > 0) {
            counts.put("waiting", waiting);
        }
        return counts;
    }

    /** Reports whether the plan changes anything. */
    public boolean hasChanges() {
        return outcomes.stream()
                .map(Outcome::change)
                .anyMatch(change -> change.action().writes() && !change.isHeld());
    }

    /** Reports whether somebody has to act: a job failed, or a definition has an error. */
    public boolean failed() {
        return failures() > 0 || problems.stream().anyMatch(Problem::isError);
    }

    /** Reports whether something was refused, by safety or because a job is not ours. */
    public boolean refused() {
        return !objections.isEmpty() || count(Action.REFUSED) > 0;
    }

    /** Reports whether a run other than a dry run stopped before it had written everything. */
    public boolean stoppedEarly() {
        return outcomes.stream().anyMatch(this::leftOut);
    }

    /** Reports whether the run stopped before this change. */
    boolean leftOut(Outcome outcome) {
        return !dryRun
                && outcome.result() == Outcome.Result.NOT_APPLIED
                && outcome.error().isEmpty()
                && (objections.isEmpty() || partOfItWasRefused());
    }

    /** An objection is to the whole plan, or to changes that are refused then, while the others are carried out. */
    private boolean partOfItWasRefused() {
        return outcomes.stream()
                .anyMatch(outcome -> outcome.result() == Outcome.Result.REFUSED
                        && outcome.change().action().writes());
    }

    /** Returns this report with more notes. */
    public Report with(List<String> late) {
        return with(late, newErrors, pending);
    }

    /** Returns this report with more notes, with the errors that the run before did not find, and with what is pending. */
    public Report with(List<String> late, List<Problem> errors, @Nullable PendingPlan plan) {
        List<String> more = new ArrayList<>(notes);
        more.addAll(late);
        return new Report(
                target,
                runId,
                dryRun,
                why,
                fingerprint,
                outcomes,
                blocked,
                problems,
                objections,
                more,
                calls,
                startedAt,
                duration,
                errors,
                origins,
                plan,
                caller,
                unmanaged);
    }

    /** Returns which commits a job's files come from. */
    Origin origin(JobKey key) {
        return origins.getOrDefault(key, Origin.UNKNOWN);
    }
}
