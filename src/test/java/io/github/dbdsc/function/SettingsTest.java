package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.azure.WorkspaceIdentity;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private final Map<String, String> values = new HashMap<>(Map.of(
            "DATABRICKS_URI", "https://adb-1.2.azuredatabricks.net",
            "AUTHORITY_TYPE", "pat",
            "PAT_TOKEN", "dapi-secret"));

    private Settings settings() {
        return Settings.of(values);
    }

    @Test
    void a_token_is_enough() {
        assertThat(settings().workspace()).isEqualTo(URI.create("https://adb-1.2.azuredatabricks.net"));
        assertThat(settings().identity().type()).isEqualTo(WorkspaceIdentity.Type.PAT);
        assertThat(settings().ownership().owner()).isEqualTo("db-dsc-jobs");
        assertThat(settings().ownership().onNameTaken()).isEqualTo(OnNameTaken.REFUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "https://adb-1.2.azuredatabricks.net/,https://adb-1.2.azuredatabricks.net",
        "https://adb-1.2.azuredatabricks.net/?o=123#job,https://adb-1.2.azuredatabricks.net",
        "http://127.0.0.1:8080/,http://127.0.0.1:8080",
        "http://localhost:8080,http://localhost:8080"
    })
    void the_workspace_address_is_cleaned(String given, String expected) {
        values.put("DATABRICKS_URI", given);

        assertThat(settings().workspace()).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://adb-1.2.azuredatabricks.net",
                "adb-1.2.azuredatabricks.net",
                "https://",
                "ht tp://x",
                "https://me:pw@x"
            })
    void an_address_that_is_not_https_is_refused(String given) {
        values.put("DATABRICKS_URI", given);

        assertThatThrownBy(this::settings)
                .hasMessageContaining("DATABRICKS_URI")
                .hasMessageNotContaining("pw");
    }

    @Test
    void everything_that_is_missing_is_named_at_once() {
        values.clear();
        values.put("AUTHORITY_TYPE", "spn-key");
        values.put("AUTHORITY", "tenant");
        values.put("ON_NAME_TAKEN", "steal");

        assertThatThrownBy(this::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("DATABRICKS_URI is missing")
                .hasMessageContaining("CLIENT_ID is missing")
                .hasMessageContaining("CLIENT_SECRET is missing")
                .hasMessageContaining("AUTHORITY is not of the form")
                .hasMessageContaining("ON_NAME_TAKEN");
    }

    @ParameterizedTest
    @CsvSource({"SPN-KEY,SPN_KEY", "pat,PAT", "default,DEFAULT"})
    void every_kind_of_the_original_program_is_known(String given, WorkspaceIdentity.Type type) {
        values.put("AUTHORITY_TYPE", given);
        values.put("AUTHORITY", "https://login.microsoftonline.com/tenant");
        values.put("CLIENT_ID", "0a1b2c3d-0000-4000-8000-000000000001");
        values.put("CLIENT_SECRET", "s");

        assertThat(settings().identity().type()).isEqualTo(type);
    }

    @Test
    void an_unknown_kind_is_refused() {
        values.put("AUTHORITY_TYPE", "magic");

        assertThatThrownBy(this::settings)
                .hasMessageContaining("AUTHORITY_TYPE")
                .hasMessageContaining("spn-cert");
    }

    @Test
    void the_owner_defaults_to_the_function_apps_name() {
        values.put("WEBSITE_SITE_NAME", "func-jobs");
        assertThat(settings().ownership().owner()).isEqualTo("func-jobs");

        values.put("OWNER", "team-a");
        assertThat(settings().ownership().owner()).isEqualTo("team-a");
    }

    @Test
    void settings_do_not_print_secrets() {
        assertThat(settings().toString()).doesNotContain("dapi-secret");
    }

    @Test
    void reports_are_kept_for_ninety_days_or_as_many_as_are_set() {
        assertThat(settings().passes().reportDays()).isEqualTo(90);

        values.put("REPORT_DAYS", "7");
        assertThat(settings().passes().reportDays()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "forever", "10000", "1.5"})
    void days_that_are_no_number_are_refused(String days) {
        values.put("REPORT_DAYS", days);

        assertThatThrownBy(this::settings).isInstanceOf(SettingsException.class).hasMessageContaining("REPORT_DAYS");
    }
}
