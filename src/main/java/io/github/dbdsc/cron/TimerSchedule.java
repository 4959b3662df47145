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
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions">NCRONTAB
 *     expressions</a>
 */
public final class TimerSchedule {

    /** Sunday is 0, and 7 as well. */
    private static final int SUNDAY = 0;

    private static final int SUNDAY_TOO = 7;

    /** The seconds of an expression that has none. */
    private static final String AT_ONCE = "0";

    private static final List<CronField> FIELDS = List.of(
            new CronField("seconds", 0, 59),
            new CronField("minutes", 0, 59),
            new CronField("hours", 0, 23),
            new CronField("day-of-month", 1, 31),
            new CronField("month", 1, 12, CronField.MONTHS),
            new CronField("day-of-week", SUNDAY, SUNDAY_TOO, CronField.DAYS));

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
        if (daysOfWeek.get(SUNDAY)) {
            daysOfWeek.set(SUNDAY_TOO);
        }
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
            fields[i] = values(FIELDS.get(i), texts[i]);
        }
        return new TimerSchedule(List.of(fields));
    }

    private static BitSet values(CronField field, String text) {
        BitSet values = new BitSet();
        for (String element : text.split(",", -1)) {
            values.or(field.range(element)
                    .filter(range -> range.step() >= 1 && range.step() <= field.last())
                    .map(field::values)
                    .orElseThrow(() ->
                            new IllegalArgumentException("'" + element + "' does not fit " + field.description())));
        }
        return values;
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
                    || !daysOfWeek.get(next.getDayOfWeek().getValue())) {
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
