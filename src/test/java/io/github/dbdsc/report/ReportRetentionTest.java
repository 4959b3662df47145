package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportRetentionTest {

    private static final int FULL = 200;

    private final List<LocalDate> asked = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private IntSupplier deleted = () -> 0;
    private Instant now = Instant.parse("2026-11-22T00:30:00Z");

    private final ReportRetention retention = new ReportRetention(new Deleting(), 90, new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void reports_are_kept_for_the_days_that_the_setting_says() {
        retention.tidy().ifPresent(notes::add);

        assertThat(asked).containsExactly(LocalDate.of(2026, 8, 24));
        assertThat(notes).isEmpty();
    }

    @Test
    void it_looks_again_only_after_some_hours() {
        retention.tidy().ifPresent(notes::add);
        retention.tidy().ifPresent(notes::add);
        assertThat(asked).hasSize(1);

        now = now.plus(Duration.ofHours(6));
        retention.tidy().ifPresent(notes::add);
        assertThat(asked).hasSize(2);
    }

    @Test
    void it_goes_on_with_the_next_run_when_there_was_more_than_one_run_may_delete() {
        deleted = () -> FULL;
        retention.tidy().ifPresent(notes::add);
        retention.tidy().ifPresent(notes::add);

        assertThat(asked).hasSize(2);
    }

    @Test
    void a_failure_is_a_note_and_the_next_run_tries_again() {
        deleted = () -> {
            throw new StoreException("the container is locked");
        };
        retention.tidy().ifPresent(notes::add);
        deleted = () -> 0;
        retention.tidy().ifPresent(notes::add);

        assertThat(notes).containsExactly("old reports were not deleted: the container is locked");
        assertThat(asked).hasSize(2);
    }

    private final class Deleting implements ReportStore {

        @Override
        public void write(ReportSummary summary, byte[] json, JobIndex jobs) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public Optional<String> read(String runId) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public List<ReportSummary> list(@Nullable String before, int limit) {
            throw new AssertionError("nothing is listed");
        }

        @Override
        public JobHistory history(JobKey key, @Nullable String before, int limit) {
            throw new AssertionError("nothing is listed");
        }

        @Override
        public int deleteBefore(LocalDate day, int limit) {
            asked.add(day);
            assertThat(limit).isEqualTo(FULL);
            return deleted.getAsInt();
        }
    }
}
