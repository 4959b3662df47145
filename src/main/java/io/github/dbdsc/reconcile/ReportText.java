package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.reconcile.Ink.Colour;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** A report for reading in a terminal: a line for each job, its differences under it, a summary at the end. */
public final class ReportText {

    private static final int LONGEST_VALUE = 120;

    private final Report report;
    private final Ink ink;
    private final boolean verbose;
    private final StringBuilder text = new StringBuilder();

    private ReportText(Report report, Ink ink, boolean verbose) {
        this.report = report;
        this.ink = ink;
        this.verbose = verbose;
    }

    /**
     * The report in lines that end with a line feed.
     *
     * @param verbose whether to show also what looks different and does not count, with why
     */
    public static String of(Report report, Ink ink, boolean verbose) {
        return new ReportText(report, ink, verbose).write();
    }

    private String write() {
        line((report.dryRun() ? "Plan for " : "Pass over ") + "the jobs of '"
                + Ink.visible(report.target().owner()) + "' in "
                + report.target().workspace());
        line("");
        jobs();
        if (report.outcomes().isEmpty() && report.blocked().isEmpty()) {
            line("  no jobs");
        }
        line("");
        if (!report.problems().isEmpty()) {
            problems(report.problems(), ink).lines().forEach(this::line);
            line("");
        }
        report.objections().forEach(objection -> line(ink.paint(Colour.RED, "Refused: ") + Ink.visible(objection)));
        report.notes().forEach(note -> line(ink.paint(Colour.YELLOW, "Note: ") + Ink.visible(note)));
        line(summary(report));
        if (report.dryRun() && report.hasChanges()) {
            line("Fingerprint: " + report.fingerprint());
        }
        return text.toString();
    }

    /** A line for each definition that is held back, and each job, in order of their keys. */
    private void jobs() {
        Deque<JobKey> blocked = new ArrayDeque<>(report.blocked());
        for (Outcome outcome : report.outcomes()) {
            while (!blocked.isEmpty()
                    && blocked.element().compareTo(outcome.change().key()) < 0) {
                heldBack(blocked.remove());
            }
            job(outcome);
        }
        blocked.forEach(this::heldBack);
    }

    private void heldBack(JobKey key) {
        line("  " + ink.paint(Colour.RED, "!") + " " + Ink.visible(key.value()) + "  held back: see the errors below");
    }

    private void job(Outcome outcome) {
        Change change = outcome.change();
        line("  " + ink.paint(colour(outcome), symbol(change.action())) + " "
                + Ink.visible(change.key().value()) + "  " + verb(outcome)
                + "  '" + Ink.visible(change.name()) + "'"
                + (outcome.jobId().isPresent() ? " (job " + outcome.jobId().getAsLong() + ")" : "")
                + (change.isUnusual() ? ": " + Ink.visible(change.reason()) : ""));
        change.differences().forEach(this::difference);
        if (verbose) {
            change.suppressed().forEach(this::suppressed);
        }
        outcome.error()
                .ifPresent(error -> line("      " + ink.paint(Colour.RED, howItEnded(outcome)) + Ink.visible(error)));
    }

    private static String howItEnded(Outcome outcome) {
        return switch (outcome.result()) {
            case REFUSED -> "refused: ";
            case NOT_APPLIED -> "put off: ";
            case APPLIED -> "not verified: ";
            case UNCHANGED, FAILED -> "failed: ";
        };
    }

    private void difference(Difference difference) {
        line("      " + Ink.visible(difference.path()) + ": " + beforeAndAfter(difference)
                + (difference.isUnusual() ? " (" + difference.reason() + ")" : ""));
    }

    private String beforeAndAfter(Difference difference) {
        if (difference.before().isMissingNode()) {
            return ink.paint(Colour.GREEN, "+ " + value(difference.after()));
        }
        if (difference.after().isMissingNode()) {
            return ink.paint(Colour.RED, "- " + value(difference.before()));
        }
        return value(difference.before()) + ink.paint(Colour.YELLOW, " → ") + value(difference.after());
    }

    private void suppressed(Difference difference) {
        line("      "
                + ink.paint(
                        Colour.FAINT,
                        Ink.visible(difference.path()) + ": "
                                + (difference.before().isMissingNode()
                                        ? value(difference.after()) + " is not shown, which"
                                        : value(difference.before()))
                                + " counts as the same (" + difference.reason() + ")"));
    }

    private static String value(JsonNode node) {
        String json = node.toString();
        return Ink.visible(json.length() <= LONGEST_VALUE ? json : json.substring(0, LONGEST_VALUE) + "…");
    }

    private static String symbol(Action action) {
        return switch (action) {
            case CREATE -> "+";
            case UPDATE -> "~";
            case ADOPT -> "@";
            case DELETE -> "-";
            case NONE -> "=";
            case ORPHAN -> "?";
            case REFUSED -> "!";
        };
    }

    private static String verb(Outcome outcome) {
        boolean done = outcome.result() == Outcome.Result.APPLIED;
        return switch (outcome.change().action()) {
            case CREATE -> done ? "created" : "create";
            case UPDATE -> done ? "updated" : "update";
            case ADOPT -> done ? "adopted" : "adopt";
            case DELETE -> done ? "deleted" : "delete";
            case NONE -> "in sync";
            case ORPHAN -> "orphan";
            case REFUSED -> "refused";
        };
    }

    private static Colour colour(Outcome outcome) {
        if (outcome.result() == Outcome.Result.FAILED) {
            return Colour.RED;
        }
        return switch (outcome.change().action()) {
            case CREATE -> Colour.GREEN;
            case UPDATE, ADOPT, ORPHAN -> Colour.YELLOW;
            case NONE -> Colour.PLAIN;
            case REFUSED, DELETE -> Colour.RED;
        };
    }

    /** Problems alone, a line each. */
    public static String problems(List<Problem> problems, Ink ink) {
        StringBuilder lines = new StringBuilder();
        for (Problem problem : problems) {
            lines.append(problem.isError() ? ink.paint(Colour.RED, "Error: ") : ink.paint(Colour.YELLOW, "Warning: "))
                    .append(Ink.visible(problem.place()))
                    .append(": ")
                    .append(Ink.visible(problem.message()))
                    .append('\n');
        }
        return lines.toString();
    }

    /** The report in one line. */
    public static String summary(Report report) {
        long errors = report.problems().stream().filter(Problem::isError).count();
        long orphans = report.count(Action.ORPHAN);
        String counts = report.count(Action.CREATE) + " to create, " + report.count(Action.UPDATE) + " to update, "
                + report.count(Action.ADOPT) + " to adopt, " + report.count(Action.DELETE) + " to delete, "
                + report.count(Action.NONE) + " in sync, "
                + report.count(Action.REFUSED) + " refused, "
                + (orphans == 0 ? "" : orphans + " orphan, ") + errors + " with errors";
        if (report.dryRun() || !report.objections().isEmpty()) {
            return "Plan: " + counts + ".";
        }
        return String.format(
                Locale.ROOT,
                "Plan: %s. Applied %d, failed %d%s. %d workspace calls in %.1f s, run %s.",
                counts,
                report.count(Outcome.Result.APPLIED),
                report.count(Outcome.Result.FAILED),
                report.stoppedEarly() ? ", stopped before " + report.count(Outcome.Result.NOT_APPLIED) : "",
                report.calls(),
                report.duration().toMillis() / 1000.0,
                report.runId());
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
