package io.github.dbdsc.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreationRecordTest {

    private static final Target TARGET = new Target("us", URI.create("https://adb-1.azuredatabricks.net"));
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final JobKey A = new JobKey("a");
    private static final JobKey B = new JobKey("b");

    private final InMemoryStores store = new InMemoryStores();

    private Map<JobKey, Duration> begin(JobKey key, Instant now) {
        return new CreationRecord(store, TARGET).begin(Set.of(key), now);
    }

    @Test
    void the_next_run_learns_what_this_one_began() {
        assertThat(begin(A, NOON)).isEmpty();

        assertThat(begin(B, NOON.plusSeconds(4))).isEqualTo(Map.of(A, Duration.ofSeconds(4)));
        assertThat(begin(A, NOON.plusSeconds(9))).isEqualTo(Map.of(A, Duration.ofSeconds(9), B, Duration.ofSeconds(5)));
    }

    @Test
    void what_began_an_hour_ago_is_forgotten() {
        begin(A, NOON);

        assertThat(begin(B, NOON.plus(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void a_clock_that_is_behind_counts_as_just_now() {
        begin(A, NOON);

        assertThat(begin(B, NOON.minusSeconds(30))).isEqualTo(Map.of(A, Duration.ZERO));
    }

    @Test
    void a_damaged_record_is_an_empty_one_and_is_replaced() {
        begin(A, NOON);
        String path = TARGET.id() + ".creating.json";
        store.write(
                path,
                "{\"a\": \"yesterday\"}".getBytes(StandardCharsets.UTF_8),
                store.read(path).orElseThrow().version());

        assertThat(begin(B, NOON)).isEmpty();
        assertThat(begin(A, NOON)).containsOnlyKeys(B);
    }

    @Test
    void a_record_that_another_run_writes_at_the_same_time_is_not_overwritten() {
        StateStore racing = new StateStore() {
            @Override
            public Optional<StoredState> read(String path) {
                return store.read(path);
            }

            @Override
            public boolean write(String path, byte[] content, @Nullable String replaces) {
                begin(B, NOON);
                return store.write(path, content, replaces);
            }
        };

        assertThatThrownBy(() -> new CreationRecord(racing, TARGET).begin(Set.of(A), NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("another run");
        assertThat(begin(A, NOON)).containsOnlyKeys(B);
    }
}
