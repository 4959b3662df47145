package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.FakeSecrets;
import io.github.dbdsc.function.ConnectionCheck.Result;
import io.github.dbdsc.function.ConnectionCheck.Result.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionCheckTest {

    private final Map<String, String> values = new HashMap<>(
            Map.of("DATABRICKS_URI", "https://adb-1.2.azuredatabricks.net", "AUTHORITY_TYPE", "pat", "PAT_TOKEN", "t"));

    @Test
    void a_workspace_that_takes_the_call_and_never_answers_is_given_up() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            values.put("DATABRICKS_URI", "http://127.0.0.1:" + silent.getLocalPort());

            List<Result> results =
                    ConnectionCheck.of(AppSettings.of(values), settings -> settings, Duration.ofSeconds(1));

            assertThat(results).extracting(Result::what).containsExactly("storage", "key vault", "token", "workspace");
            assertThat(results)
                    .extracting(Result::status)
                    .containsExactly(Status.SKIPPED, Status.SKIPPED, Status.OK, Status.FAILED);
            assertThat(results.get(3).answer()).startsWith("no answer within 1 s");
        }
    }

    @Test
    void what_is_wrong_with_settings_in_the_vault_is_found_when_they_are_read() {
        FakeSecrets vault = new FakeSecrets();
        vault.put("type", "magic");
        values.put("AUTHORITY_TYPE", "keyvault:type");
        values.put("KEY_VAULT_URI", "https://kv.vault.azure.net");

        List<Result> results =
                ConnectionCheck.of(AppSettings.of(values, vault), settings -> settings, Duration.ofSeconds(10));

        assertThat(results)
                .extracting(Result::status)
                .containsExactly(Status.SKIPPED, Status.OK, Status.FAILED, Status.SKIPPED);
        assertThat(results.get(1).answer()).isEqualTo("read keyvault:type");
        assertThat(results.get(2).answer()).startsWith("AUTHORITY_TYPE is not a known one");
        assertThat(results.get(3).answer()).isEqualTo("there is no token");
    }
}
