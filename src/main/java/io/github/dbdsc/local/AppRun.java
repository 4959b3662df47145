package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Follows one run of a function app until it has ended.
 *
 * @param limit how long to wait at most
 * @param pause waits between two looks, by the clock
 * @param progress shows how far the run is
 */
record AppRun(AppClient app, Duration limit, InstantSource clock, Consumer<Duration> pause, ProgressLine progress) {

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    /**
     * Returns the run's report.
     *
     * @throws AppException when there is none in time, when the run ended without one, or when the app can't be asked
     */
    ObjectNode report(String runId) {
        Instant end = clock.instant().plus(limit);
        String trouble = "";
        while (true) {
            ObjectNode found = app.run(runId);
            if (AppClient.isReport(found)) {
                return found;
            }
            switch (found.path("status").asText()) {
                case "queued" -> progress.waiting("waiting for the run to begin");
                case "running" -> {
                    if (found.has("total")) {
                        progress.at(
                                found.path("done").asInt(), found.path("total").asInt());
                    } else if (found.has("reading")) {
                        progress.at(
                                found.at("/reading/what").asText(),
                                found.at("/reading/done").asInt(),
                                found.at("/reading/total").asInt());
                    } else {
                        progress.waiting("the run begins");
                    }
                }
                case "failing" -> trouble = said(trouble, found.path("error").asText());
                default ->
                    throw new AppException(
                            "Run " + runId + " ended without a report: "
                                    + found.path("error").asText("nothing is known of why"),
                            false);
            }
            if (clock.instant().plus(BETWEEN).isAfter(end)
                    || Thread.currentThread().isInterrupted()) {
                throw new AppException(
                        "Run " + runId + " has not ended within " + limit.toMinutes()
                                + " minutes; db-dsc-jobs show " + runId + " shows what has become of it."
                                + (trouble.isEmpty() ? "" : " Its last failure: " + trouble),
                        true);
            }
            pause.accept(BETWEEN);
        }
    }

    /** Says a failure once, while the run is tried again. */
    private String said(String before, String trouble) {
        if (!before.equals(trouble)) {
            progress.say("The run fails and is tried again: " + VisibleText.of(trouble));
        }
        return trouble;
    }
}
