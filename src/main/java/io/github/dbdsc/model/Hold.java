package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a job is not written for some time, though it is planned.
 *
 * @param from what holds the job
 * @param by who holds it; {@code ""} where that is not known, or is nobody
 * @param reason why, in somebody's words; {@code ""} where nobody said
 * @param since when it began; null where that is not known
 * @param until when it ends by itself; null when somebody has to end it
 */
public record Hold(
        From from,
        String by,
        String reason,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** More than a sentence is for the place where the outage is written up. */
    public static final int LONGEST_REASON = 200;

    public static final int LONGEST_NAME = 100;

    /** What holds a job. */
    public enum From {
        /** Its definition. */
        DEFINITION,
        /** Somebody. */
        PERSON,
        /** Somebody, together with all others. */
        EVERYTHING,
        /** Another job that is held, and whose id it needs. */
        NEED,
        /** Nobody knows which jobs are held. */
        FAULT;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the hold that a definition sets. */
    public static Hold ofDefinition(String reason, @Nullable Instant until) {
        return new Hold(From.DEFINITION, "", reason, null, until);
    }

    /** Returns the hold of a job that can't be written, or not be made, because it needs the id of a held one. */
    public Hold ofThoseThatNeed(JobKey key) {
        return new Hold(From.NEED, by, "it needs the id of the job of " + key.path() + ", which is held", since, until);
    }

    /** Returns the hold of all jobs where nobody knows which are held. */
    public static Hold ofFault(String why) {
        return new Hold(From.FAULT, "", why, null, null);
    }

    /** Reports whether it has ended. */
    public boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }

    /** Returns who holds the job, since when, until when and why, as the beginning of a sentence. */
    public String sentence() {
        String who =
                switch (from) {
                    case DEFINITION -> "held by its definition";
                    case PERSON -> "held by " + somebody();
                    case EVERYTHING -> "held with all jobs by " + somebody();
                    case NEED, FAULT -> "held";
                };
        return who
                + (since == null || from == From.NEED ? "" : " since " + minute(since))
                + (until == null || from == From.NEED ? "" : " until " + minute(until))
                + (reason.isEmpty() ? "" : ": " + reason);
    }

    private String somebody() {
        return by.isEmpty() ? "somebody" : by;
    }

    private static String minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC).toString();
    }

    /** Returns the hold as JSON; {@link #of} reads it. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("from", from.word());
        if (!by.isEmpty()) {
            json.put("by", by);
        }
        if (!reason.isEmpty()) {
            json.put("reason", reason);
        }
        if (since != null) {
            json.put("since", since.toString());
        }
        return until == null ? json : json.put("until", until.toString());
    }

    /**
     * Reads a hold from that form.
     *
     * @throws IllegalArgumentException when there is none in it
     * @throws java.time.DateTimeException when a time in it is none
     */
    public static Hold of(JsonNode json) {
        return new Hold(
                From.valueOf(json.required("from").asText().toUpperCase(Locale.ROOT)),
                json.path("by").asText(""),
                json.path("reason").asText(""),
                time(json.path("since")),
                time(json.path("until")));
    }

    private static @Nullable Instant time(JsonNode json) {
        return json.isMissingNode() ? null : Instant.parse(json.asText());
    }
}
