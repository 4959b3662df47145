package io.github.dbdsc.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Remembers for some seconds what is in folders. Safe for use by several threads. */
final class RecentListings {

    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private final Function<String, List<String>> listing;
    private final Clock clock;
    private final Map<String, Listed> remembered = new ConcurrentHashMap<>();

    private record Listed(List<String> names, Instant until) {}

    RecentListings(Function<String, List<String>> listing, Clock clock) {
        this.listing = listing;
        this.clock = clock;
    }

    /** What is in a folder, or was a few seconds ago. */
    List<String> of(String folder) {
        Instant now = clock.instant();
        Listed known = remembered.get(folder);
        if (known != null && now.isBefore(known.until())) {
            return known.names();
        }
        List<String> names = listing.apply(folder);
        remembered.put(folder, new Listed(names, now.plus(GOOD_FOR)));
        return names;
    }

    /** Looks anew from now on. */
    void forget() {
        remembered.clear();
    }
}
