package io.github.dbdsc.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.CertificateFiles;
import io.github.dbdsc.fakes.FakeSecrets;
import io.github.dbdsc.fakes.KeyPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that missing, contradictory and malformed settings of each kind of identity are named before any call. */
class IdentityCheckTest {

    private static final String CLIENT = "0a1b2c3d-0000-4000-8000-00000000000a";
    private static final String IMDS = "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01";
    private static final String PAIR =
            CertificateFiles.key(KeyPairs.PRINCIPAL) + CertificateFiles.certificate(KeyPairs.PRINCIPAL);

    private final Map<String, String> values =
            new HashMap<>(Map.of("DATABRICKS_URI", "https://adb-1.2.azuredatabricks.net"));

    @TempDir
    Path folder;

    private IdentityCheckTest set(String name, String value) {
        values.put(name, value);
        return this;
    }

    private IdentityCheckTest principal(String type) {
        return set("AUTHORITY_TYPE", type)
                .set("AUTHORITY", "https://login.microsoftonline.com/contoso.example")
                .set("CLIENT_ID", CLIENT);
    }

    private List<String> faults() {
        return SettingSource.of(values, TargetScope.NONE, address -> new FakeSecrets())
                .faults();
    }

    private WorkspaceIdentity identity() {
        return SettingSource.of(values, TargetScope.NONE, address -> new FakeSecrets())
                .settings()
                .identity();
    }

    @Test
    void a_managed_identity_needs_nothing_and_takes_the_original_programs_address() {
        set("AUTHORITY_TYPE", "msi");
        assertThat(faults()).isEmpty();

        set("AUTHORITY", IMDS).set("CLIENT_ID", CLIENT);
        assertThat(faults()).isEmpty();
        assertThat(identity().clientId()).hasValue(CLIENT);
    }

    @Test
    void a_managed_identity_asks_no_tenant() {
        set("AUTHORITY_TYPE", "msi").set("AUTHORITY", "https://login.microsoftonline.com/t");
        assertThat(faults()).singleElement().asString().startsWith("AUTHORITY contradicts AUTHORITY_TYPE msi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"msi", "spn-key"})
    void a_client_id_is_not_a_name(String type) {
        principal(type).set("AUTHORITY", type.equals("msi") ? IMDS : "https://login.microsoftonline.com/t");
        set("CLIENT_SECRET", "s").set("CLIENT_ID", "my-app");
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith("CLIENT_ID is not an application id; it should be like 00000000-");
    }

    @Test
    void a_personal_access_token_goes_with_any_user_name_and_no_authority() {
        set("AUTHORITY_TYPE", "pat").set("PAT_TOKEN", "dapi").set("CLIENT_ID", "user@example.com");
        set("AUTHORITY", "anything");
        assertThat(faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CLIENT_ID", "AUTHORITY", "CLIENT_SECRET"})
    void what_a_client_secret_lacks_is_named(String missing) {
        principal("spn-key").set("CLIENT_SECRET", "s");
        assertThat(faults()).isEmpty();
        values.remove(missing);
        assertThat(faults()).singleElement().asString().startsWith(missing + " is missing; it should be ");
    }

    @Test
    void an_authority_is_a_cloud_and_a_tenant() {
        principal("spn-key").set("CLIENT_SECRET", "s");
        assertThat(identity().authority())
                .hasValue(new Authority("https://login.microsoftonline.com/", "contoso.example"));

        set("AUTHORITY", IMDS);
        assertThat(faults()).singleElement().asString().startsWith("AUTHORITY is not of the form it should have");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d",
                "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/",
                "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"
            })
    void a_resource_is_taken_with_and_without_what_is_appended_to_it(String resource) {
        set("AUTHORITY_TYPE", "default").set("RESOURCE", resource);
        assertThat(identity().resource()).isEqualTo("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d");
    }

    @Test
    void a_resource_with_blanks_is_refused() {
        set("AUTHORITY_TYPE", "default").set("RESOURCE", "Azure Databricks");
        assertThat(faults()).singleElement().asString().startsWith("RESOURCE is not an application id");
    }

    @Test
    void a_certificate_is_a_file_or_its_content() throws IOException {
        principal("spn-cert").set("PRIVATE_KEY_FILE", PAIR);
        assertThat(faults()).isEmpty();

        Path file = Files.writeString(folder.resolve("principal.pem"), PAIR);
        set("PRIVATE_KEY_FILE", file.toString());
        assertThat(faults()).isEmpty();
        assertThat(identity().certificate().orElseThrow().value()).isEqualTo(PAIR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERT_THUMBPRINT", "THUMBPRINT"})
    void both_spellings_of_the_thumbprint_are_taken(String name) {
        principal("spn-cert").set("PRIVATE_KEY_FILE", CertificateFiles.key(KeyPairs.PRINCIPAL));
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith("PRIVATE_KEY_FILE has a private key and no certificate")
                .contains("CERT_THUMBPRINT");

        set(name, CertificateFiles.thumbprint(KeyPairs.PRINCIPAL, "SHA-1"));
        assertThat(faults()).isEmpty();
    }

    @Test
    void two_thumbprints_or_one_of_another_certificate_contradict() {
        principal("spn-cert").set("PRIVATE_KEY_FILE", PAIR);
        set("CERT_THUMBPRINT", CertificateFiles.thumbprint(KeyPairs.RENEWED, "SHA-1"));
        set("THUMBPRINT", CertificateFiles.thumbprint(KeyPairs.PRINCIPAL, "SHA-1"));

        assertThat(faults())
                .anyMatch(fault -> fault.startsWith("CERT_THUMBPRINT and THUMBPRINT contradict each other"))
                .anyMatch(fault -> fault.contains("holds another certificate than CERT_THUMBPRINT names"));
    }

    @Test
    void a_pfx_needs_its_password() throws IOException {
        Path file = Files.write(folder.resolve("p.pfx"), CertificateFiles.pfx(KeyPairs.PRINCIPAL, "planted-password"));
        principal("spn-cert").set("PRIVATE_KEY_FILE", file.toString());
        assertThat(faults()).singleElement().asString().contains("PRIVATE_KEY_PASSWORD is missing or not its password");

        set("PRIVATE_KEY_PASSWORD", "planted-password");
        assertThat(faults()).isEmpty();
    }

    @Test
    void an_expired_certificate_and_a_missing_file_are_found_before_entra_is_asked() {
        KeyPairs.KeyPair expired = KeyPairs.expired();
        principal("spn-cert")
                .set("PRIVATE_KEY_FILE", CertificateFiles.key(expired) + CertificateFiles.certificate(expired));
        assertThat(faults()).singleElement().asString().startsWith("PRIVATE_KEY_FILE has a certificate that expired");

        set("PRIVATE_KEY_FILE", folder.resolve("none.pem").toString());
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith("PRIVATE_KEY_FILE names what is not there: file ")
                .contains("none.pem");
    }

    @Test
    void the_client_id_for_the_vault_is_checked() {
        set("AUTHORITY_TYPE", "default").set("KEY_VAULT_CLIENT_ID", "x");
        assertThat(faults()).singleElement().asString().startsWith("KEY_VAULT_CLIENT_ID is not a client id");
    }
}
