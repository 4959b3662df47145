package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import com.azure.storage.blob.BlobContainerClient;
import io.github.dbdsc.model.StoreException;
import java.net.ConnectException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlobFailureTest {

    private static final BlobContainerClient CONTAINER = StorageConnection.of(
                    Map.of("JobStore__blobServiceUri", "https://acme.blob.core.windows.net"), "JobStore")
            .container("databricks-jobs");

    @Test
    void says_which_container_could_not_be_reached_and_what_to_check() {
        assertThat(message(new RuntimeException(new ConnectException("secret detail"))))
                .isEqualTo("Can't list the definitions in container 'databricks-jobs' of storage account 'acme': it"
                        + " could not be reached (ConnectException). Check the address in the connection setting and"
                        + " the account's firewall, or try again later.");
    }

    @Test
    void says_when_there_is_no_identity_to_ask_with() {
        assertThat(message(new CredentialUnavailableException("secret detail")))
                .contains("no token for it")
                .contains("az login")
                .doesNotContain("secret detail");
        assertThat(message(new ClientAuthenticationException("secret detail", null)))
                .contains("no token for it")
                .doesNotContain("secret detail");
    }

    @Test
    void names_the_kind_of_any_other_failure_but_not_its_text() {
        assertThat(message(new IllegalStateException("secret detail")))
                .contains("the request failed (IllegalStateException)")
                .doesNotContain("secret detail");
    }

    @Test
    void keeps_the_failure_for_the_log() {
        RuntimeException failure = new IllegalStateException("x");

        StoreException translated = BlobFailure.of("list the definitions", CONTAINER, failure);

        assertThat(translated).hasCause(failure);
    }

    private static String message(RuntimeException failure) {
        return String.valueOf(
                BlobFailure.of("list the definitions", CONTAINER, failure).getMessage());
    }
}
