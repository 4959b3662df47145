package io.github.dbdsc.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The host switches a function off in silence; this is who tells. */
class TriggerSettingsTest {

    private final Map<String, String> values = new HashMap<>(
            Map.of("SCHEDULE", "0 0 * * * *", "CHANGES_SCHEDULE", "0 */5 * * * *", "JOB_CONTAINER", "databricks-jobs"));

    private List<String> faults() {
        return new TriggerSettings(values).faults();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 * * * *",
                "0 * * * *",
                "0 0 */24 * * *",
                "0 0 8 * * Monday",
                " 0 30 9 * * Mon-Fri ",
                "*/30 * * * * *"
            })
    void what_the_host_takes_is_no_fault(String schedule) {
        values.put("SCHEDULE", schedule);

        assertThat(faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hourly            | is no cron expression",
                "0 0 25 * * *      | is no cron expression",
                "0 0 0 * * 7       | is no cron expression",
                "01:00:00          | is a time span, which Flex Consumption refuses",
                "1.00:00           | is a time span, which Flex Consumption refuses",
                "0 0 0 30 Feb *    | names a day that never comes",
                "keyvault:schedule | is a reference, which the Functions host does not read"
            })
    void a_function_that_the_host_switches_off_is_named(String schedule, String why) {
        values.put("SCHEDULE", schedule);

        assertThat(faults())
                .containsExactly(
                        "SCHEDULE " + why + ", so the Functions host does not run OnSchedule, and nothing corrects"
                                + " what is changed by hand; it should be a cron expression with seconds, like 0 0 * * * *");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCHEDULE", "CHANGES_SCHEDULE", "JOB_CONTAINER"})
    void a_setting_that_is_missing_or_blank_is_a_fault(String name) {
        values.remove(name);
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(name + " is missing, so the Functions host does not run ");
        values.put(name, " ");
        assertThat(faults()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "JOB_CONTAINER, AzureWebJobs_OnDefinitionLanded_Disabled, true",
        "JOB_CONTAINER, AzureWebJobs.OnDefinitionLanded.Disabled, 1",
        "SCHEDULE, AzureWebJobs_OnSchedule_Disabled, True",
        "CHANGES_SCHEDULE, AzureWebJobs_LookForChanges_Disabled, true"
    })
    void a_function_that_is_switched_off_needs_no_setting(String setting, String name, String value) {
        values.remove(setting);
        values.put(name, value);
        assertThat(faults()).isEmpty();
        values.put(name, "false");
        assertThat(faults()).hasSize(1);
    }

    @Test
    void of_settings_that_are_not_given_only_an_app_needs_to_know() {
        assertThat(new TriggerSettings(Map.of()).malformed()).isEmpty();
        assertThat(new TriggerSettings(Map.of("CHANGES_SCHEDULE", "often")).malformed())
                .hasSize(1);
    }

    @Test
    void no_value_is_quoted() {
        values.put("SCHEDULE", "hunter2");

        assertThat(faults().toString()).doesNotContain("hunter2");
    }
}
