package io.github.dbdsc.apply;

import io.github.dbdsc.apply.SettingsWriter.Written;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.plan.Echo;
import io.github.dbdsc.plan.FieldRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads back what was written, and checks that the workspace kept it. A few jobs are read one by one, many by listing
 * all: whichever takes fewer calls. What a listing does not show is looked at by its id before anything is said of it.
 */
record Verification(Workspace workspace, Workers workers, FieldRules rules) {

    private static final int NAMED = 5;

    /**
     * What was read back: not the settings themselves, only how they compare with what was sent. A third copy of all
     * settings, besides the desired and the former ones, would take too much memory.
     *
     * @param hidden why jobs that our identity may not view, or that can't be read, are not among the echoes
     */
    private record Shown(Map<Long, Echo> echoes, Map<Long, String> hidden) {}

    /**
     * Reads back every job that was written.
     *
     * @param jobs how many jobs the workspace had when the run started
     * @return the outcomes, each with what the workspace shows: failed where that lacks what was asked for, still
     *     applied but with the reason where it could not be read
     */
    List<Outcome> of(List<Written> all, int jobs) {
        List<Outcome> outcomes = all.stream().map(Written::outcome).toList();
        if (outcomes.stream().noneMatch(Outcome::wrote)) {
            return outcomes;
        }
        Shown shown;
        try {
            shown = read(sentById(all), jobs);
        } catch (ExternalServiceException e) {
            return outcomes.stream()
                    .map(outcome -> outcome.wrote() ? outcome.notReadBack(e.getMessage()) : outcome)
                    .toList();
        }
        return all.stream()
                .map(one -> one.outcome().wrote() ? checked(one, shown) : one.outcome())
                .toList();
    }

    private static Map<Long, JobSettings> sentById(List<Written> all) {
        Map<Long, JobSettings> sent = new LinkedHashMap<>();
        for (Written one : all) {
            if (one.outcome().wrote()) {
                sent.put(one.outcome().jobId().orElseThrow(), one.sent());
            }
        }
        return sent;
    }

    private Shown read(Map<Long, JobSettings> sent, int jobs) {
        int pages = Math.max(1, (jobs + Workspace.PAGE - 1) / Workspace.PAGE);
        Map<Long, Echo> echoes = new ConcurrentHashMap<>();
        Map<Long, String> hidden = new ConcurrentHashMap<>();
        Consumer<ActualJob> compare = job -> {
            JobSettings asked = sent.get(job.id());
            if (asked != null && !job.isReadable()) {
                hidden.put(job.id(), job.whyUnreadable().orElse(""));
            } else if (asked != null) {
                echoes.put(job.id(), Echo.of(asked, job.settings(), rules));
            }
        };
        if (sent.size() <= pages) {
            workers.forEach(List.copyOf(sent.keySet()), jobId -> look(jobId, compare, hidden));
        } else {
            workspace.forEach(Wanted.of(sent.keySet()), compare);
            // pages shift while they are read, so a listing may skip a job that is there
            List<Long> notShown = sent.keySet().stream()
                    .filter(jobId -> !echoes.containsKey(jobId) && !hidden.containsKey(jobId))
                    .toList();
            workers.forEach(notShown, jobId -> look(jobId, compare, hidden));
        }
        return new Shown(echoes, hidden);
    }

    private void look(long jobId, Consumer<ActualJob> compare, Map<Long, String> hidden) {
        try {
            workspace.get(jobId).ifPresent(compare);
        } catch (WorkspaceException e) {
            if (!e.isAboutOneJob()) {
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
        Echo echo = shown.echoes().get(jobId);
        if (echo == null) {
            return outcome.butFailed(
                    "the workspace confirmed it but shows no such job now: somebody may have deleted it,"
                            + " or our identity may not view it; the next pass looks again");
        }
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
