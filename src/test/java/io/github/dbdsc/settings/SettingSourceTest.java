package io.github.dbdsc.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.FakeSecrets;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads settings whose values are in the key vault, or in PARAMS. */
class SettingSourceTest {

    private static final String CLIENT = "0a1b2c3d-0000-4000-8000-00000000000a";

    private final FakeSecrets vault = new FakeSecrets();
    private final Map<String, String> values = new HashMap<>(Map.of(
            "DATABRICKS_URI", "https://adb-1.2.azuredatabricks.net",
            "AUTHORITY_TYPE", "pat",
            "PAT_TOKEN", "keyvault:token"));

    private SettingSource source() {
        values.putIfAbsent("KEY_VAULT_URI", "https://kv.vault.azure.net");
        return SettingSource.of(values, TargetScope.NONE, address -> vault);
    }

    private static Secret pat(Settings settings) {
        return settings.identity().patToken().orElseThrow();
    }

    @Test
    void a_secret_in_the_vault_is_read_when_it_is_needed_and_not_before() {
        vault.put("token", "dapi-1");

        assertThat(source().faults()).isEmpty();
        Settings settings = source().settings();
        assertThat(vault.asked()).isEmpty();

        assertThat(pat(settings).value()).isEqualTo("dapi-1");
        assertThat(vault.asked()).containsExactly("token");
    }

    @Test
    void the_address_for_notices_is_read_for_each_notice_and_not_before() {
        values.put("NOTIFY_URL", "keyvault:notify");

        assertThat(source().faults()).isEmpty();
        Secret address = source().settings().notification().orElseThrow().address();
        assertThat(vault.asked()).isEmpty();

        vault.put("notify", "https://example.com/1");
        assertThat(address.value()).isEqualTo("https://example.com/1");
    }

    @Test
    void a_setting_that_is_not_a_secret_is_read_with_the_settings() {
        values.put("DATABRICKS_URI", "keyvault:uri");
        vault.put("uri", "https://adb-3.4.azuredatabricks.net/?o=1");

        assertThat(source().faults()).isEmpty();
        assertThat(vault.asked()).isEmpty();
        assertThat(source().settings().workspace()).hasToString("https://adb-3.4.azuredatabricks.net");
    }

    @Test
    void a_whole_params_json_may_be_in_the_vault() {
        values.clear();
        values.put("PARAMS", "keyvault:params");
        values.put("OWNER", "from-outside");
        vault.put(
                "params",
                "{\"authority_type\": \"spn-key\", \"authority\": \"https://login.microsoftonline.com/t\","
                        + " \"client_id\": \"" + CLIENT + "\", \"client_secret\": \"s1\", \"owner\": \"inside\","
                        + " \"databricks_uri\": \"https://adb-1.2.azuredatabricks.net\"}");

        assertThat(source().faults()).isEmpty();
        Settings settings = source().settings();

        assertThat(settings.identity().type()).isEqualTo(WorkspaceIdentity.Type.SPN_KEY);
        assertThat(settings.identity().clientId()).hasValue(CLIENT);
        assertThat(settings.ownership().owner()).isEqualTo("from-outside");
        Secret secret = settings.identity().clientSecret().orElseThrow();
        assertThat(secret.value()).isEqualTo("s1");
    }

    @Test
    void a_secret_in_a_rotated_params_json_is_found_when_the_old_one_is_refused() {
        values.put("PARAMS", "keyvault:params");
        values.remove("PAT_TOKEN");
        vault.put("params", "{\"pat_token\": \"dapi-1\"}");
        Secret secret = pat(source().settings());
        assertThat(secret.value()).isEqualTo("dapi-1");
        vault.put("params", "{\"pat_token\": \"dapi-2\"}");

        assertThat(secret.after("dapi-1")).isEqualTo("dapi-2");
        assertThat(secret.after("dapi-1")).isEqualTo("dapi-2");
        assertThat(vault.asked()).containsExactly("params", "params");
    }

    @Test
    void a_reference_inside_params_is_followed() {
        values.put("PARAMS", "{\"pat_token\": \"keyvault:token\"}");
        values.remove("PAT_TOKEN");
        vault.put("token", "dapi-1");
        Secret secret = pat(source().settings());
        assertThat(secret.value()).isEqualTo("dapi-1");
        vault.put("token", "dapi-2");

        assertThat(secret.after("dapi-1")).isEqualTo("dapi-2");
    }

    @Test
    void params_that_lost_its_secret_says_so() {
        values.put("PARAMS", "keyvault:params");
        values.remove("PAT_TOKEN");
        vault.put("params", "{\"pat_token\": \"dapi-1\"}");
        Secret secret = pat(source().settings());
        secret.value();
        vault.put("params", "{\"client_secret\": \"planted\"}");
        assertThatThrownBy(() -> secret.after("dapi-1"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("PAT_TOKEN is missing in PARAMS now");

        vault.put("params", "{ planted");
        assertThatThrownBy(() -> secret.after("dapi-1")).hasMessageNotContaining("planted");
    }

    @Test
    void what_can_not_be_seen_yet_is_not_called_missing_but_is_checked_once_it_was_read() {
        values.clear();
        values.put("PARAMS", "keyvault:params");
        vault.put("params", "{\"authority_type\": \"magic\"}");
        SettingSource source = source();
        assertThat(source.faults()).isEmpty();

        assertThatThrownBy(source::settings).isInstanceOf(SettingsException.class);

        assertThat(source.faults())
                .contains("AUTHORITY_TYPE is not a known one; it should be one of msi, spn-key, spn-cert, pat, default")
                .anyMatch(fault -> fault.startsWith("DATABRICKS_URI is missing"));
    }

    @Test
    void a_reference_needs_a_vault() {
        assertThat(SettingSource.of(values, TargetScope.NONE, address -> vault).faults())
                .containsExactly("KEY_VAULT_URI is missing, which PAT_TOKEN needs; it should be"
                        + " https://<vault>.vault.azure.net");
        values.put("KEY_VAULT_URI", "kv");
        assertThat(SettingSource.of(values, TargetScope.NONE, address -> vault).faults())
                .contains("KEY_VAULT_URI is not the address of a key vault; it should be"
                        + " https://<vault>.vault.azure.net");
    }

    @Test
    void a_malformed_reference_is_named() {
        values.put("PAT_TOKEN", "keyvault:my token");
        assertThat(source().faults())
                .containsExactly("PAT_TOKEN is not a well-formed reference to a secret; it should be"
                        + " keyvault:<secret name> or keyvault:<secret name>/<version>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"a\": {}}", "{ planted", "{\"pat_token\": 1, \"PAT_TOKEN\": 2}"})
    void a_malformed_params_is_reported_and_not_quoted(String params) {
        values.put("PARAMS", params);

        assertThat(source().faults())
                .singleElement()
                .asString()
                .startsWith("PARAMS ")
                .doesNotContain("planted");
    }

    @Test
    void the_vault_is_opened_at_the_address_in_one_form() {
        List<URI> opened = new ArrayList<>();
        values.put("KEY_VAULT_URI", " https://KV.vault.azure.net/ ");

        SettingSource source = SettingSource.of(values, TargetScope.NONE, address -> {
            opened.add(address);
            return vault;
        });

        assertThat(source.faults()).isEmpty();
        assertThat(opened).containsExactly(URI.create("https://kv.vault.azure.net"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kv",
                "http://kv.vault.azure.net",
                "https://",
                "https://kv.vault.azure.net/secrets/x",
                "https://me:planted@kv.vault.azure.net",
                "https://a b"
            })
    void a_malformed_address_of_the_vault_is_refused_without_repeating_it(String address) {
        values.put("KEY_VAULT_URI", address);

        assertThat(source().faults())
                .contains("KEY_VAULT_URI is not the address of a key vault; it should be"
                        + " https://<vault>.vault.azure.net");
    }

    @Test
    void nothing_prints_a_value() {
        values.put("PAT_TOKEN", "planted");
        SettingSource source = source();

        assertThat(source.toString() + source.settings() + source.settings().identity())
                .doesNotContain("planted");
    }
}
