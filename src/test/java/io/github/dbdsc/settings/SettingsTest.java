package io.github.dbdsc.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.FakeSecrets;
import io.github.dbdsc.model.Strictness;
import io.github.dbdsc.notice.NoticeFormat;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        return SettingSource.of(values, TargetScope.NONE, address -> new FakeSecrets())
                .settings();
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

    @ParameterizedTest
    @CsvSource({"0,0", "25,25", "25 %,25", "100,100", ",100"})
    void the_share_of_jobs_that_one_run_may_update_is_a_percentage(String given, int expected) {
        if (given != null) {
            values.put("UPDATE_LIMIT", given);
        }

        assertThat(settings().runs().updateLimit()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-1", "off", "2.5"})
    void a_share_that_is_no_percentage_is_refused(String given) {
        values.put("UPDATE_LIMIT", given);

        assertThatThrownBy(this::settings)
                .hasMessageContaining("UPDATE_LIMIT is not a percentage; it should be a number from 0 to 100");
    }

    @ParameterizedTest
    @CsvSource({"0,PT0S", "90m,PT90M", "2h,PT2H", "2H,PT2H", "1d,PT24H", ",PT1H"})
    void the_time_before_a_job_is_deleted_is_in_minutes_hours_or_days(String given, Duration expected) {
        if (given != null) {
            values.put("PRUNE_AFTER", given);
        }

        assertThat(settings().runs().pruneAfter()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1h", "1.5h", "1h30m", "never", "99999d", "2w"})
    void another_form_of_that_time_is_refused_and_the_forms_are_named(String given) {
        values.put("PRUNE_AFTER", given);

        assertThatThrownBy(this::settings)
                .hasMessageContaining("PRUNE_AFTER is not a time; it should be 0, or a number of minutes, hours or days"
                        + " like 90m, 2h or 1d");
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
        assertThat(settings().runs().reportDays()).isEqualTo(90);

        values.put("REPORT_DAYS", "7");
        assertThat(settings().runs().reportDays()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "forever", "10000", "1.5"})
    void days_that_are_not_a_number_are_refused(String days) {
        values.put("REPORT_DAYS", days);

        assertThatThrownBy(this::settings).isInstanceOf(SettingsException.class).hasMessageContaining("REPORT_DAYS");
    }

    @Test
    void answers_may_have_64_megabytes_or_as_many_as_are_set() {
        assertThat(settings().answerLimit()).isEqualTo(64);

        values.put("ANSWER_LIMIT_MB", "200");
        assertThat(settings().answerLimit()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "unlimited", "1025", "10000", "1.5"})
    void a_limit_of_answers_that_is_no_number_of_megabytes_is_refused(String limit) {
        values.put("ANSWER_LIMIT_MB", limit);

        assertThatThrownBy(this::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ANSWER_LIMIT_MB");
    }

    @Test
    void no_notices_are_sent_without_an_address() {
        assertThat(settings().notification()).isEmpty();
    }

    @Test
    void the_address_for_notices_is_never_printed() {
        values.put("NOTIFY_URL", "https://hooks.slack.com/services/T0/B0/hook-secret");
        values.put("NOTIFY_FORMAT", "Slack");
        values.put("WEBSITE_HOSTNAME", "app.azurewebsites.net");

        Notification notification = settings().notification().orElseThrow();

        assertThat(notification.address().value()).endsWith("hook-secret");
        assertThat(notification.format()).contains(NoticeFormat.SLACK);
        assertThat(notification.dashboard()).contains(URI.create("https://app.azurewebsites.net/api/dashboard"));
        assertThat(settings().toString()).contains("SLACK").doesNotContain("hook-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/hook", "http://localhost/hook", "https://example.com"})
    void an_address_for_notices_is_https_or_on_this_machine(String given) {
        values.put("NOTIFY_URL", given);

        assertThat(settings().notification()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/hook-secret",
                "https://me:hook-secret@example.com/",
                "hook-secret",
                "https:///hook-secret",
                "ht tp://hook-secret",
                "file:///hook-secret"
            })
    void an_address_for_notices_without_https_is_refused_and_not_quoted(String given) {
        values.put("NOTIFY_URL", given);

        assertThatThrownBy(this::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("NOTIFY_URL is not a webhook's address; it should be the https address")
                .hasMessageNotContaining("hook-secret");
    }

    @Test
    void an_unknown_format_is_refused() {
        values.put("NOTIFY_FORMAT", "fax");

        assertThatThrownBy(this::settings)
                .hasMessageContaining("NOTIFY_FORMAT")
                .hasMessageContaining("json, slack, teams");
    }

    @Test
    void the_core_tools_serve_the_dashboard_without_https() {
        values.put("NOTIFY_URL", "https://example.com");
        values.put("WEBSITE_HOSTNAME", "localhost:7071");

        assertThat(settings().notification().flatMap(Notification::dashboard))
                .contains(URI.create("http://localhost:7071/api/dashboard"));
    }

    @ParameterizedTest
    @CsvSource({
        ",,false,false",
        "false,true,true,false",
        "true,false,true,true",
        "TRUE,,true,true",
    })
    void strict_is_about_everything_and_strict_undefined_about_undefined_names(
            @Nullable String strict, @Nullable String strictUndefined, boolean undefinedNames, boolean everything) {
        if (strict != null) {
            values.put("STRICT", strict);
        }
        if (strictUndefined != null) {
            values.put("STRICT_UNDEFINED", strictUndefined);
        }

        assertThat(settings().strictness()).isEqualTo(new Strictness(undefinedNames, everything));
        assertThat(SettingSource.of(values, TargetScope.NONE, address -> new FakeSecrets())
                        .strictness())
                .isEqualTo(new Strictness(undefinedNames, everything));
    }

    @Test
    void strict_is_one_of_two_words() {
        values.put("STRICT", "yes");

        assertThatThrownBy(this::settings)
                .hasMessageContaining("STRICT is not a known choice; it should be true or false");
    }
}
