package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is that is at work.
 *
 * @param done how many changes it has tried
 * @param total how many it is to try
 * @param secondsLeft how long the rest takes at the rate so far; null before that can be told
 */
public record RunSteps(int done, int total, @Nullable Long secondsLeft) {

    /** The steps of a run whose rate is not known. */
    public RunSteps(int done, int total) {
        this(done, total, null);
    }

    /** Returns the steps of a run that has written for so long. */
    public static RunSteps after(Duration spent, int done, int total) {
        return new RunSteps(done, total, done == 0 ? null : spent.toSeconds() * (total - done) / done);
    }

    /** Adds the steps to the JSON of their run. */
    void addTo(ObjectNode json) {
        json.put("done", done).put("total", total);
        if (secondsLeft != null) {
            json.put("secondsLeft", secondsLeft);
        }
    }

    /** Reads what {@link #addTo} wrote. Returns empty where there are no steps. */
    static Optional<RunSteps> of(JsonNode json) {
        return json.has("total")
                ? Optional.of(new RunSteps(
                        json.path("done").asInt(),
                        json.path("total").asInt(),
                        json.has("secondsLeft") ? json.path("secondsLeft").asLong() : null))
                : Optional.empty();
    }
}
