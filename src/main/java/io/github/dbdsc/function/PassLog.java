package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.reconcile.Report;

/**
 * The line that each pass leaves in the log for machines: the alerts and the workbook in {@code infra/} read nothing
 * else about passes.
 */
public final class PassLog {

    /** What each line starts with. */
    public static final String PREFIX = "dsc-pass ";

    private PassLog() {}

    /** {@link #PREFIX} and a JSON object of numbers and words, without any job's name or content. */
    public static String line(Report report) {
        ObjectNode pass = JsonNodeFactory.instance.objectNode();
        pass.put("run", report.runId());
        pass.put("owner", report.target().owner());
        pass.put("dryRun", report.dryRun());
        pass.put("outcome", outcome(report));
        pass.put("created", done(report, Action.CREATE));
        pass.put("updated", done(report, Action.UPDATE));
        pass.put("adopted", done(report, Action.ADOPT));
        pass.put("deleted", done(report, Action.DELETE));
        pass.put("inSync", report.count(Action.NONE));
        pass.put("refused", report.count(Action.REFUSED));
        pass.put("failed", report.count(Outcome.Result.FAILED));
        pass.put("errors", report.problems().stream().filter(Problem::isError).count());
        pass.put("objections", report.objections().size());
        pass.put("calls", report.calls());
        pass.put("seconds", report.duration().toMillis() / 1000.0);
        return PREFIX + pass;
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
                .filter(outcome -> outcome.result() == Outcome.Result.APPLIED)
                .filter(outcome -> outcome.change().action() == action)
                .count();
    }
}
