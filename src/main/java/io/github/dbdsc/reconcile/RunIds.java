package io.github.dbdsc.reconcile;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Names passes by when they ran, {@code 20261122T154200Z-3fa94c}: sorted by name they are sorted by time. */
public final class RunIds implements Supplier<String> {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Clock clock;

    public RunIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String get() {
        return SECOND.format(clock.instant())
                + String.format(
                        Locale.ROOT, "-%06x", ThreadLocalRandom.current().nextInt(1 << 24));
    }
}
