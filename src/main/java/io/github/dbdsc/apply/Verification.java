package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.OutsideException;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.plan.Echo;
import io.github.dbdsc.plan.FieldRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Map<Long, ActualJob> shown;
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

    private Map<Long, ActualJob> read(List<Outcome> written, int jobs) {
        Map<Long, ActualJob> shown = new HashMap<>();
        int pages = Math.max(1, (jobs + PAGE - 1) / PAGE);
        if (written.size() <= pages) {
            workers.each(written, outcome -> workspace.get(outcome.jobId().orElseThrow()))
                    .forEach(job -> job.ifPresent(found -> shown.put(found.id(), found)));
        } else {
            workspace.list().forEach(job -> shown.put(job.id(), job));
        }
        return shown;
    }

    private Outcome checked(Written written, Map<Long, ActualJob> shown) {
        Outcome outcome = written.outcome();
        Optional<ActualJob> job = Optional.ofNullable(shown.get(outcome.jobId().orElseThrow()));
        if (job.isEmpty()) {
            return outcome.butFailed("the workspace confirmed it but has no such job now; somebody else may have"
                    + " deleted it, the next pass looks again");
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
