package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.OutsideException;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.plan.Echo;
import io.github.dbdsc.plan.FieldRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Reads back what was written, and checks that the workspace kept it. A few jobs are read one by one, many by listing
 * all: whichever takes fewer calls.
 */
record Verification(Workspace workspace, Workers workers, FieldRules rules) {

    /** Jobs API 2.2: jobs in one page of a listing. */
    private static final int PAGE = 100;

    private static final int NAMED = 5;

    /**
     * What was read back.
     *
     * @param hidden why the others are not among the jobs, where our identity may not view them
     */
    private record Shown(Map<Long, ActualJob> jobs, Map<Long, String> hidden) {}

    /**
     * Looks at every job that was written.
     *
     * @param jobs how many jobs the workspace had before
     * @return the outcomes, each with what the workspace shows; a failed one where it lacks what was asked for; all still
     *     applied, but with the reason, where nothing could be read
     */
    List<Outcome> of(List<Written> all, int jobs) {
        List<Outcome> outcomes = all.stream().map(Written::outcome).toList();
        List<Outcome> written = outcomes.stream().filter(Outcome::wrote).toList();
        if (written.isEmpty()) {
            return outcomes;
        }
        Shown shown;
        try {
            shown = read(written, jobs);
        } catch (OutsideException e) {
            return outcomes.stream()
                    .map(outcome -> outcome.wrote() ? outcome.notReadBack(e.getMessage()) : outcome)
                    .toList();
        }
        return all.stream()
                .map(one -> one.outcome().wrote() ? checked(one, shown) : one.outcome())
                .toList();
    }

    private Shown read(List<Outcome> written, int jobs) {
        int pages = Math.max(1, (jobs + PAGE - 1) / PAGE);
        Map<Long, ActualJob> found = new ConcurrentHashMap<>();
        Map<Long, String> hidden = new ConcurrentHashMap<>();
        if (written.size() <= pages) {
            workers.forEach(
                    written.stream()
                            .map(outcome -> outcome.jobId().orElseThrow())
                            .toList(),
                    jobId -> look(jobId, found, hidden));
        } else {
            workspace.list().forEach(job -> found.put(job.id(), job));
        }
        return new Shown(found, hidden);
    }

    private void look(long jobId, Map<Long, ActualJob> found, Map<Long, String> hidden) {
        try {
            workspace.get(jobId).ifPresent(job -> found.put(jobId, job));
        } catch (WorkspaceException e) {
            if (!e.isForbidden()) {
                throw e;
            }
            hidden.put(jobId, e.getMessage());
        }
    }

    private Outcome checked(Written written, Shown shown) {
        Outcome outcome = written.outcome();
        long jobId = outcome.jobId().orElseThrow();
        String hidden = shown.hidden().get(jobId);
        if (hidden != null) {
            return outcome.notReadBack(hidden);
        }
        Optional<ActualJob> job = Optional.ofNullable(shown.jobs().get(jobId));
        if (job.isEmpty()) {
            return outcome.butFailed(
                    "the workspace confirmed it but shows no such job now: somebody may have deleted it,"
                            + " or our identity may not view it; the next pass looks again");
        }
        Echo echo = Echo.of(written.sent(), job.get().settings(), rules);
        return echo.lost().isEmpty() ? outcome.showing(echo.filledIn()) : outcome.butFailed(notKept(echo.lost()));
    }

    private static String notKept(List<Difference> lost) {
        String fields = lost.stream()
                .limit(NAMED)
                .map(field -> field.path() + " is " + (field.before().isMissingNode() ? "not there" : field.before())
                        + " instead of " + (field.after().isMissingNode() ? "nothing" : field.after()))
                .collect(Collectors.joining(", "));
        return "the workspace took the settings but did not keep them: " + fields
                + (lost.size() > NAMED ? " and " + (lost.size() - NAMED) + " more" : "")
                + "; correct the definition, or undo what changes them (a cluster policy, somebody else's tool)";
    }
}
