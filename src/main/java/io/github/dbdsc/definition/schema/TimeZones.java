package io.github.dbdsc.definition.schema;

import io.github.dbdsc.model.DidYouMean;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;

/**
 * Finds what is wrong with a time zone. Jobs API 2.2: an id of Java's {@link TimeZone}, which reads everything else as
 * GMT without a word, so that a job would start hours too early or too late.
 */
final class TimeZones {

    private static final Set<String> IDS = Set.of(TimeZone.getAvailableIDs());
    private static final Pattern NO_OFFSET = Pattern.compile("GMT[+-]0{1,4}(?::00)?");

    private static final Pattern OFFSET_LIKE = Pattern.compile("[0-9]|^[Zz]$");

    private TimeZones() {}

    /** Returns what is wrong and what to write instead; empty when Java knows the zone. */
    static Optional<String> faultIn(String id) {
        if (IDS.contains(id) || isOffset(id)) {
            return Optional.empty();
        }
        return Optional.of(offset(id)
                .map(offset -> "'" + id + "' is not a time zone of Java's, which takes it for GMT; write "
                        + written(offset) + ", or a place such as 'Europe/Berlin'")
                .orElseGet(() -> "there is no time zone '" + id + "'" + DidYouMean.ending(id, IDS)));
    }

    /** Java gives an offset a name of its own, {@code GMT+02:00}, and what it does not know the name GMT. */
    private static boolean isOffset(String id) {
        return id.startsWith("GMT")
                && (NO_OFFSET.matcher(id).matches()
                        || !TimeZone.getTimeZone(id).getID().equals("GMT"));
    }

    /** Returns the offset that was meant: {@code java.time} reads more forms of one than {@link TimeZone}. */
    private static Optional<ZoneOffset> offset(String id) {
        if (!OFFSET_LIKE.matcher(id).find()) {
            return Optional.empty();
        }
        try {
            return ZoneId.of(id.strip().toUpperCase(Locale.ROOT)).normalized() instanceof ZoneOffset offset
                    ? Optional.of(offset)
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String written(ZoneOffset offset) {
        return offset.getTotalSeconds() == 0
                ? "'UTC'"
                : offset.getTotalSeconds() % 60 == 0 ? "'GMT" + offset.getId() + "'" : "the nearest of full minutes";
    }
}
