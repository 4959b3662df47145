package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** How far a run is, or how it ended. */
public enum RunStatus {
    /** It was requested and waits for its turn. */
    QUEUED,
    /** It failed, and waits for its next try. */
    FAILING,
    /** It is at work. */
    RUNNING,
    /** Another run, which started after this one was requested, did its work. */
    COVERED,
    /** It ended, and all is well. */
    OK,
    /** It ended, and somebody has to act: a job failed, or a definition has an error. */
    FAILED,
    /** It ended, and safety or ownership refused something. */
    REFUSED,
    /** It ended before it had written everything; the next run continues. */
    STOPPED,
    /** It waited or worked in a process that is gone, and its request went with it. */
    LOST;

    /** Returns how a run ended; where several statuses apply, the worst. */
    public static RunStatus of(Report report) {
        return worst(report.failed(), report.stoppedEarly(), report.refused());
    }

    /** Returns the same of a report in JSON. */
    public static RunStatus of(JsonNode report) {
        return worst(
                report.at("/counts/failed").asLong() > 0
                        || StreamSupport.stream(report.path("problems").spliterator(), false)
                                .anyMatch(problem ->
                                        problem.path("severity").asText().equals("error")),
                !SingleChange.left(report).isEmpty(),
                !report.path("objections").isEmpty()
                        || report.at("/counts/refused").asLong() > 0);
    }

    private static RunStatus worst(boolean failed, boolean stopped, boolean refused) {
        if (failed) {
            return FAILED;
        }
        if (stopped) {
            return STOPPED;
        }
        return refused ? REFUSED : OK;
    }

    /** Returns the status as the HTTP API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the status that the HTTP API spells this way. */
    static RunStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Reports whether the run has yet to end. */
    public boolean isPending() {
        return this == QUEUED || this == FAILING || this == RUNNING;
    }
}
