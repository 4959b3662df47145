package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.local.host.HostRequest;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SyncQueryTest {

    private static SyncQuery of(String query) {
        String address = "https://app.example/api/sync" + query;
        return SyncQuery.of(
                HttpQuery.of(
                        HostRequest.of(HostRequest.Sent.plain("POST", address), StandardCharsets.UTF_8),
                        SyncQuery.NAMES),
                Admission.ofKey(null));
    }

    @Test
    void no_query_asks_for_everything() {
        assertThat(of("").request()).isEqualTo(SyncRequest.SYNC);
        assertThat(of("?code=host%20key").request()).isEqualTo(SyncRequest.SYNC);
    }

    @Test
    void every_parameter_is_read() {
        SyncRequest request = of("?dryRun&prune=True&key=etl%2Fa+b&plan=" + "a".repeat(64) + "&code=")
                .request();

        assertThat(request.dryRun()).isTrue();
        assertThat(request.prune()).isTrue();
        assertThat(request.scope()).isEqualTo(new Scope.One(new JobKey("etl/a b")));
        assertThat(request.approved()).hasValue("a".repeat(64));
        assertThat(of("?dryRun=false&prune=FALSE").request()).isEqualTo(SyncRequest.SYNC);
    }

    @Test
    void what_is_not_understood_is_refused_rather_than_ignored() {
        assertThatThrownBy(() -> of("?dryrun=true")).hasMessageContaining("dryrun");
        assertThatThrownBy(() -> of("?dryRun=yes")).hasMessageContaining("true or false");
        assertThatThrownBy(() -> of("?plan=abc")).hasMessageContaining("64");
        assertThatThrownBy(() -> of("?key=%20")).hasMessageContaining("etl/daily");
    }

    @Test
    void the_caller_waits_as_long_as_it_says() {
        assertThat(of("").patience()).hasSeconds(25);
        assertThat(of("?wait=0").patience()).isZero();
        assertThat(of("?wait=200").patience()).hasSeconds(200);
        for (String bad : new String[] {"-1", "201", "soon"}) {
            assertThatThrownBy(() -> of("?wait=" + bad))
                    .isInstanceOf(HttpProblem.class)
                    .hasMessageContaining("from 0 to 200");
        }
    }
}
