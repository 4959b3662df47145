package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleRulesTest {

    private static List<String> found(String schedule) {
        return problems("{'name':'A','schedule':" + schedule + "}");
    }

    private static List<String> foundInZone(String zone) {
        return found("{'quartz_cron_expression':'0 0 5 * * ?','timezone_id':'" + zone + "'}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "EST", "PST", "GMT+2", "Etc/GMT-3"})
    void java_time_zones_are_known(String zone) {
        assertThat(foundInZone(zone)).isEmpty();
    }

    @Test
    void an_unknown_time_zone_is_an_error() {
        assertThat(foundInZone("Europe/Berln"))
                .containsExactly("ERROR schedule.timezone_id: there is no time zone 'Europe/Berln';"
                        + " did you mean 'Europe/Berlin'?");
        assertThat(foundInZone("utc"))
                .containsExactly("ERROR schedule.timezone_id: there is no time zone 'utc'; did you mean 'UTC'?");
        assertThat(foundInZone("Middle Earth"))
                .containsExactly("ERROR schedule.timezone_id: there is no time zone 'Middle Earth'");
    }

    @Test
    void both_the_time_and_the_zone_are_needed() {
        assertThat(found("{}"))
                .containsExactly(
                        "ERROR schedule: has no quartz_cron_expression; add one, such as \"0 0 5 * * ?\" for daily at"
                                + " five",
                        "ERROR schedule: has no timezone_id; add one, such as \"UTC\" or \"Europe/Berlin\"");
        assertThat(found("{'quartz_cron_expression':'','timezone_id':' '}")).hasSize(2);
    }

    @Test
    void a_cron_expression_that_quartz_does_not_read_is_an_error() {
        assertThat(found("{'quartz_cron_expression':'0 0 25 * * ?','timezone_id':'UTC'}"))
                .containsExactly("ERROR schedule.quartz_cron_expression: must be a Quartz cron expression,"
                        + " but is \"0 0 25 * * ?\": '25' does not fit hours (0-23)");
    }

    @Test
    void a_time_that_is_not_text_is_reported_once() {
        assertThat(found("{'quartz_cron_expression':{},'timezone_id':[]}"))
                .containsExactly(
                        "ERROR schedule.quartz_cron_expression: must be a string, but is an object",
                        "ERROR schedule.timezone_id: must be a string, but is a list");
    }

    @Test
    void a_time_zone_that_java_takes_for_gmt_is_an_error() {
        assertThat(foundInZone("UTC+2"))
                .containsExactly("ERROR schedule.timezone_id: 'UTC+2' is not a time zone of Java's, which takes it for"
                        + " GMT; write 'GMT+02:00', or a place such as 'Europe/Berlin'");
    }

    @Test
    void the_schedules_among_several_triggers_are_checked_alike() {
        assertThat(problems("{'name':'A','triggers':[{'schedule':{'quartz_cron_expression':'0 0/60 1 * * ?',"
                        + "'timezone_id':'Z'}}]}"))
                .filteredOn(problem -> problem.startsWith("ERROR triggers[0].schedule."))
                .hasSize(2);
        assertThat(problems("{'name':'A','schedule':{'quartz_cron_expression':'0 0 1 * * ?','timezone_id':'UTC'},"
                        + "'triggers':[{'periodic':{'interval':1,'unit':'HOURS'}}]}"))
                .containsExactly(
                        "WARNING triggers: is there beside schedule, and the service may take only one; keep one");
    }

    @Test
    void a_job_starts_in_one_way_by_itself() {
        String schedule = "'schedule':{'quartz_cron_expression':'0 0 5 * * ?','timezone_id':'UTC'}";
        assertThat(problems("{'name':'A','continuous':{}," + schedule + "}"))
                .containsExactly("ERROR continuous: is there beside schedule, and a job has one of them; remove one");
        assertThat(problems("{'name':'A','continuous':{},'trigger':{}," + schedule + "}"))
                .hasSize(1);
        assertThat(problems("{'name':'A','trigger':{}," + schedule + "}"))
                .containsExactly(
                        "WARNING trigger: is there beside schedule, and the service may take only one; keep one");
        assertThat(problems("{'name':'A','trigger':{},'continuous':{}}"))
                .containsExactly(
                        "WARNING trigger: is there beside continuous, and the service may take only one; keep one");
        assertThat(problems("{'name':'A','continuous':{},'trigger':null}")).isEmpty();
    }
}
