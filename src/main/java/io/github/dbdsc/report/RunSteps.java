package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is that is at work.
 *
 * @param reading what it does before it writes, for people: {@code listing jobs}; null once it writes
 * @param done how many changes it has tried, or how much it has read
 * @param total how many there are; 0 where that is not known
 * @param secondsLeft how long the rest of the writing takes at the rate so far; null before that can be told
 */
public record RunSteps(
        @Nullable String reading,
        int done,
        int total,
        @Nullable Long secondsLeft) {

    private static final String READING = "reading";
    private static final String WHAT = "what";
    private static final String DONE = "done";
    private static final String TOTAL = "total";
    private static final String SECONDS_LEFT = "secondsLeft";

    /** Returns the steps of a run that has written for so long. */
    public static RunSteps writing(Duration spent, int done, int total) {
        return new RunSteps(null, done, total, done == 0 ? null : spent.toSeconds() * (total - done) / done);
    }

    /** Returns the steps of a run that does not write yet. */
    public static RunSteps reading(String what, int done, int total) {
        return new RunSteps(what, done, total, null);
    }

    /** Adds the steps to the JSON of their run. */
    public void addTo(ObjectNode json) {
        ObjectNode place = json;
        if (reading != null) {
            place = json.putObject(READING).put(WHAT, reading);
        }
        place.put(DONE, done);
        if (reading == null || total > 0) {
            place.put(TOTAL, total);
        }
        if (secondsLeft != null) {
            place.put(SECONDS_LEFT, secondsLeft);
        }
    }

    /** Reads what {@link #addTo} wrote. Returns empty where there are no steps. */
    static Optional<RunSteps> of(JsonNode json) {
        if (json.has(READING)) {
            JsonNode read = json.path(READING);
            return Optional.of(reading(
                    read.path(WHAT).asText(),
                    read.path(DONE).asInt(),
                    read.path(TOTAL).asInt()));
        }
        return json.has(TOTAL)
                ? Optional.of(new RunSteps(
                        null,
                        json.path(DONE).asInt(),
                        json.path(TOTAL).asInt(),
                        json.has(SECONDS_LEFT) ? json.path(SECONDS_LEFT).asLong() : null))
                : Optional.empty();
    }
}
