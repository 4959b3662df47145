package io.github.dbdsc.cron;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells when a timer trigger runs: an NCRONTAB expression of six fields, {@code second minute hour day month
 * day-of-week}, in UTC, or of five without the seconds. A day must match both the day of the month and the day of the week.
 * What a field may hold is what the host takes, see {@link TimerField}.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions">NCRONTAB
 *     expressions</a>
 */
public final class TimerSchedule {

    /** The seconds of an expression that has none. */
    private static final String AT_ONCE = "0";

    private static final List<TimerField> FIELDS = List.of(
            new TimerField("seconds", 0, 59),
            new TimerField("minutes", 0, 59),
            new TimerField("hours", 0, 23),
            new TimerField("day-of-month", 1, 31),
            new TimerField("month", 1, 12, TimerField.MONTHS),
            new TimerField("day-of-week", 0, 6, TimerField.DAYS));

    /** Sunday is 0 here, and 7 in Java. */
    private static final int DAYS_OF_A_WEEK = 7;

    /** The calendar repeats itself after 400 years, so a day that has not come by then never comes. */
    private static final int YEARS = 400;

    private final BitSet seconds;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;

    private TimerSchedule(List<BitSet> fields) {
        seconds = fields.get(0);
        minutes = fields.get(1);
        hours = fields.get(2);
        daysOfMonth = fields.get(3);
        months = fields.get(4);
        daysOfWeek = fields.get(5);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static TimerSchedule of(String expression) {
        String[] given = expression.strip().toUpperCase(Locale.ROOT).split("\\s+", -1);
        String[] texts = given.length == FIELDS.size() - 1
                ? Stream.concat(Stream.of(AT_ONCE), Stream.of(given)).toArray(String[]::new)
                : given;
        if (texts.length != FIELDS.size()) {
            throw new IllegalArgumentException("it has " + texts.length + (texts.length == 1 ? " field" : " fields")
                    + " where [seconds] minutes hours day-of-month month day-of-week belong");
        }
        BitSet[] fields = new BitSet[texts.length];
        for (int i = 0; i < texts.length; i++) {
            fields[i] = FIELDS.get(i).values(texts[i]);
        }
        return new TimerSchedule(List.of(fields));
    }

    /** Returns the first time after this one; empty when there is none. */
    public Optional<Instant> after(Instant time) {
        ZonedDateTime next =
                time.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        ZonedDateTime end = next.plusYears(YEARS);
        while (next.isBefore(end)) {
            if (!months.get(next.getMonthValue())) {
                next = next.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
            } else if (!daysOfMonth.get(next.getDayOfMonth())
                    || !daysOfWeek.get(next.getDayOfWeek().getValue() % DAYS_OF_A_WEEK)) {
                next = next.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(next.getHour())) {
                next = next.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(next.getMinute())) {
                next = next.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
            } else if (!seconds.get(next.getSecond())) {
                next = next.plusSeconds(1);
            } else {
                return Optional.of(next.toInstant());
            }
        }
        return Optional.empty();
    }
}
