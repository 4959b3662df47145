package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.FakeSecrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks settings of an app whose definitions are in a storage account. */
class AppSettingsTest {

    private final Map<String, String> values = new HashMap<>(Map.of(
            "DATABRICKS_URI", "https://adb-1.2.azuredatabricks.net",
            "AUTHORITY_TYPE", "pat",
            "PAT_TOKEN", "keyvault:token",
            "KEY_VAULT_URI", "https://kv.vault.azure.net"));

    private AppSettings app() {
        return AppSettings.of(values, new FakeSecrets());
    }

    @Test
    void references_in_settings_that_the_host_reads_too_are_refused() {
        values.put("JobStore", "keyvault:storage");
        values.put("JOB_CONTAINER", "keyvault:container");

        List<String> faults = app().faults(true);

        assertThat(faults)
                .anyMatch(fault -> fault.startsWith("JobStore is read by the Functions host too"))
                .anyMatch(fault -> fault.startsWith("JOB_CONTAINER is read by the Functions host too"))
                .allSatisfy(fault -> assertThat(fault).doesNotContain("keyvault:storage"));
    }

    @Test
    void the_storage_connection_is_checked_where_it_is_needed_or_set() {
        assertThat(app().faults(false)).isEmpty();
        assertThat(app().faults(true)).singleElement().asString().startsWith("There is no setting JobStore");

        values.put("JobStore__blobServiceUri", "https://acme.blob.core.windows.net");
        values.put("JobStore__clientId", "app");
        values.put("JOB_CONTAINER", "Jobs");
        values.put("STATE_CONTAINER", "Jobs");
        assertThat(app().faults(false))
                .anyMatch(fault -> fault.startsWith("JobStore__queueServiceUri is missing"))
                .anyMatch(fault -> fault.startsWith("JobStore__clientId is not a client id"))
                .anyMatch(fault -> fault.startsWith("JOB_CONTAINER is not the name of a container"))
                .anyMatch(fault -> fault.startsWith("STATE_CONTAINER is the same as JOB_CONTAINER"));

        values.put("JobStore__queueServiceUri", "acme");
        assertThat(app().faults(false)).anyMatch(fault -> fault.startsWith("JobStore__queueServiceUri is no address"));
    }
}
