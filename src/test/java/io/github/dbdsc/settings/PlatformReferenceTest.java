package io.github.dbdsc.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.FakeSecrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform leaves a reference in place that it can't resolve, and it must never pass for a value. */
class PlatformReferenceTest {

    private static final String REFERENCE =
            "@Microsoft.KeyVault(SecretUri=https://kv-dsc.vault.azure.net/secrets/databricks-token)";

    private final Map<String, String> values = new HashMap<>(Map.of(
            "DATABRICKS_URI", "https://adb-1.2.azuredatabricks.net",
            "AUTHORITY_TYPE", "pat",
            "PAT_TOKEN", "dapi-secret"));

    private SettingSource source() {
        return SettingSource.of(values, TargetScope.NONE, address -> new FakeSecrets());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PAT_TOKEN",
                "CLIENT_SECRET",
                "NOTIFY_URL",
                "PARAMS",
                "OWNER",
                "DATABRICKS_URI",
                "KEY_VAULT_URI",
                "SCHEDULE",
                "PRIVATE_KEY_PASSWORD"
            })
    void a_setting_that_is_still_a_reference_to_the_vault_is_a_fault_that_names_it_and_the_usual_causes(
            String setting) {
        values.put(setting, REFERENCE);

        assertThatThrownBy(source()::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(setting + " is still the reference " + REFERENCE)
                .hasMessageContaining("Key Vault Secrets User")
                .hasMessageContaining("network")
                .hasMessageContaining("no secret of that name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@microsoft.keyvault(VaultName=kv;SecretName=a) | Key Vault Secrets User",
                "  @Microsoft.KeyVault(SecretUri=https://x  | Key Vault Secrets User",
                "@Microsoft.AppConfiguration(Endpoint=https://x; Key=a) | App Configuration Data Reader"
            })
    void any_form_of_a_reference_is_known(String value, String role) {
        values.put("PAT_TOKEN", value);

        assertThatThrownBy(source()::settings)
                .hasMessageContaining("PAT_TOKEN is still")
                .hasMessageContaining(role);
    }

    @Test
    void a_reference_inside_params_is_a_fault_too() {
        values.remove("PAT_TOKEN");
        values.put("PARAMS", "{\"pat_token\": \"" + REFERENCE + "\"}");

        assertThatThrownBy(source()::settings).hasMessageContaining("PAT_TOKEN is still the reference");
    }

    @Test
    void the_setting_of_one_target_is_a_fault_of_that_target_alone() {
        values.put("TARGETS", "dev,prod");
        values.put("PAT_TOKEN__prod", REFERENCE);
        Targets targets = Targets.of(values);

        assertThat(faults(targets, "prod")).anyMatch(fault -> fault.startsWith("PAT_TOKEN__prod is still"));
        assertThat(faults(targets, "dev")).noneMatch(fault -> fault.contains("is still the reference"));
    }

    private List<String> faults(Targets targets, String target) {
        return SettingSource.of(values, targets.scope(target), address -> new FakeSecrets())
                .faults();
    }

    @Test
    void the_connection_of_the_storage_account_is_a_fault_too() {
        assertThat(new StorageSettings(Map.of("JobStore", REFERENCE)).faults())
                .anyMatch(fault -> fault.startsWith("JobStore is still the reference"));
    }

    @Test
    void a_value_that_only_mentions_a_reference_is_a_value() {
        assertThat(Set.of("x@Microsoft.KeyVault(", "Microsoft.KeyVault(a)", "@other"))
                .allSatisfy(value ->
                        assertThat(PlatformReference.fault("PAT_TOKEN", value)).isEmpty());
    }
}
