package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.FakeSecrets;
import io.github.dbdsc.model.TargetView.Development;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each target has its own settings and those of all, and never another's workspace or identity. */
class AppTargetsTest {

    private static final String DEV = "https://adb-1.2.azuredatabricks.net";
    private static final String PROD = "https://adb-3.4.azuredatabricks.net";

    private final FakeSecrets vault = new FakeSecrets();
    private final Map<String, String> values = new TreeMap<>(Map.of(
            "TARGETS", "dev, prod",
            "DATABRICKS_URI__dev", DEV,
            "AUTHORITY_TYPE__dev", "pat",
            "PAT_TOKEN__dev", "dapi-dev",
            "DATABRICKS_URI__prod", PROD,
            "AUTHORITY_TYPE__prod", "msi"));

    private AppTargets app() {
        return AppTargets.of(values, vault);
    }

    private Settings settings(String target) {
        return app().of(target).settings();
    }

    private List<String> faults() {
        return app().faults(false);
    }

    private AppTargetsTest without(String... names) {
        for (String name : names) {
            values.remove(name);
        }
        return this;
    }

    private AppTargetsTest with(String name, String value) {
        values.put(name, value);
        return this;
    }

    @Test
    void each_target_has_its_own_workspace_and_identity() {
        assertThat(faults()).isEmpty();
        assertThat(app().names()).containsExactly("dev", "prod");
        assertThat(settings("dev").workspace()).isEqualTo(URI.create(DEV));
        assertThat(settings("dev").identity().patToken().orElseThrow().value()).isEqualTo("dapi-dev");
        assertThat(settings("prod").workspace()).isEqualTo(URI.create(PROD));
        assertThat(settings("prod").identity().type()).isEqualTo(WorkspaceIdentity.Type.MSI);
        assertThat(settings("prod").identity().patToken()).isEmpty();
    }

    @Test
    void a_targets_own_setting_counts_before_everybodys() {
        with("STRICT", "true")
                .with("STRICT__dev", "false")
                .with("OWNER", "team")
                .with("PRUNE_LIMIT", "10");

        assertThat(settings("dev").strictness().everything()).isFalse();
        assertThat(settings("prod").strictness().everything()).isTrue();
        assertThat(settings("dev").ownership().owner()).isEqualTo("team");
        assertThat(settings("prod").runs().pruneLimit()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "DATABRICKS_URI, https://adb-9.9.azuredatabricks.net",
        "AUTHORITY_TYPE, pat",
        "PAT_TOKEN, dapi-other",
        "CLIENT_ID, 00000000-0000-0000-0000-000000000000",
        "CLIENT_SECRET, other",
        "AUTHORITY, https://login.microsoftonline.com/other",
        "PRUNE, on"
    })
    void what_names_a_workspace_or_an_identity_or_deletes_is_nobodys_where_there_are_several(
            String name, String value) {
        with(name, value).without("DATABRICKS_URI__prod", "AUTHORITY_TYPE__prod");

        assertThat(faults())
                .containsExactly(
                        "DATABRICKS_URI__prod is missing; it should be the workspace's address,"
                                + " https://adb-<number>.<number>.azuredatabricks.net",
                        "AUTHORITY_TYPE__prod is missing; it should be one of msi, spn-key, spn-cert, pat, default");
        assertThat(settings("dev").workspace()).isEqualTo(URI.create(DEV));
        assertThat(settings("dev").runs().prune()).isFalse();
        assertThat(settings("dev").identity().patToken().orElseThrow().value()).isEqualTo("dapi-dev");
        assertThat(settings("dev").identity().clientId()).isEmpty();
    }

    @Test
    void a_mistyped_name_sends_no_target_to_the_workspace_of_another() {
        with("DATABRICKS_URI__prd", PROD).with("DATABRICKS_URI", DEV).without("DATABRICKS_URI__prod");

        assertThat(faults())
                .anyMatch(fault -> fault.startsWith("DATABRICKS_URI__prd is for no target: there is no 'prd' in TARGETS"
                        + "; did you mean 'prod'?"))
                .anyMatch(fault -> fault.startsWith("DATABRICKS_URI__prod is missing"));
        assertThatThrownBy(() -> app().requireSense()).isInstanceOf(SettingsException.class);
    }

    @Test
    void a_single_target_falls_back_for_everything() {
        values.clear();
        with("TARGETS", "dev")
                .with("DATABRICKS_URI", DEV)
                .with("AUTHORITY_TYPE", "msi")
                .with("PRUNE", "on");

        assertThat(faults()).isEmpty();
        assertThat(settings("dev").workspace()).isEqualTo(URI.create(DEV));
        assertThat(settings("dev").runs().prune()).isTrue();
        assertThat(app().only().name()).isEqualTo("dev");
    }

    @Test
    void without_targets_there_is_one_without_a_name() {
        values.clear();
        with("DATABRICKS_URI", DEV).with("AUTHORITY_TYPE", "msi");

        assertThat(app().names()).containsExactly("");
        assertThat(app().only().settings().target().label()).isEqualTo("db-dsc-jobs");
        assertThatThrownBy(() -> app().of("dev"))
                .hasMessage("there is no target 'dev'; the setting TARGETS names none");
    }

    @Test
    void a_dash_in_a_name_is_an_underscore_in_a_setting() {
        with("TARGETS", "dev,prod-eu")
                .with("DATABRICKS_URI__prod_eu", PROD)
                .with("AUTHORITY_TYPE__prod_eu", "msi")
                .without("DATABRICKS_URI__prod", "AUTHORITY_TYPE__prod");

        assertThat(faults()).isEmpty();
        assertThat(settings("prod-eu").workspace()).isEqualTo(URI.create(PROD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev,prod", "dev,,prod", "dev,pr/od", "dev,-prod", "dev,pro__d", ",", "dev,*"})
    void names_that_no_setting_or_blob_could_have_are_refused(String names) {
        with("TARGETS", names);

        assertThat(app().shared()).anyMatch(fault -> fault.startsWith("TARGETS has a name that no target can have"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev,dev", "a-b,a_b"})
    void two_targets_of_one_name_are_refused(String names) {
        with("TARGETS", names);

        assertThat(app().shared()).anyMatch(fault -> fault.contains("twice, or two that differ in a dash"));
    }

    @Test
    void two_targets_with_one_workspace_and_one_owner_are_refused() {
        with("DATABRICKS_URI__prod", DEV.toUpperCase(java.util.Locale.ROOT).replace("HTTPS", "https") + "/?o=1");

        assertThat(faults())
                .containsExactly(
                        "the targets 'dev' and 'prod' have one workspace and one OWNER, so each would delete what"
                                + " the other makes; give them different values of DATABRICKS_URI or OWNER");

        with("OWNER__prod", "other");
        assertThat(faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://adb-1.2.azuredatabricks.net:443",
                "https://adb-1.2.azuredatabricks.net:0443/",
                "HTTPS://ADB-1.2.azuredatabricks.net:/",
                "https://adb-1.2.azuredatabricks.net.",
                "https://adb-1.2.azuredatabricks.net.:443/?o=1"
            })
    void two_targets_with_one_workspace_whose_address_is_written_in_two_ways_are_refused(String address) {
        with("DATABRICKS_URI__prod", address);

        assertThat(faults()).anyMatch(fault -> fault.contains("have one workspace and one OWNER"));
    }

    @Test
    void another_port_is_another_workspace() {
        with("DATABRICKS_URI__prod", DEV + ":8443");

        assertThat(faults()).isEmpty();
    }

    @Test
    void what_tells_two_targets_apart_is_not_in_the_vault_with_params() {
        vault.put("params", "{\"targets\": {\"dev\": {\"databricks_uri\": \"" + PROD + "\"}}, \"strict\": \"true\"}");
        with("KEY_VAULT_URI", "https://kv.vault.azure.net").with("PARAMS", "keyvault:params");
        assertThat(settings("dev").strictness().everything()).isTrue(); // what is beside PARAMS counts

        without("DATABRICKS_URI__dev");

        assertThatThrownBy(() -> settings("dev"))
                .hasMessageStartingWith(
                        "DATABRICKS_URI__dev is in PARAMS, which is in the key vault, but has to be known");
    }

    @Test
    void targets_ask_one_vault_each_as_their_own_identity() {
        Map<String, FakeSecrets> vaults = new TreeMap<>();
        with("KEY_VAULT_URI", "https://kv.vault.azure.net")
                .with("KEY_VAULT_CLIENT_ID", "00000000-0000-0000-0000-00000000000a")
                .with("KEY_VAULT_CLIENT_ID__prod", "00000000-0000-0000-0000-00000000000b")
                .with("PAT_TOKEN__dev", "keyvault:pat")
                .with("AUTHORITY_TYPE__prod", "pat")
                .with("PAT_TOKEN__prod", "keyvault:pat");
        AppTargets app = AppTargets.of(values, (address, own) -> {
            String identity = own.getOrDefault("KEY_VAULT_CLIENT_ID", "");
            return vaults.computeIfAbsent(identity, as -> {
                FakeSecrets secrets = new FakeSecrets();
                secrets.put("pat", "seen as " + as);
                return secrets;
            });
        });

        assertThat(app.of("dev").settings().identity().patToken().orElseThrow().value())
                .isEqualTo("seen as 00000000-0000-0000-0000-00000000000a");
        assertThat(app.of("prod").settings().identity().patToken().orElseThrow().value())
                .isEqualTo("seen as 00000000-0000-0000-0000-00000000000b");
    }

    @ParameterizedTest
    @CsvSource({
        "prune__dev, PRUNE__dev",
        "Prune__PROD, PRUNE__PROD",
        "PRUNE_LIMT__prod, PRUNE_LIMIT__prod",
        "DATABRICKS_URL__prod, DATABRICKS_URI__prod",
        "JOB_CONTAINR__dev, JOB_CONTAINER__dev"
    })
    void a_mistyped_setting_of_a_target_is_not_passed_over(String written, String meant) {
        with(written, "1");

        assertThat(faults()).contains(written + " is no setting; did you mean '" + meant + "'?");
    }

    @Test
    void what_is_nothing_like_a_setting_is_nobodys_business() {
        with("AzureWebJobsStorage__dev", "x")
                .with("JobStore__prod", "y")
                .with("PATH__dev", "z")
                .with("prune__elsewhere", "on");

        assertThat(app().shared()).isEmpty();
    }

    @Test
    void the_address_of_a_workspace_is_plain_where_there_are_several() {
        vault.put("uri", DEV);
        with("KEY_VAULT_URI", "https://kv.vault.azure.net").with("DATABRICKS_URI__dev", "keyvault:uri");

        assertThat(faults()).anyMatch(fault -> fault.startsWith("DATABRICKS_URI__dev is a reference to the key vault"));
        assertThatThrownBy(() -> settings("dev"))
                .hasMessageStartingWith("DATABRICKS_URI__dev is a reference to the key vault, but has to be plain");
    }

    @Test
    void what_the_host_reads_is_the_same_for_all_targets() {
        with("SCHEDULE__dev", "0 0 * * * *").with("JOB_CONTAINER__dev", "x").with("AUTH__prod", "keys");

        assertThat(app().shared())
                .containsExactly(
                        "AUTH__prod is no setting: AUTH is the app's, and the same for all targets; set AUTH",
                        "JOB_CONTAINER__dev is no setting: JOB_CONTAINER is the app's, and the same for all targets; set"
                                + " JOB_CONTAINER",
                        "SCHEDULE__dev is no setting: SCHEDULE is the app's, and the same for all targets; set SCHEDULE");
    }

    @Test
    void settings_for_a_target_need_targets() {
        values.clear();
        with("DATABRICKS_URI", DEV)
                .with("AUTHORITY_TYPE", "msi")
                .with("STRICT__dev", "true")
                .with("X__y", "z");

        assertThat(faults()).containsExactly("STRICT__dev is for no target: there are none; name them in TARGETS");
    }

    @Test
    void params_has_a_part_for_targets_and_a_targets_own_counts_first_wherever_it_is() {
        values.clear();
        with("TARGETS", "dev,prod").with("STRICT", "false").with("PARAMS", """
                {"strict_undefined": "true",
                 "targets": {"dev": {"databricks_uri": "%s", "authority_type": "pat", "pat_token": "dapi-dev",
                                     "strict": "true"},
                             "prod": {"databricks_uri": "%s", "authority_type": "msi"}}}""".formatted(DEV, PROD));

        assertThat(faults()).isEmpty();
        assertThat(settings("dev").strictness().everything()).isTrue();
        assertThat(settings("prod").strictness().everything()).isFalse();
        assertThat(settings("prod").strictness().undefinedNames()).isTrue();
        assertThat(settings("dev").identity().patToken().orElseThrow().value()).isEqualTo("dapi-dev");

        without("TARGETS");
        assertThat(faults()).contains("TARGETS is read before PARAMS is, and so not in it; give it beside PARAMS");
    }

    @Test
    void params_may_have_the_settings_of_targets_by_their_full_names() {
        values.clear();
        with("TARGETS", "dev,prod").with("STRICT", "false").with("PARAMS", """
                {"databricks_uri__dev": "%s", "authority_type__dev": "pat", "pat_token__dev": "dapi-dev",
                 "strict__dev": "true", "databricks_uri__prod": "%s", "authority_type__prod": "msi"}""".formatted(DEV, PROD));

        assertThat(faults()).isEmpty();
        assertThat(settings("dev").strictness().everything()).isTrue();
        assertThat(settings("prod").strictness().everything()).isFalse();
        assertThat(settings("dev").identity().patToken().orElseThrow().value()).isEqualTo("dapi-dev");
    }

    @Test
    void a_prefix_is_a_folder_with_a_slash_at_its_end() {
        with("PREFIX__prod", "/releases/prod");

        assertThat(faults()).isEmpty();
        assertThat(settings("prod").view().prefix()).isEqualTo("releases/prod/");
        assertThat(settings("dev").view().prefix()).isEmpty();
        assertThat(app().of("prod").paths().path("releases/prod/jobs/a.json")).hasValue("jobs/a.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/../b", "a//b", "a\\b", "keyvault:x"})
    void a_prefix_that_is_no_folder_is_refused(String prefix) {
        with("PREFIX__prod", prefix);

        assertThat(faults())
                .containsExactly("PREFIX__prod is not a folder; it should be a folder of the container, like"
                        + " releases/prod/");
    }

    @Test
    void a_prefix_inside_the_files_of_another_target_is_refused() {
        with("PREFIX__prod", "jobs/prod");

        assertThat(faults())
                .containsExactly(
                        "PREFIX__prod is below jobs/, where the target dev has files of its own; choose a folder"
                                + " beside it");
    }

    @ParameterizedTest
    @CsvSource({"'', '[dev] '", "[me], '[me] '", "me-, me-", "me/, me/"})
    void development_puts_a_prefix_before_names(String setting, String prefix) {
        with("MODE__dev", "Development").with("NAME_PREFIX__dev", setting);

        assertThat(settings("dev").view().development()).hasValue(new Development(prefix));
        assertThat(settings("prod").view().development()).isEmpty();
    }

    @Test
    void a_mode_is_one_of_two_words() {
        with("MODE__prod", "test");

        assertThat(faults())
                .containsExactly("MODE__prod is not a known choice; it should be production or development");
    }
}
