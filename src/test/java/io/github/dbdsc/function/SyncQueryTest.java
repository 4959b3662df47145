package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyncQueryTest {

    @Test
    void an_empty_query_asks_for_everything() {
        assertThat(SyncQuery.of(Map.of()).request()).isEqualTo(SyncRequest.SYNC);
    }

    @Test
    void every_parameter_is_read() {
        SyncRequest request = SyncQuery.of(Map.of(
                        "dryRun", "", "prune", "true", "key", "etl/a", "plan", "a".repeat(64), "code", "host key"))
                .request();

        assertThat(request.dryRun()).isTrue();
        assertThat(request.prune()).isTrue();
        assertThat(request.scope()).isEqualTo(new Scope.One(new JobKey("etl/a")));
        assertThat(request.approved()).hasValue("a".repeat(64));
    }

    @Test
    void what_is_not_understood_is_refused_rather_than_ignored() {
        assertThatThrownBy(() -> SyncQuery.of(Map.of("dryrun", "true"))).hasMessageContaining("dryrun");
        assertThatThrownBy(() -> SyncQuery.of(Map.of("dryRun", "yes"))).hasMessageContaining("true or false");
        assertThatThrownBy(() -> SyncQuery.of(Map.of("plan", "abc"))).hasMessageContaining("64");
        assertThatThrownBy(() -> SyncQuery.of(Map.of("key", " "))).hasMessageContaining("etl/daily");
    }

    @Test
    void the_caller_waits_as_long_as_it_says() {
        assertThat(SyncQuery.of(Map.of()).patience()).hasSeconds(25);
        assertThat(SyncQuery.of(Map.of("wait", "0")).patience()).isZero();
        assertThat(SyncQuery.of(Map.of("wait", "200")).patience()).hasSeconds(200);
        for (String bad : new String[] {"", "-1", "201", "soon"}) {
            assertThatThrownBy(() -> SyncQuery.of(Map.of("wait", bad)))
                    .isInstanceOf(HttpProblem.class)
                    .hasMessageContaining("from 0 to 200");
        }
    }
}
