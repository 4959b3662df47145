package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.cron.QuartzCron;
import java.util.ArrayList;
import java.util.List;

/**
 * A schedule has a time and a time zone, each in a form that the service can read; and a job starts in one way by itself.
 */
final class ScheduleRules {

    private static final String CRON = "quartz_cron_expression";
    private static final String ZONE = "timezone_id";
    private static final List<String> STARTS = List.of("schedule", "continuous", "trigger", "triggers");

    private ScheduleRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        checkOnlyStart(job, problems);
        job.child("schedule").ifPresent(schedule -> checkSchedule(schedule, problems));
        job.elements("triggers", List.of()).stream()
                .flatMap(trigger -> trigger.child("schedule").stream())
                .forEach(schedule -> checkSchedule(schedule, problems));
    }

    private static void checkSchedule(SettingsPart schedule, SettingsProblems problems) {
        checkCron(schedule, problems);
        checkZone(schedule, problems);
    }

    /**
     * Jobs API 2.2: only one of schedule and continuous can be used. That a job has one trigger only stood in the
     * documentation, and does not any more.
     */
    private static void checkOnlyStart(SettingsPart job, SettingsProblems problems) {
        List<String> starts = new ArrayList<>(2);
        for (String start : STARTS) {
            JsonNode block = job.node().path(start);
            if (block.isObject() || (block.isArray() && !block.isEmpty())) {
                starts.add(start);
            }
        }
        if (starts.size() < 2) {
            return;
        }
        SettingsPath last = job.path().field(starts.get(starts.size() - 1));
        if (starts.contains("continuous") && starts.contains("schedule")) {
            problems.error(
                    job.path().field("continuous"), "is there beside schedule, and a job has one of them; remove one");
        } else {
            problems.warning(
                    last, "is there beside " + starts.get(0) + ", and the service may take only one; keep one");
        }
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
        if (zone.isTextual()) {
            TimeZones.faultIn(zone.textValue())
                    .ifPresent(fault -> problems.error(schedule.path().field(ZONE), fault));
        }
    }
}
