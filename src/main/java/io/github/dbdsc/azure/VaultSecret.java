package io.github.dbdsc.azure;

import io.github.dbdsc.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The value of one secret, read from the vault when needed and kept for a while. One thread reads, the others wait. */
final class VaultSecret implements Secret {

    /** How long a value is used before it is read again although nobody refused it. */
    static final Duration KEPT = Duration.ofMinutes(10);

    /** Many calls fail at once when a value stops working: after one has read it again, the others need not. */
    static final Duration BETWEEN_REFUSALS = Duration.ofSeconds(30);

    private final Supplier<String> vault;
    private final InstantSource clock;
    private @Nullable String value;
    private Instant readAt = Instant.MIN;
    private Instant refusedAt = Instant.MIN;

    VaultSecret(Supplier<String> vault, InstantSource clock) {
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public synchronized String value() {
        String known = value;
        return known == null || isPast(readAt, KEPT) ? read() : known;
    }

    @Override
    public synchronized String after(String refused) {
        String known = value;
        if (known == null) {
            return read();
        }
        if (known.equals(refused) && isPast(refusedAt, BETWEEN_REFUSALS)) {
            refusedAt = clock.instant();
            return read();
        }
        return known;
    }

    synchronized Optional<String> known() {
        return Optional.ofNullable(value);
    }

    private String read() {
        String fresh = vault.get();
        value = fresh;
        readAt = clock.instant();
        return fresh;
    }

    private boolean isPast(Instant since, Duration time) {
        return since.equals(Instant.MIN) || !clock.instant().isBefore(since.plus(time));
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
