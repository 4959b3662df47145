package io.github.dbdsc.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Target;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VersionedDocumentTest {

    private static final int JOBS = 400;
    private static final Target TARGET = new Target("us", URI.create("https://adb-1.azuredatabricks.net"));

    private final InMemoryStores store = new InMemoryStores();
    private final VersionedDocument<Map<JobKey, AppliedJob>> document = TargetState.document(store, TARGET, null);

    private byte[] stored() {
        return store.read(document.path()).orElseThrow().content();
    }

    private @Nullable String version() {
        return store.read(document.path()).map(StoredState::version).orElse(null);
    }

    private void write(Map<JobKey, AppliedJob> jobs) {
        assertThat(document.write(jobs, version())).isTrue();
    }

    private void put(byte[] content) {
        assertThat(store.write(document.path(), content, version())).isTrue();
    }

    private Map<JobKey, AppliedJob> read() throws DamagedStateException {
        return document.read().orElseThrow().value();
    }

    @Test
    void after_any_changes_the_document_is_the_one_that_is_written_from_scratch() throws Exception {
        Random random = new Random(7);
        List<Map.Entry<JobKey, AppliedJob>> all =
                List.copyOf(ManyAppliedJobs.applied(JOBS).entrySet());
        Map<JobKey, AppliedJob> jobs = new HashMap<>();
        for (int change = 0; change < 100; change++) {
            for (int step = random.nextInt(20); step >= 0; step--) {
                Map.Entry<JobKey, AppliedJob> one = all.get(random.nextInt(JOBS));
                switch (random.nextInt(3)) {
                    case 0 -> jobs.remove(one.getKey());
                    case 1 -> jobs.put(one.getKey(), one.getValue().inRound(random.nextInt(5)));
                    default -> jobs.put(one.getKey(), one.getValue());
                }
            }
            write(Map.copyOf(jobs));

            assertThat(stored()).as("change " + change).isEqualTo(StateDocument.write(jobs));
            assertThat(StateDocument.read(stored())).isEqualTo(jobs);
        }
    }

    @Test
    void what_was_written_is_not_decoded_and_what_was_read_not_decoded_twice() throws Exception {
        Map<JobKey, AppliedJob> jobs = Map.copyOf(ManyAppliedJobs.applied(3));
        write(jobs);

        assertThat(read()).isSameAs(jobs);

        put(StateDocument.write(ManyAppliedJobs.applied(2)));
        Map<JobKey, AppliedJob> decoded = read();
        assertThat(decoded).hasSize(2);
        assertThat(read()).isSameAs(decoded);
    }

    @Test
    void what_somebody_else_wrote_is_decoded() throws Exception {
        write(ManyAppliedJobs.applied(3));
        put(StateDocument.write(Map.of()));

        assertThat(read()).isEmpty();
    }

    @Test
    void what_somebody_else_wrote_meanwhile_is_not_replaced() {
        write(Map.of());
        String version = version();
        put(StateDocument.write(ManyAppliedJobs.applied(1)));

        assertThat(document.write(ManyAppliedJobs.applied(2), version)).isFalse();
    }

    @Test
    void an_equal_value_takes_the_place_of_the_one_that_was_decoded() throws Exception {
        put(StateDocument.write(ManyAppliedJobs.applied(3)));
        Map<JobKey, AppliedJob> equal = Map.copyOf(ManyAppliedJobs.applied(3));

        document.hold(read(), equal);

        assertThat(read()).isSameAs(equal);
    }

    @Test
    void a_value_equal_to_an_earlier_document_does_not_take_the_place_of_a_later_one() throws Exception {
        put(StateDocument.write(ManyAppliedJobs.applied(3)));
        Map<JobKey, AppliedJob> earlier = read();
        put(StateDocument.write(ManyAppliedJobs.applied(4)));
        Map<JobKey, AppliedJob> decoded = read();

        document.hold(earlier, Map.copyOf(ManyAppliedJobs.applied(3)));

        assertThat(read()).isSameAs(decoded);
    }

    @Test
    void a_damaged_document_says_so_each_time() {
        put(new byte[] {1, 2});

        assertThatThrownBy(this::read).isInstanceOf(DamagedStateException.class);
        assertThatThrownBy(this::read).isInstanceOf(DamagedStateException.class);
    }
}
