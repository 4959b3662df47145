package io.github.dbdsc.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Runs fail before they have a report, and none has succeeded since: what is shown of jobs is out of date.
 *
 * @param since when the first of these runs was asked for: nothing is applied since then
 * @param last when the last try failed
 * @param tries how many tries have failed
 * @param reason why the last one failed, as a message for the user
 * @param runId the run whose try that was
 */
public record Outage(Instant since, Instant last, int tries, String reason, String runId) {

    /** How many runs tell whether there is one. */
    public static final int RUNS = 50;

    /** Returns the outage that these runs tell of, the newest of a store; empty when the last try of any succeeded. */
    public static Optional<Outage> in(List<ReportSummary> runs) {
        Instant success = runs.stream()
                .filter(Outage::provesAll)
                .map(run -> run.startedAt().plus(run.duration()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        List<Failed> failed = runs.stream()
                .filter(run -> run.failure() != null && run.failure().last().isAfter(success))
                .map(run -> new Failed(run.runId(), run.failure()))
                .sorted(Comparator.comparing(run -> run.failure().last()))
                .toList();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        Failed last = failed.get(failed.size() - 1);
        return Optional.of(new Outage(
                failed.stream()
                        .map(run -> run.failure().since())
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                last.failure().last(),
                failed.stream().mapToInt(run -> run.failure().tries()).sum(),
                last.failure().error(),
                last.runId()));
    }

    private record Failed(String runId, RunFailure failure) {}

    /** A run that found nothing to look at has not asked the workspace, and so says nothing of it. */
    private static boolean provesAll(ReportSummary run) {
        return run.calls() > 0 && run.failure() == null && !run.status().isPending();
    }
}
