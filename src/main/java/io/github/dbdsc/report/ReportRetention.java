package io.github.dbdsc.report;

import io.github.dbdsc.model.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Deletes reports older than the setting {@code REPORT_DAYS} allows, once every few hours. */
public final class ReportRetention {

    private static final Duration BETWEEN = Duration.ofHours(6);

    /** A run calls this while it holds the lock, so it must not take long. */
    private static final int AT_ONCE = 200;

    private final ReportStore reports;
    private final int days;
    private final Clock clock;
    private Instant next = Instant.MIN;

    public ReportRetention(ReportStore reports, int days, Clock clock) {
        this.reports = reports;
        this.days = days;
        this.clock = clock;
    }

    /**
     * Deletes some of the reports that are too old, unless it did so a short time ago.
     *
     * @return a note when it failed, which is harmless: a later run tries again
     */
    public synchronized Optional<String> tidy() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return Optional.empty();
        }
        try {
            int deleted = reports.deleteBefore(
                    LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(days), AT_ONCE);
            next = deleted < AT_ONCE ? now.plus(BETWEEN) : now;
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of("old reports were not deleted: " + e.getMessage());
        }
    }
}
