package io.github.dbdsc.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Hold.From;
import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetHoldsTest {
    private static final Target TARGET = new Target("us", URI.create("https://adb-1.azuredatabricks.net"));
    private static final String PATH = TARGET.id() + ".holds.json";
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final JobKey A = new JobKey("etl/täglich");
    private static final JobKey B = new JobKey("b");

    private final InMemoryStores store = new InMemoryStores();

    private TargetHolds holds() {
        return new TargetHolds(store, TARGET);
    }

    private static Hold hold(@Nullable Duration time) {
        return new Hold(From.PERSON, "ann \"the\" boss", "<reason>", NOW, time == null ? null : NOW.plus(time));
    }

    @Test
    void what_is_written_is_read_again() {
        Hold all = new Hold(From.EVERYTHING, "", "", NOW, null);
        holds().hold(A, hold(Duration.ofHours(2)), NOW);

        Holds written = holds().hold(null, all, NOW);

        assertThat(holds().read().holds()).isEqualTo(written);
        assertThat(written.all()).isEqualTo(all);
        assertThat(written.of(A)).contains(hold(Duration.ofHours(2)));
        assertThat(holds().read().fault()).isEmpty();
    }

    @Test
    void a_hold_that_is_over_counts_no_more_and_goes_with_the_next_write() {
        holds().hold(A, hold(Duration.ofHours(1)), NOW);
        Instant later = NOW.plus(Duration.ofHours(1));

        assertThat(holds().read().holds().at(later.minusNanos(1)).of(A)).isPresent();
        assertThat(holds().read().holds().at(later).of(A)).isEmpty();
        assertThat(holds().end(A, later)).isEmpty();
        holds().hold(B, hold(null), later);

        assertThat(holds().read().holds().jobs().keySet()).containsExactly(B);
    }

    @Test
    void many_are_held_with_one_write_and_a_hold_without_an_end_stays() {
        Hold longer = new Hold(From.PERSON, "bob", "undone", NOW, null);
        JobKey c = new JobKey("c");
        holds().hold(A, hold(null), NOW);
        holds().hold(B, hold(Duration.ofHours(1)), NOW);
        int[] writes = {0};
        TargetHolds counted = new TargetHolds(
                new StateStore() {
                    @Override
                    public Optional<StoredState> read(String path) {
                        return store.read(path);
                    }

                    @Override
                    public boolean write(String path, byte[] content, @Nullable String replaces) {
                        writes[0]++;
                        return store.write(path, content, replaces);
                    }
                },
                TARGET);

        counted.holdEach(Set.of(A, B, c), longer, NOW);

        assertThat(writes[0]).isEqualTo(1);
        assertThat(holds().read().holds().jobs())
                .containsEntry(A, hold(null))
                .containsEntry(B, longer)
                .containsEntry(c, longer);
    }

    @Test
    void the_hold_of_all_and_those_of_single_jobs_end_by_themselves() {
        holds().hold(A, hold(null), NOW);
        holds().hold(null, new Hold(From.EVERYTHING, "", "", NOW, null), NOW);

        assertThat(holds().end(null, NOW))
                .hasValueSatisfying(left -> assertThat(left.jobs()).containsOnlyKeys(A));
        assertThat(holds().end(null, NOW)).isEmpty();
        assertThat(holds().end(A, NOW))
                .hasValueSatisfying(left -> assertThat(left.isEmpty()).isTrue());
    }

    @Test
    void two_people_at_once_lose_neither_hold() {
        TargetHolds raced = new TargetHolds(
                new StateStore() {
                    private boolean done;

                    @Override
                    public Optional<StoredState> read(String path) {
                        return store.read(path);
                    }

                    @Override
                    public boolean write(String path, byte[] content, @Nullable String replaces) {
                        if (!done) {
                            done = true;
                            holds().hold(B, hold(null), NOW);
                        }
                        return store.write(path, content, replaces);
                    }
                },
                TARGET);

        raced.hold(A, hold(null), NOW);

        assertThat(holds().read().holds().jobs().keySet()).containsExactly(B, A);
    }

    @Test
    void a_store_that_never_takes_it_is_told_of() {
        TargetHolds refused = new TargetHolds(
                new StateStore() {
                    @Override
                    public Optional<StoredState> read(String path) {
                        return Optional.empty();
                    }

                    @Override
                    public boolean write(String path, byte[] content, @Nullable String replaces) {
                        return false;
                    }
                },
                TARGET);

        assertThatThrownBy(() -> refused.hold(A, hold(null), NOW))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was not written");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "null",
                "{\"version\":2,\"jobs\":{}}",
                "{\"version\":1}",
                "{\"version\":1,\"jobs\":[]}",
                "{\"version\":1,\"jobs\":{},\"other\":1}",
                "{\"version\":1,\"jobs\":{}} {}",
                "{\"version\":1,\"jobs\":{},\"jobs\":{}}",
                "{\"version\":1,\"jobs\":{\"a\":{}}}",
                "{\"version\":1,\"jobs\":{\"a\":null}}",
                "{\"version\":1,\"jobs\":{\"a\":{\"from\":\"nobody\"}}}",
                "{\"version\":1,\"jobs\":{\"a\":{\"from\":\"person\",\"until\":\"soon\"}}}",
                "{\"version\":1,\"jobs\":{},\"all\":true}"
            })
    void what_is_not_as_it_was_written_holds_every_job(String content) {
        store.write(PATH, content.getBytes(StandardCharsets.UTF_8), null);

        TargetHolds.Found found = holds().read();

        assertThat(found.holds().all()).extracting(Hold::from).isEqualTo(From.FAULT);
        assertThat(found.holds().at(Instant.MAX).isEmpty()).isFalse();
        assertThat(found.fault())
                .hasValueSatisfying(fault -> assertThat(fault.message()).contains("no job is written"));
        assertThatThrownBy(() -> holds().end(A, NOW)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> holds().end(null, NOW)).isInstanceOf(StoreException.class);
        assertThat(holds().hold(null, hold(null), NOW).all()).isNotNull();
        assertThat(holds().end(null, NOW))
                .hasValueSatisfying(left -> assertThat(left.isEmpty()).isTrue());
        assertThat(holds().read().holds()).isEqualTo(Holds.NONE);
    }
}
