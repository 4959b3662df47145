package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.cron.QuartzCron;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/** A schedule says when and in which time zone, both of them so that the service can read it. */
final class ScheduleRules {

    private static final String CRON = "quartz_cron_expression";
    private static final String ZONE = "timezone_id";

    private ScheduleRules() {}

    static void check(Part job, FindingList findings) {
        job.child("schedule").ifPresent(schedule -> {
            checkCron(schedule, findings);
            checkZone(schedule, findings);
        });
    }

    private static void checkCron(Part schedule, FindingList findings) {
        if (!schedule.has(CRON)) {
            findings.error(schedule.path(), "has no " + CRON + "; add one, such as \"0 0 5 * * ?\" for daily at five");
            return;
        }
        text(schedule, CRON).ifPresent(cron -> QuartzCron.faultIn(cron)
                .ifPresent(fault -> findings.error(
                        schedule.path().field(CRON),
                        "must be a Quartz cron expression, but is " + ValueText.of(TextNode.valueOf(cron)) + ": "
                                + fault)));
    }

    private static void checkZone(Part schedule, FindingList findings) {
        if (!schedule.has(ZONE)) {
            findings.error(schedule.path(), "has no " + ZONE + "; add one, such as \"UTC\" or \"Europe/Berlin\"");
            return;
        }
        text(schedule, ZONE)
                .filter(zone -> !isZone(zone))
                .ifPresent(zone -> findings.error(
                        schedule.path().field(ZONE),
                        "there is no time zone '" + zone + "'"
                                + DidYouMean.ending(zone, ZoneId.getAvailableZoneIds())));
    }

    private static Optional<String> text(Part schedule, String field) {
        return Optional.of(schedule.node().path(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    /** Jobs API 2.2: a Java time zone id, the three-letter ones of old included. */
    private static boolean isZone(String id) {
        try {
            return !ZoneId.of(id, ZoneId.SHORT_IDS).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
