package io.github.dbdsc.function;

import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of {@code POST} and {@code DELETE /api/hold}.
 *
 * @param key the job; null for all
 * @param reason why, in somebody's words
 * @param by who somebody says to be
 * @param time for how long; null until somebody ends it
 */
record HoldQuery(
        @Nullable JobKey key,
        String reason,
        String by,
        @Nullable Duration time) {
    /** The parameters of a call that holds. */
    static final List<String> TO_HOLD = List.of(TargetChoice.PARAMETER, "key", "all", "reason", "hours", "by");

    /** The parameters of a call that ends a hold. */
    static final List<String> TO_END = List.of(TargetChoice.PARAMETER, "key", "all");

    /** A year, and a day for those who like to be sure. */
    private static final int MOST_HOURS = 8_784;

    /**
     * Reads the query.
     *
     * @throws HttpProblem when a parameter is not understood, or neither a job nor all are named, or both
     */
    static HoldQuery of(HttpQuery query) {
        Optional<JobKey> key = query.key();
        if (key.isPresent() == query.isOn("all")) {
            throw HttpProblem.notUnderstood(
                    "the query must have either key=<definition>, like key=etl/daily, or all=true");
        }
        return new HoldQuery(
                key.orElse(null),
                text(query, "reason", Hold.LONGEST_REASON),
                text(query, "by", Hold.LONGEST_NAME),
                query.value("hours").map(HoldQuery::hours).orElse(null));
    }

    static String text(HttpQuery query, String name, int most) {
        String text = query.value(name).map(VisibleText::of).map(String::strip).orElse("");
        if (text.length() > most) {
            throw HttpProblem.notUnderstood(
                    "the query parameter " + name + " may have " + most + " characters, and has " + text.length());
        }
        return text;
    }

    private static Duration hours(String value) {
        if (value.matches("[0-9]{1,4}")) {
            int hours = Integer.parseInt(value);
            if (hours >= 1 && hours <= MOST_HOURS) {
                return Duration.ofHours(hours);
            }
        }
        throw HttpProblem.notUnderstood("the query parameter hours must be a number from 1 to " + MOST_HOURS);
    }

    /** @param caller who the host says that the caller is; empty where it does not say */
    Hold hold(Optional<String> caller, Instant now) {
        return new Hold(
                key == null ? Hold.From.EVERYTHING : Hold.From.PERSON,
                caller.orElse(by),
                reason,
                now,
                time == null ? null : now.plus(time));
    }
}
