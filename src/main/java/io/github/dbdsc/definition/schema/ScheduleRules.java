package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.cron.QuartzCron;
import java.time.DateTimeException;
import java.time.ZoneId;

/** A schedule has a time and a time zone, each in a form that the service can read. */
final class ScheduleRules {

    private static final String CRON = "quartz_cron_expression";
    private static final String ZONE = "timezone_id";

    private ScheduleRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        job.child("schedule").ifPresent(schedule -> {
            checkCron(schedule, problems);
            checkZone(schedule, problems);
        });
    }

    private static void checkCron(SettingsPart schedule, SettingsProblems problems) {
        if (!schedule.has(CRON)) {
            problems.error(schedule.path(), "has no " + CRON + "; add one, such as \"0 0 5 * * ?\" for daily at five");
            return;
        }
        JsonNode cron = schedule.node().path(CRON);
        if (cron.isTextual()) {
            QuartzCron.faultIn(cron.textValue())
                    .ifPresent(fault -> problems.wrongValue(
                            schedule.path().field(CRON), "a Quartz cron expression", cron, ": " + fault));
        }
    }

    private static void checkZone(SettingsPart schedule, SettingsProblems problems) {
        if (!schedule.has(ZONE)) {
            problems.error(schedule.path(), "has no " + ZONE + "; add one, such as \"UTC\" or \"Europe/Berlin\"");
            return;
        }
        JsonNode zone = schedule.node().path(ZONE);
        if (zone.isTextual() && !isZone(zone.textValue())) {
            problems.error(
                    schedule.path().field(ZONE),
                    "there is no time zone '" + zone.textValue() + "'"
                            + DidYouMean.ending(zone.textValue(), ZoneId.getAvailableZoneIds()));
        }
    }

    /** Returns whether this is a time zone. Jobs API 2.2: a Java time zone id, the old ones of three letters included. */
    private static boolean isZone(String id) {
        try {
            return !ZoneId.of(id, ZoneId.SHORT_IDS).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
