package io.github.dbdsc.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.Coverage.CoveringRun;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Target TARGET = new Target("us", URI.create("https://adb-1.azuredatabricks.net"));

    private final InMemoryStores stores = new InMemoryStores();
    private final CoverageRecord record = new CoverageRecord(stores, TARGET);

    private void stored(String json) {
        String path = TARGET.id() + ".coverage.json";
        assertThat(stores.write(
                        path,
                        json.getBytes(StandardCharsets.UTF_8),
                        stores.read(path).map(StoredState::version).orElse(null)))
                .isTrue();
    }

    private static SyncRequest queuedAt(String time) {
        return SyncRequest.CHANGES.queuedAt(Instant.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "{\"changes\": 1}",
                "{\"changes\": {\"startedAt\": \"soon\", \"runId\": \"r\"}}",
                "{\"changes\": {\"startedAt\": \"2026-11-22T11:00:00Z\"}}",
                "{\"changes\": {\"startedAt\": \"2026-11-22T11:00:00Z\", \"runId\": \"r\"}, \"everything\": []}"
            })
    void a_damaged_record_covers_nothing_is_set_aside_and_is_replaced(String json) {
        stored(json);

        assertThat(record.read().of(queuedAt("2026-11-22T10:00:00Z"), NOW)).isEmpty();
        CoverageRecord.Found found = record.open(NOW);
        assertThat(found.notes()).singleElement().satisfies(note -> assertThat(note)
                .contains("it is kept as state/" + TARGET.id() + ".coverage.damaged-"));

        record.add(found, Scope.CHANGES, new CoveringRun(NOW, "run"), new TreeMap<>(Map.of("jobs/a.json", "1")));
        assertThat(record.read().of(queuedAt("2026-11-22T10:00:00Z"), NOW)).contains(new CoveringRun(NOW, "run"));
        assertThat(record.open(NOW).notes()).isEmpty();
    }

    @Test
    void what_is_in_order_beside_a_run_of_the_future_goes_on_covering() {
        stored("{\"changes\": {\"startedAt\": \"2026-11-29T12:00:00Z\", \"runId\": \"ahead\"},"
                + " \"everything\": {\"startedAt\": \"2026-11-22T11:00:00Z\", \"runId\": \"hourly\"}}");

        assertThat(record.open(NOW).notes()).hasSize(1);

        SyncRequest all = SyncRequest.SYNC.queuedAt(Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(record.read().of(all, NOW)).map(CoveringRun::runId).contains("hourly");
        assertThat(record.read().of(queuedAt("2026-11-22T10:00:00Z"), NOW)).isEmpty();
    }

    @Test
    void a_run_covers_only_requests_from_before_it_began() {
        stored("{\"changes\": {\"startedAt\": \"2026-11-22T11:00:00Z\", \"runId\": \"r\"}}");

        assertThat(record.read().of(queuedAt("2026-11-22T10:59:57Z"), NOW)).isPresent();
        assertThat(record.read().of(queuedAt("2026-11-22T10:59:58Z"), NOW)).isEmpty();
        assertThat(record.read().of(queuedAt("2026-11-22T11:00:01Z"), NOW)).isEmpty();
        assertThat(record.read().of(SyncRequest.CHANGES, NOW)).isEqualTo(Optional.empty());
    }
}
