package io.github.dbdsc.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.settings.AccessSettings.Mode;
import io.github.dbdsc.settings.AccessSettings.Trusted;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessSettingsTest {

    private static final String TENANT = "22222222-aaaa-4000-8000-00000000000B";
    private static final String CLIENT = "33333333-aaaa-4000-8000-00000000000c";

    private static AccessSettings of(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return AccessSettings.of(values);
    }

    private static Trusted trusted(AccessSettings settings) {
        return Objects.requireNonNull(settings.trusted());
    }

    @Test
    void keys_are_what_there_is_without_a_setting() {
        assertThat(of()).isEqualTo(AccessSettings.KEYS);
        assertThat(of("AUTH", " ")).isEqualTo(AccessSettings.KEYS);
        assertThat(of("AUTH", "Keys", "AUTH_TENANT", "nonsense")).isEqualTo(AccessSettings.KEYS);
    }

    @Test
    void tokens_count_of_one_tenant_and_for_any_of_the_audiences() {
        AccessSettings settings =
                of("AUTH", "entra", "AUTH_TENANT", TENANT, "AUTH_AUDIENCE", "api://" + CLIENT + " , " + CLIENT);

        assertThat(settings.mode()).isEqualTo(Mode.ENTRA);
        assertThat(settings.faults()).isEmpty();
        assertThat(settings.trusted())
                .isEqualTo(new Trusted(
                        "https://login.microsoftonline.com/",
                        "22222222-aaaa-4000-8000-00000000000b",
                        Set.of("api://" + CLIENT, CLIENT)));
        assertThat(trusted(settings).clientId()).hasValue(CLIENT);
    }

    @Test
    void a_client_id_in_capitals_is_that_of_the_tokens() {
        assertThat(trusted(of("AUTH", "entra", "AUTH_TENANT", TENANT, "AUTH_AUDIENCE", CLIENT.toUpperCase(Locale.ROOT)))
                        .audiences())
                .containsExactly(CLIENT);
    }

    @Test
    void a_national_cloud_is_named_by_its_authority_host() {
        AccessSettings settings = of(
                "AUTH",
                "both",
                "AUTH_TENANT",
                "https://login.microsoftonline.us/" + TENANT + "/v2.0",
                "AUTH_AUDIENCE",
                "api://jobs.contoso.example");

        assertThat(settings.faults()).isEmpty();
        assertThat(trusted(settings).host()).isEqualTo("https://login.microsoftonline.us/");
        assertThat(trusted(settings).clientId()).isEmpty();
    }

    @Test
    void what_is_missing_or_wrong_is_named_without_its_value_and_no_token_counts() {
        String[][] wrong = {
            {"AUTH", "none"},
            {"AUTH", "keyvault:auth"},
            {"AUTH_TENANT", ""},
            {"AUTH_TENANT", "contoso.example"},
            {"AUTH_TENANT", "https://login.microsoftonline.com/contoso.example"},
            {"AUTH_TENANT", "https://login.evil.example/" + TENANT},
            {"AUTH_TENANT", "http://login.microsoftonline.com/" + TENANT},
            {"AUTH_TENANT", "https://login.microsoftonline.com/common"},
            {"AUTH_AUDIENCE", ""},
            {"AUTH_AUDIENCE", CLIENT + ","},
            {"AUTH_AUDIENCE", "everybody"},
            {"AUTH_AUDIENCE", "api://a b"},
        };
        for (String[] setting : wrong) {
            Map<String, String> values =
                    new HashMap<>(Map.of("AUTH", "entra", "AUTH_TENANT", TENANT, "AUTH_AUDIENCE", CLIENT));
            values.put(setting[0], setting[1]);
            AccessSettings settings = AccessSettings.of(values);

            assertThat(settings.trusted()).as(setting[0] + "=" + setting[1]).isNull();
            assertThat(settings.faults())
                    .as(setting[0] + "=" + setting[1])
                    .singleElement()
                    .asString()
                    .startsWith(setting[0] + " ")
                    .doesNotContain("contoso", "evil", "everybody");
        }
    }

    @Test
    void in_params_it_would_be_overlooked_so_it_closes_the_app() {
        assertThat(of("PARAMS", "{\"AUTH\": \"entra\"}").faults())
                .containsExactly("AUTH is in PARAMS, where nobody reads it; set it as an app setting");
        assertThat(of("PARAMS", "{\"AUTH\": \"entra\"}", "AUTH", " ").faults())
                .as("an app setting that is blank counts as missing")
                .containsExactly("AUTH is in PARAMS, where nobody reads it; set it as an app setting");
        assertThat(of("PARAMS", "{\"auth_tenant\": \"x\"}").faults())
                .singleElement()
                .asString()
                .contains("AUTH_TENANT");
        assertThat(of("PARAMS", "{\"owner\": \"x\"}")).isEqualTo(AccessSettings.KEYS);
        assertThat(of("PARAMS", "nonsense")).isEqualTo(AccessSettings.KEYS);
    }
}
