package io.github.dbdsc.report;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one run found and did; of a dry run, what it would do.
 *
 * @param target whose jobs, and where
 * @param runId names the run
 * @param dryRun whether the run only looked
 * @param why what made it run; empty when that is not known
 * @param fingerprint that of the plan
 * @param outcomes one for each job, in order of their keys
 * @param blocked the definitions that are held back by errors, in order; their jobs stay as they are
 * @param problems what users can put right
 * @param objections why safety refused to carry the plan out; empty when it did not
 * @param notes what else went wrong, without harm to any job
 * @param calls how many calls to the workspace were made
 * @param startedAt when the run began
 * @param duration how long it took
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
        Duration duration) {

    public Report {
        outcomes = List.copyOf(outcomes);
        blocked = List.copyOf(blocked);
        problems = List.copyOf(problems);
        objections = List.copyOf(objections);
        notes = List.copyOf(notes);
    }

    /** How many jobs have this action in the plan. */
    public long count(Action action) {
        return outcomes.stream()
                .filter(outcome -> outcome.change().action() == action)
                .count();
    }

    /** How many jobs ended this way. */
    public long count(Outcome.Result result) {
        return outcomes.stream().filter(outcome -> outcome.result() == result).count();
    }

    /** How many jobs have each action in the plan, by its name in lower case, and how many {@code failed}. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Action action : Action.values()) {
            counts.put(action.name().toLowerCase(Locale.ROOT), count(action));
        }
        counts.put("failed", count(Outcome.Result.FAILED));
        return counts;
    }

    /** Whether the plan changes anything. */
    public boolean hasChanges() {
        return outcomes.stream().anyMatch(outcome -> outcome.change().action().writes());
    }

    /** Whether something needs a person: a job that failed, or a definition with an error. */
    public boolean failed() {
        return count(Outcome.Result.FAILED) > 0 || problems.stream().anyMatch(Problem::isError);
    }

    /** Whether something was refused: by safety, or because a job is not ours to touch. */
    public boolean refused() {
        return !objections.isEmpty() || count(Action.REFUSED) > 0;
    }

    /** Whether a run that was to write stopped before it had written everything. */
    public boolean stoppedEarly() {
        return !dryRun
                && objections.isEmpty()
                && outcomes.stream()
                        .anyMatch(outcome -> outcome.result() == Outcome.Result.NOT_APPLIED
                                && outcome.error().isEmpty());
    }

    /** The same report with more notes. */
    public Report with(List<String> late) {
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
                duration);
    }
}
