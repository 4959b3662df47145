package io.github.dbdsc.local.host;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a timer trigger runs: an NCRONTAB expression of six fields, from seconds to days of the week, in UTC.
 *
 * @param expression as it was given
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions">NCRONTAB
 *     expressions</a>
 */
record Schedule(String expression, ExecutionTime times) {

    private static final int MONDAY = 1;
    private static final int SUNDAY = 0;
    private static final int SUNDAY_TOO = 7;

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Schedule of(String expression) {
        return new Schedule(expression, ExecutionTime.forCron(new CronParser(ncrontab()).parse(expression)));
    }

    /** Days of the month and of the week must both match. */
    private static CronDefinition ncrontab() {
        return CronDefinitionBuilder.defineCron()
                .withSeconds()
                .and()
                .withMinutes()
                .and()
                .withHours()
                .and()
                .withDayOfMonth()
                .and()
                .withMonth()
                .and()
                .withDayOfWeek()
                .withValidRange(SUNDAY, SUNDAY_TOO)
                .withMondayDoWValue(MONDAY)
                .withIntMapping(SUNDAY_TOO, SUNDAY)
                .and()
                .matchDayOfWeekAndDayOfMonth()
                .instance();
    }

    /** The next time after this one; empty when there is none. */
    Optional<Instant> after(Instant time) {
        return times.nextExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
    }
}
