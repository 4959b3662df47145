package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportText;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What passes leave in the log of the invocation that made them: a sentence for people, and lines for machines. Each of
 * these is a prefix and a JSON object; the alerts, the workbook and the table of metrics in {@code infra/} read nothing
 * else about passes.
 */
public final class PassLog {

    /** What the line of each pass starts with. */
    public static final String PREFIX = "dsc-pass ";

    /** What the line of each job starts with that a pass changed, could not change, or refused to change. */
    public static final String JOB_PREFIX = "dsc-job ";

    /** What the line of a request starts with that no pass could be made for. */
    public static final String GIVEN_UP_PREFIX = "dsc-given-up ";

    /** A pass over thousands of jobs must not flood the log; its report has them all. */
    static final int MOST_JOBS = 200;

    private static final int LONGEST_ERROR = 2_000;
    private static final Set<Result> TOLD = Set.of(Result.APPLIED, Result.FAILED, Result.REFUSED);

    private PassLog() {}

    /**
     * Logs a pass once: the sentence, the line of the pass and those of its jobs, the failed ones first. A dry run has
     * no lines for jobs.
     *
     * @param queuedAt when the pass was asked for, where it had to wait for its turn
     */
    static void log(Report report, Optional<Instant> queuedAt, Logger log) {
        log.info(ReportText.summary(report));
        log.log(isFine(report) ? Level.INFO : Level.WARNING, line(report, queuedAt));
        if (report.dryRun()) {
            return;
        }
        List<Outcome> jobs = report.outcomes().stream()
                .filter(outcome -> TOLD.contains(outcome.result()))
                .sorted(Comparator.comparingInt(PassLog::rank))
                .toList();
        jobs.stream()
                .limit(MOST_JOBS)
                .forEach(outcome -> log.log(
                        outcome.result() == Result.APPLIED ? Level.INFO : Level.WARNING,
                        jobLine(report.runId(), outcome)));
        if (jobs.size() > MOST_JOBS) {
            log.info(omittedLine(report.runId(), jobs.size() - MOST_JOBS));
        }
    }

    /**
     * {@link #PREFIX} and a JSON object of numbers and words, without any job's name or content.
     *
     * @param queuedAt when the pass was asked for; empty when it did not have to wait
     */
    public static String line(Report report, Optional<Instant> queuedAt) {
        ObjectNode pass = JsonNodeFactory.instance.objectNode();
        pass.put("run", report.runId());
        pass.put("owner", report.target().owner());
        pass.put("dryRun", report.dryRun());
        pass.put("outcome", outcome(report));
        pass.put("created", done(report, Action.CREATE));
        pass.put("updated", done(report, Action.UPDATE));
        pass.put("adopted", done(report, Action.ADOPT));
        pass.put("deleted", done(report, Action.DELETE));
        pass.put(
                "corrected",
                report.outcomes().stream().filter(PassLog::isCorrected).count());
        pass.put("inSync", report.count(Action.NONE));
        pass.put("refused", report.count(Action.REFUSED));
        pass.put("failed", report.count(Result.FAILED));
        pass.put("errors", report.problems().stream().filter(Problem::isError).count());
        pass.put("objections", report.objections().size());
        pass.put("calls", report.calls());
        pass.put("seconds", seconds(report.duration()));
        // two clocks: that of the queue and ours
        queuedAt.map(since -> Duration.between(since, report.startedAt().plus(report.duration())))
                .ifPresent(lag -> pass.put("lag", Math.max(0, seconds(lag))));
        return PREFIX + pass;
    }

    /** {@link #JOB_PREFIX} and a JSON object: what became of one job, without its content. */
    public static String jobLine(String runId, Outcome outcome) {
        Change change = outcome.change();
        ObjectNode job = JsonNodeFactory.instance.objectNode();
        job.put("run", runId);
        job.put("key", change.key().value());
        job.put("action", lower(change.action()));
        job.put("outcome", lower(outcome.result()));
        outcome.jobId().ifPresent(id -> job.put("jobId", id));
        if (isCorrected(outcome)) {
            job.put("drift", true);
        }
        error(outcome).ifPresent(error -> job.put("error", error));
        return JOB_PREFIX + job;
    }

    /** {@link #GIVEN_UP_PREFIX} and a JSON object with the run and the reason. */
    static String givenUp(String runId, String why) {
        return GIVEN_UP_PREFIX
                + JsonNodeFactory.instance.objectNode().put("run", runId).put("error", shortened(why));
    }

    private static String omittedLine(String runId, int omitted) {
        return JOB_PREFIX
                + JsonNodeFactory.instance
                        .objectNode()
                        .put("run", runId)
                        .put("omitted", omitted)
                        .put("report", "/api/runs/" + runId);
    }

    private static Optional<String> error(Outcome outcome) {
        return outcome.error()
                .or(() -> outcome.result() == Result.REFUSED
                        ? Optional.of(outcome.change().reason())
                        : Optional.empty())
                .map(PassLog::shortened);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "…";
    }

    private static int rank(Outcome outcome) {
        return switch (outcome.result()) {
            case FAILED -> 0;
            case REFUSED -> 1;
            case APPLIED, UNCHANGED, NOT_APPLIED -> 2;
        };
    }

    private static boolean isCorrected(Outcome outcome) {
        return outcome.result() == Result.APPLIED && outcome.change().correctsDrift();
    }

    private static boolean isFine(Report report) {
        return outcome(report).equals("ok");
    }

    /** {@code ok}; {@code refused} by safety or for a job that is not ours; {@code failed} when a person is needed. */
    private static String outcome(Report report) {
        if (report.failed() || report.stoppedEarly()) {
            return "failed";
        }
        return report.refused() ? "refused" : "ok";
    }

    private static long done(Report report, Action action) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.result() == Result.APPLIED)
                .filter(outcome -> outcome.change().action() == action)
                .count();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
