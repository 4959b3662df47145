package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fuzz.BrokenJson;
import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.fuzz.Fuzz;
import io.github.dbdsc.settings.ParamsDocument;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Breaks documents of parameters: each gives settings, or a message that quotes none of its values. */
class ParamsFuzzTest {

    private static final List<String> SAMPLES = List.of("""
            {"authority_type": "pat", "databricks_uri": "https://adb-1.2.azuredatabricks.net", "pat_token": "SECRET",
             "owner": "us", "prune": "on", "prune_limit": "30", "strict_undefined": false}""", """
            {"authority_type": "spn-key", "databricks_uri": "https://adb-1.2.azuredatabricks.net/", "resource": "2ff814a6",
             "authority": "https://login.microsoftonline.com/9a3c9b4e-0000-0000-0000-000000000000",
             "client_id": "4f2ccd9c-0000-0000-0000-000000000000", "client_secret": "SECRET", "on_name_taken": "adopt"}""", """
            {"authority_type": "spn-cert", "databricks_uri": "https://adb-1.2.azuredatabricks.net",
             "authority": "https://login.microsoftonline.com/9a3c9b4e-0000-0000-0000-000000000000", "client_id": "4f2ccd9c",
             "cert_thumbprint": "3FA94C", "private_key_file": "certs/robot.pem", "client_secret": "SECRET", "key_vault_uri": "https://x.vault.azure.net"}""", """
            {"authority_type": "msi", "databricks_uri": "https://adb-1.2.azuredatabricks.net", "client_id": null,
             "client_secret": "keyvault:SECRET"}""");

    @Test
    void broken_params_give_settings_or_faults_that_keep_secrets() {
        Map<String, Integer> ends = Fuzz.each(
                random -> BrokenJson.of(
                        SAMPLES.get(random.nextInt(SAMPLES.size())).replace("SECRET", ForUsers.SECRET), random),
                ParamsFuzzTest::end);

        if (Fuzz.isThorough()) {
            assertThat(ends).containsKeys("settings", "not params", "wrong settings");
        }
    }

    private static String end(String document) {
        Map<String, String> values;
        try {
            values = ParamsDocument.parse(document);
        } catch (IllegalArgumentException e) {
            ForUsers.assertFit(e);
            Map<String, String> given = Map.of("PARAMS", document);
            AppSettings.of(given).faults(true).forEach(ForUsers::assertFit);
            return "not params";
        }
        List<String> faults = AppSettings.of(values).faults(true);
        faults.forEach(ForUsers::assertFit);
        try {
            Settings settings = AppSettings.of(values).settings();
            ForUsers.assertKeepsSecret(settings.toString());
            return "settings";
        } catch (SettingsException e) {
            ForUsers.assertFit(e);
            return "wrong settings";
        }
    }
}
