package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.model.StoreException;
import java.util.Base64;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

class StorageConnectionIT {

    @Test
    void a_connection_string_reaches_the_account() {
        String connectionString = Azurite.running().connectionString();

        assertThat(connection(connectionString)
                        .container(Azurite.freshContainerName())
                        .createIfNotExists())
                .isTrue();
    }

    @Test
    void a_wrong_key_is_reported_without_any_key() {
        String wrongKey = Base64.getEncoder().encodeToString(new byte[64]);
        String connectionString =
                Azurite.running().connectionString().replace(Azurite.running().accountKey(), wrongKey);

        StoreException failure = catchThrowableOfType(
                StoreException.class,
                () -> new BlobDefinitionStore(connection(connectionString).container("databricks-jobs")).read());

        assertThat(failure)
                .hasMessageContaining("HTTP 403")
                .hasMessageContaining("is a connection string, check its key");
        assertThat(Throwables.getStackTrace(failure))
                .doesNotContain(wrongKey)
                .doesNotContain(Azurite.running().accountKey());
    }

    private static StorageConnection connection(String connectionString) {
        return StorageConnection.of(Map.of("JobStore", connectionString), "JobStore");
    }
}
