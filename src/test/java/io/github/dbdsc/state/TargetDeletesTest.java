package io.github.dbdsc.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.DeleteWindow;
import io.github.dbdsc.plan.PruneRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetDeletesTest {

    private static final Target TARGET = new Target("us", URI.create("https://adb-1.azuredatabricks.net"));
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final PruneRecord RECORD = new PruneRecord(
            new DeleteWindow(NOW, 40, Set.of(9_007_199_254_741_067L, 3L), null), Map.of(5L, NOW.minusSeconds(7)));

    private final InMemoryStores stores = new InMemoryStores();
    private final VersionedDocument<PruneRecord> document = TargetDeletes.document(stores, TARGET);

    private TargetDeletes read() {
        return TargetDeletes.read(
                TargetDeletes.document(stores, TARGET),
                TargetState.read(TargetState.document(stores, TARGET, null), Installation.of("us")),
                NOW);
    }

    @Test
    void the_document_is_named_for_its_target() {
        assertThat(document.path()).isEqualTo("us@adb-1.azuredatabricks.net.prune.json");
    }

    @Test
    void what_is_written_is_read_again() {
        List<String> told = new ArrayList<>();
        assertThat(read().write(RECORD, told)).isEmpty();

        assertThat(read().record()).isEqualTo(RECORD);
        assertThat(told).isEmpty();
    }

    @Test
    void why_nothing_may_be_deleted_is_read_again() {
        PruneRecord lost = PruneRecord.lost(NOW, "it was lost");
        assertThat(read().write(lost, new ArrayList<>())).isEmpty();

        assertThat(read().record()).isEqualTo(lost);
    }

    @Test
    void a_record_that_another_run_has_written_meanwhile_stays() {
        TargetDeletes early = read();
        assertThat(read().write(RECORD, new ArrayList<>())).isEmpty();

        assertThat(early.write(PruneRecord.NEW, new ArrayList<>()))
                .hasValueSatisfying(problem -> assertThat(problem).contains("another run has written it"));
        assertThat(read().record()).isEqualTo(RECORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{'version':2,'orphans':{}}",
                "{'version':1}",
                "{'version':1,'orphans':{'x':'2026-11-30T10:00:00Z'}}",
                "{'version':1,'orphans':{'5':'today'}}",
                "{'version':1,'orphans':{},'window':null}",
                "{'version':1,'orphans':{},'window':{'since':'2026-11-30T10:00:00Z','deleted':[]}}",
                "{'version':1,'orphans':{},'window':{'since':'2026-11-30T10:00:00Z','jobs':-1,'deleted':[]}}",
                "{'version':1,'orphans':{},'window':{'since':'2026-11-30T10:00:00Z','jobs':4,'deleted':['x']}}",
                "{'version':1,'orphans':{},'window':{'jobs':4,'deleted':[]}}"
            })
    void whatever_is_not_as_it_was_written_is_damaged(String text) {
        assertThatThrownBy(
                        () -> new PruneRecordJson().read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageMatching("is no JSON|has .*");
    }
}
