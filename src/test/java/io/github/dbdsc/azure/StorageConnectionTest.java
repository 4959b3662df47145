package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageConnectionTest {

    private static final String KEY = "c2VjcmV0LWtleQ==";

    @Test
    void a_connection_string_names_the_account() {
        StorageConnection connection = connection(Map.of(
                "JobStore",
                " DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=" + KEY
                        + ";EndpointSuffix=core.windows.net "));

        assertThat(connection.container("databricks-jobs").getBlobContainerUrl())
                .isEqualTo("https://acme.blob.core.windows.net/databricks-jobs");
    }

    @Test
    void the_emulator_on_its_usual_port_has_a_short_name() {
        StorageConnection connection = connection(Map.of("JobStore", "UseDevelopmentStorage=true"));

        assertThat(connection.container("c").getBlobContainerUrl())
                .isEqualTo("http://127.0.0.1:10000/devstoreaccount1/c");
    }

    @Test
    void an_address_is_enough_for_the_login_of_this_machine() {
        StorageConnection connection =
                connection(Map.of("JobStore__blobServiceUri", "https://acme.blob.core.windows.net/"));

        assertThat(connection.container("c").getBlobContainerUrl()).isEqualTo("https://acme.blob.core.windows.net/c");
    }

    @Test
    void an_address_with_a_managed_identity() {
        StorageConnection connection = connection(Map.of(
                "JobStore__blobServiceUri",
                "https://acme.blob.core.windows.net",
                "JobStore__credential",
                "managedIdentity",
                "JobStore__clientId",
                "6f2b7d70-0000-4000-8000-000000000000"));

        assertThat(connection.container("c").getAccountName()).isEqualTo("acme");
    }

    @Test
    void the_connection_string_wins_as_it_does_for_the_functions_host() {
        StorageConnection connection = connection(Map.of(
                "JobStore",
                "UseDevelopmentStorage=true",
                "JobStore__blobServiceUri",
                "https://acme.blob.core.windows.net"));

        assertThat(connection.container("c").getAccountName()).isEqualTo("devstoreaccount1");
    }

    @Test
    void the_client_is_built_once() {
        StorageConnection connection = connection(Map.of("JobStore", "UseDevelopmentStorage=true"));

        assertThat(connection.client()).isSameAs(connection.client());
    }

    @Test
    void lets_the_storage_library_set_the_length_of_its_requests() {
        connection(Map.of("JobStore", "UseDevelopmentStorage=true")).client();

        assertThat(System.getProperty("jdk.httpclient.allowRestrictedHeaders")).contains("content-length");
    }

    @Test
    void a_missing_connection_names_both_settings_that_would_help() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection(Map.of("JobStore", " ", "Other", "x")))
                .withMessage("There is no setting JobStore. Set it to the storage account's connection string, or set"
                        + " JobStore__blobServiceUri to its address, https://<account>.blob.core.windows.net");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "https://acme.blob.core.windows.net",
                "AccountKey=" + KEY,
                "DefaultEndpointsProtocol=https;AccountName=acme",
                "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=not base64 !;EndpointSuffix=x"
            })
    void a_malformed_connection_string_is_refused_without_repeating_it(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection(Map.of("JobStore", value)))
                .withNoCause()
                .withMessageStartingWith("Setting JobStore is no storage connection string. It should look like")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme",
                "http://acme.blob.core.windows.net",
                "https://",
                "https://a b",
                "https://acme.blob.core.windows.net?sig=" + KEY
            })
    void a_malformed_address_is_refused_without_repeating_it(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection(Map.of("JobStore__blobServiceUri", value)))
                .withMessage("Setting JobStore__blobServiceUri is no address of a storage account. It should look like"
                        + " https://<account>.blob.core.windows.net");
    }

    @Test
    void another_kind_of_credential_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection(Map.of(
                        "JobStore__blobServiceUri",
                        "https://acme.blob.core.windows.net",
                        "JobStore__credential",
                        "password")))
                .withMessageContaining("JobStore__credential must be managedidentity");
    }

    private static StorageConnection connection(Map<String, String> settings) {
        return StorageConnection.of(settings, "JobStore");
    }
}
