package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.SyncRequestJson;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How the settings of the function app become services, without any call. */
class TargetsOnAzureTest {

    private final Map<String, String> values = new TreeMap<>(Map.of(
            "TARGETS", "dev,prod",
            "DATABRICKS_URI__dev", "https://adb-1.2.azuredatabricks.net",
            "AUTHORITY_TYPE__dev", "pat",
            "PAT_TOKEN__dev", "dapi",
            "JobStore", "UseDevelopmentStorage=true",
            "JOB_CONTAINER", "databricks-jobs",
            "DATABRICKS_URI__prod", "https://adb-3.4.azuredatabricks.net"));

    @Test
    void a_target_whose_settings_are_wrong_keeps_no_other_from_working() {
        TargetsOnAzure targets = new TargetsOnAzure(values);

        assertThat(targets.of("dev")).isSameAs(targets.of("dev"));
        assertThat(targets.toWork("dev").view().name()).isEqualTo("dev");
        assertThatThrownBy(() -> targets.of("prod"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("AUTHORITY_TYPE__prod is missing");
        assertThat(targets.settings().healthFaults())
                .anyMatch(fault -> fault.startsWith("AUTHORITY_TYPE__prod is missing"));
    }

    @Test
    void targets_that_contradict_each_other_keep_all_from_working() {
        values.put("DATABRICKS_URI__prod", "https://adb-1.2.azuredatabricks.net");
        TargetsOnAzure targets = new TargetsOnAzure(values);

        assertThatThrownBy(() -> targets.of("dev"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("have one workspace and one OWNER");
        assertThat(targets.settings().healthFaults()).anyMatch(fault -> fault.contains("one workspace and one OWNER"));
    }

    @Test
    void a_request_for_a_target_that_is_gone_is_not_carried_out_on_another() {
        QueueFunction function = new QueueFunction(new TargetsOnAzure(values));
        String message = SyncRequestJson.write(
                SyncRequest.SYNC.as("20261122T120000Z-000001").because("a test").to("test"));

        assertThatThrownBy(() -> function.runSync(message, Instant.now().toString(), "1", new RecordedContext()))
                .hasMessageContaining("is for the target 'test', which TARGETS does not name any more");
    }
}
