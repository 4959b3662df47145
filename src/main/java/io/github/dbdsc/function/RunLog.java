package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.VisibleText;
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
import org.jspecify.annotations.Nullable;

/**
 * Logs runs in the invocations that make them: a sentence for people, and lines for machines. Each of these is a prefix
 * and a JSON object; the alerts, the workbook and the table of metrics in {@code infra/} read nothing else about runs.
 */
public final class RunLog {

    /** Begins the line of each run. */
    public static final String PREFIX = "dsc-pass ";

    /** Begins the line of each job that a run changed, could not change, or refused to change. */
    public static final String JOB_PREFIX = "dsc-job ";

    /** Begins the line of a request for which no run could be made. */
    public static final String GIVEN_UP_PREFIX = "dsc-given-up ";

    /** A run over thousands of jobs must not flood the log; its report has them all. */
    static final int MOST_JOBS = 200;

    private static final int LONGEST_ERROR = 2_000;
    private static final Set<Result> TOLD = Set.of(Result.APPLIED, Result.FAILED, Result.PENDING, Result.REFUSED);

    private RunLog() {}

    /**
     * Logs a run: the sentence, the line of the run and those of its jobs, the failed ones first. A dry run has no lines for
     * jobs.
     *
     * @param queuedAt when the run was asked for; null when it did not have to wait for its turn
     */
    static void log(Report report, @Nullable Instant queuedAt, Logger log) {
        log.info((report.target().isNamed() ? report.target().name() + ": " : "")
                + ReportText.summary(report)
                + (report.caller() == null
                        ? ""
                        : " Asked for by " + VisibleText.escaped(report.caller().text()) + "."));
        log.log(isFine(report) ? Level.INFO : Level.WARNING, line(report, queuedAt));
        if (report.dryRun()) {
            return;
        }
        List<Outcome> jobs = report.outcomes().stream()
                .filter(outcome -> TOLD.contains(outcome.result()))
                .sorted(Comparator.comparingInt(RunLog::rank))
                .toList();
        jobs.stream()
                .limit(MOST_JOBS)
                .forEach(outcome -> log.log(
                        outcome.result() == Result.APPLIED ? Level.INFO : Level.WARNING,
                        jobLine(report.runId(), report.target().name(), outcome)));
        if (jobs.size() > MOST_JOBS) {
            log.info(omittedLine(report.runId(), report.target().name(), jobs.size() - MOST_JOBS));
        }
    }

    /**
     * Returns {@link #PREFIX} and a JSON object of numbers and words, without any job's name or content.
     *
     * @param queuedAt when the run was asked for; null when it did not have to wait for its turn
     */
    public static String line(Report report, @Nullable Instant queuedAt) {
        ObjectNode run = of(report.runId(), report.target().name());
        run.put("owner", report.target().owner());
        run.put("dryRun", report.dryRun());
        if (report.caller() != null) {
            run.set("caller", report.caller().json());
        }
        run.put("outcome", outcome(report));
        run.put("created", done(report, Action.CREATE));
        run.put("updated", done(report, Action.UPDATE));
        run.put("adopted", done(report, Action.ADOPT));
        run.put("deleted", done(report, Action.DELETE));
        run.put(
                "corrected",
                report.outcomes().stream().filter(RunLog::isCorrected).count());
        run.put("inSync", report.count(Action.NONE));
        run.put("refused", report.count(Action.REFUSED));
        run.put("failed", report.failures());
        if (report.count(Result.HELD) > 0) {
            run.put("held", report.count(Result.HELD));
        }
        if (report.count(Result.WAITING) > 0) {
            run.put("waiting", report.count(Result.WAITING));
        }
        run.put("errors", report.problems().stream().filter(Problem::isError).count());
        run.put("objections", report.objections().size());
        run.put("calls", report.calls());
        run.put("seconds", seconds(report.duration()));
        // by two clocks, the queue's and ours, so it may be negative
        if (queuedAt != null) {
            Duration lag = Duration.between(queuedAt, report.startedAt().plus(report.duration()));
            run.put("lag", Math.max(0, seconds(lag)));
        }
        return PREFIX + run;
    }

    /**
     * Returns {@link #JOB_PREFIX} and a JSON object: what became of one job, without its content.
     *
     * @param target the name of the run's target; {@code ""} where targets have none
     */
    public static String jobLine(String runId, String target, Outcome outcome) {
        Change change = outcome.change();
        ObjectNode job = of(runId, target);
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

    /**
     * Returns {@link #GIVEN_UP_PREFIX} and a JSON object with the run and the reason.
     *
     * @param target the name of the request's target; {@code ""} where targets have none
     */
    static String givenUp(String runId, String target, String why) {
        return GIVEN_UP_PREFIX + of(runId, target).put("error", shortened(why));
    }

    private static ObjectNode of(String runId, String target) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("run", runId);
        return target.isEmpty() ? line : line.put("target", target);
    }

    private static String omittedLine(String runId, String target, int omitted) {
        return JOB_PREFIX + of(runId, target).put("omitted", omitted).put("report", "/api/runs/" + runId);
    }

    private static Optional<String> error(Outcome outcome) {
        return outcome.error()
                .or(() -> outcome.result() == Result.REFUSED
                        ? Optional.of(outcome.change().reason())
                        : Optional.empty())
                .map(RunLog::shortened);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "…";
    }

    private static int rank(Outcome outcome) {
        return switch (outcome.result()) {
            case FAILED, PENDING -> 0;
            case REFUSED -> 1;
            case APPLIED, UNCHANGED, HELD, WAITING, NOT_APPLIED -> 2;
        };
    }

    private static boolean isCorrected(Outcome outcome) {
        return outcome.result() == Result.APPLIED && outcome.change().correctsDrift();
    }

    private static boolean isFine(Report report) {
        return outcome(report).equals("ok");
    }

    /** Returns {@code failed} when a person is needed, {@code refused} when safety or another owner forbade, or {@code ok}. */
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
