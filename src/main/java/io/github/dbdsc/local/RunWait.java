package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Waits for the run of a function app that has taken an upload in.
 *
 * @param limit how long to wait at most
 * @param pause waits between two looks, by the clock
 */
record RunWait(AppClient app, Duration limit, InstantSource clock, Consumer<Duration> pause) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    /** Accounts tell times in whole seconds: a run that began within that second may have begun before the write. */
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    /** A stopped run has not seen to everything; another one follows it. A covered one has no report. */
    private static final Set<String> COMPLETED = Set.of("ok", "failed", "refused");

    /** Which of the runs after the last write is wanted. */
    enum Which {
        /** The one that carried the upload out. */
        FIRST,
        /** The one that tells how things are now. */
        LAST
    }

    /**
     * Returns the report of a completed run that began after a write.
     *
     * @param write by the account's clock, in whole seconds
     * @throws AppException when there is none in time, when that run ended without a report, or when the app can't be asked
     */
    ObjectNode reportAfter(Instant write, Which which) {
        Instant end = clock.instant().plus(limit);
        Duration next = FIRST_PAUSE;
        String trouble = "";
        while (true) {
            try {
                Optional<ObjectNode> report = look(write, which);
                if (report.isPresent()) {
                    return report.get();
                }
                trouble = "";
            } catch (AppException e) {
                if (!e.mayPass()) {
                    throw e;
                }
                trouble = " The last answer: " + e.getMessage();
            }
            if (clock.instant().plus(next).isAfter(end)
                    || Thread.currentThread().isInterrupted()) {
                throw new AppException(
                        "The upload is done, but no run that began after it has ended within " + limit.toMinutes()
                                + " minutes. Look at the app's dashboard or GET /api/runs; where no run begins, are the event"
                                + " subscriptions there? Run the upload again to wait on."
                                + trouble,
                        true);
            }
            pause.accept(next);
            Duration longer = next.multipliedBy(3).dividedBy(2);
            next = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private Optional<ObjectNode> look(Instant write, Which which) {
        Instant from = write.plus(ONE_SECOND);
        List<JsonNode> runs = app.runs();
        Comparator<JsonNode> byTime = Comparator.comparing(RunWait::startedAt);
        Stream<JsonNode> completed = runs.stream()
                .filter(run -> !run.path("dryRun").asBoolean()
                        && COMPLETED.contains(run.path("status").asText())
                        && !startedAt(run).isBefore(from));
        return (which == Which.FIRST ? completed.min(byTime) : completed.max(byTime))
                .map(run -> report(run.path("runId").asText()));
    }

    private static Instant startedAt(JsonNode run) {
        try {
            return Instant.parse(run.path("startedAt").asText());
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }

    private ObjectNode report(String runId) {
        ObjectNode document = app.run(runId);
        if (!AppClient.isReport(document)) {
            throw new AppException(
                    "Run " + runId + ", which began after the upload, ended without a report: "
                            + document.path("error").asText("nothing is known of why"),
                    false);
        }
        return document;
    }
}
