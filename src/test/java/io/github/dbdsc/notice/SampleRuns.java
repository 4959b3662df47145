package io.github.dbdsc.notice;

import com.fasterxml.jackson.databind.node.IntNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Cause;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Comparison;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.plan.IgnoredFields;
import io.github.dbdsc.report.Report;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports of runs in which anything that can happen has happened. */
public final class SampleRuns {

    public static final String RUN = "20261122T120000Z-0b8fe1";

    private SampleRuns() {}

    /** Returns what asked for the run. */
    public static SyncRequest request(String why) {
        return SyncRequest.SYNC.as(RUN).because(why);
    }

    public static Report run(Outcome... outcomes) {
        return report(false, List.of(outcomes), List.of(), List.of());
    }

    public static Report dryRun(Outcome... outcomes) {
        return report(true, List.of(outcomes), List.of(), List.of());
    }

    public static Report report(
            boolean dryRun, List<Outcome> outcomes, List<Problem> problems, List<String> objections) {
        return new Report(
                new Target("prod", URI.create("https://adb-1.2.azuredatabricks.net")),
                RUN,
                dryRun,
                "jobs/etl/daily.json landed",
                "0".repeat(64),
                outcomes,
                List.of(),
                problems,
                objections,
                List.of(),
                7,
                Instant.parse("2026-11-22T12:00:00Z"),
                Duration.ofMillis(1500));
    }

    /** A run in which everything happened. */
    public static Report eventful() {
        return report(
                false,
                List.of(
                        created("new"),
                        refused("other"),
                        failed("etl/daily", "HTTP 400 INVALID_PARAMETER_VALUE: no <such> node type & no pool"),
                        corrected("weekly")),
                List.of(
                        Problem.error("jobs/broken.json", 3, 7, "not JSON: a comma is missing"),
                        Problem.warning("templates/standard.jinja2", 1, 1, "undefined name")),
                List.of("4 of 10 jobs would be deleted"));
    }

    public static Outcome created(String key) {
        return outcome(change(Action.CREATE, key, "it is new"), Result.APPLIED, null);
    }

    public static Outcome updated(String key) {
        return outcome(change(Action.UPDATE, key, null, difference(Cause.DEFINED)), Result.APPLIED, null);
    }

    public static Outcome corrected(String key) {
        return outcome(change(Action.UPDATE, key, null, difference(Cause.CHANGED_BY_HAND)), Result.APPLIED, null);
    }

    /** The job was deleted in the workspace, and is created again. */
    public static Outcome createdAgain(String key) {
        Change change = new Change(
                Action.CREATE,
                new JobKey(key),
                key,
                Optional.empty(),
                null,
                new Comparison(List.of(), List.of(), List.of(), Set.of(), null),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(7),
                false,
                Optional.empty(),
                null,
                IgnoredFields.NONE,
                null,
                Change.Part.WHOLE,
                Map.of());
        return outcome(change, Result.APPLIED, null);
    }

    public static Outcome failed(String key, String error) {
        return outcome(change(Action.UPDATE, key, null, difference(Cause.CHANGED_BY_HAND)), Result.FAILED, error);
    }

    public static Outcome refused(String key) {
        return outcome(
                change(Action.REFUSED, key, "job 8 of this name was made by bob@example.com"), Result.REFUSED, null);
    }

    private static Difference difference(Cause cause) {
        return new Difference("timeout_seconds", IntNode.valueOf(5), IntNode.valueOf(600), cause);
    }

    private static Change change(Action action, String key, @Nullable String reason, Difference... differences) {
        return new Change(
                action,
                new JobKey(key),
                key,
                Optional.empty(),
                reason,
                new Comparison(List.of(differences), List.of(), List.of(), Set.of(), null),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                false,
                Optional.empty(),
                null,
                IgnoredFields.NONE,
                null,
                Change.Part.WHOLE,
                Map.of());
    }

    private static Outcome outcome(Change change, Result result, @Nullable String error) {
        return new Outcome(
                change, result, OptionalLong.of(100_001), Optional.ofNullable(error), Optional.empty(), false);
    }
}
