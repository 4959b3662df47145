package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.function.OnlineCheck.Result;
import io.github.dbdsc.function.OnlineCheck.Sight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnlineCheckTest {

    private final Map<String, String> values = new HashMap<>(
            Map.of("DATABRICKS_URI", "https://adb-1.2.azuredatabricks.net", "AUTHORITY_TYPE", "pat", "PAT_TOKEN", "t"));

    @Test
    void a_workspace_that_takes_the_call_and_never_answers_is_given_up() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            values.put("DATABRICKS_URI", "http://127.0.0.1:" + silent.getLocalPort());

            List<Sight> sights = OnlineCheck.look(SettingSource.of(values), Duration.ofSeconds(1));

            assertThat(sights).extracting(Sight::what).containsExactly("storage", "key vault", "token", "workspace");
            assertThat(sights)
                    .extracting(Sight::result)
                    .containsExactly(Result.SKIPPED, Result.SKIPPED, Result.OK, Result.FAILED);
            assertThat(sights.get(3).saw()).startsWith("no answer within 1 s");
        }
    }

    @Test
    void what_is_wrong_with_settings_in_the_vault_is_found_when_they_are_read() {
        FakeSecrets vault = new FakeSecrets();
        vault.put("type", "magic");
        values.put("AUTHORITY_TYPE", "keyvault:type");

        List<Sight> sights = OnlineCheck.look(SettingSource.of(values, vault), Duration.ofSeconds(10));

        assertThat(sights)
                .extracting(Sight::result)
                .containsExactly(Result.SKIPPED, Result.OK, Result.FAILED, Result.SKIPPED);
        assertThat(sights.get(1).saw()).isEqualTo("read keyvault:type");
        assertThat(sights.get(2).saw()).startsWith("AUTHORITY_TYPE is not a known one");
        assertThat(sights.get(3).saw()).isEqualTo("there is no token");
    }
}
