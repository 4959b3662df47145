package io.github.dbdsc.access;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer publishes, kept in memory. They are fetched when the first token comes, once they are old, and for
 * a token that names a key that is not among them: that is how a new key arrives, and also what anybody can send, so that
 * it has a fetch at most once a minute. While the issuer can't be reached, the keys go on being used.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    /** Between two fetches for keys that are not known, and between two for keys that are old. */
    static final Duration BETWEEN = Duration.ofMinutes(1);

    /** Between two tries while there are no keys at all. */
    static final Duration BEFORE_RETRY = Duration.ofSeconds(5);

    /** Microsoft identity platform, signing key rollover: look for new keys every 24 hours. */
    static final Duration LIFETIME = Duration.ofHours(24);

    /** Fetches the document with the keys. */
    @FunctionalInterface
    interface Fetch {

        /**
         * Returns the document.
         *
         * @throws IOException when the issuer does not answer with it, in time and in full
         */
        String document() throws IOException;
    }

    private final Fetch fetch;
    private final Clock clock;
    private final Object fetching = new Object();
    private volatile @Nullable Known known;
    private Instant lastTry = Instant.MIN;
    private Instant lastForUnknown = Instant.MIN;
    private boolean failed;

    private record Known(JWKSet keys, Instant since) {}

    IssuerKeys(Fetch fetch, Clock clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    /**
     * Returns the keys that may have signed a token; none where the issuer does not publish such a key.
     *
     * @throws IssuerUnavailableException when there are no keys, or a key is asked for that the issuer may have by now
     */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        Known current = known;
        boolean isNew = current == null;
        Known usable = current == null ? first() : isOld(current) ? renewed(current) : current;
        List<JWK> found = selector.select(usable.keys());
        return found.isEmpty() && !isNew ? selector.select(forUnknown(usable).keys()) : found;
    }

    private boolean isOld(Known keys) {
        return !clock.instant().isBefore(keys.since().plus(LIFETIME));
    }

    private Known first() {
        synchronized (fetching) {
            Known current = known;
            if (current != null) {
                return current; // another thread has fetched them meanwhile
            }
            if (failed && isWithin(BEFORE_RETRY, lastTry)) {
                throw unavailable();
            }
            Known fetched = fetched();
            if (fetched == null) {
                throw unavailable();
            }
            return fetched;
        }
    }

    private Known renewed(Known old) {
        synchronized (fetching) {
            Known current = known;
            if (current == null || !current.equals(old) || isWithin(BETWEEN, lastTry)) {
                return current == null ? old : current;
            }
            Known fetched = fetched();
            return fetched == null ? old : fetched;
        }
    }

    private Known forUnknown(Known lacking) {
        synchronized (fetching) {
            Known current = known;
            if (current != null && !current.equals(lacking)) {
                return current;
            }
            if (!isWithin(BETWEEN, lastForUnknown)) {
                lastForUnknown = clock.instant();
                Known fetched = fetched();
                if (fetched != null) {
                    return fetched;
                }
            }
            if (failed) {
                throw unavailable();
            }
            return lacking;
        }
    }

    private boolean isWithin(Duration time, Instant since) {
        return !since.equals(Instant.MIN) && clock.instant().isBefore(since.plus(time));
    }

    /** Returns the keys as they are published now; null where they can't be had. */
    private @Nullable Known fetched() {
        Instant start = clock.instant();
        try {
            JWKSet keys = parsed(fetch.document());
            failed = keys.isEmpty();
            if (!failed) {
                known = new Known(keys, start);
                return known;
            }
        } catch (IOException | ParseException e) {
            failed = true;
        } finally {
            lastTry = clock.instant(); // its end: else those who wait for a slow one would each try it again
        }
        return null;
    }

    private static JWKSet parsed(String document) throws ParseException {
        try {
            return JWKSet.parse(document);
        } catch (RuntimeException e) {
            throw new ParseException("keys", 0); // the library expects no null there
        }
    }

    private static IssuerUnavailableException unavailable() {
        return new IssuerUnavailableException(
                "the keys of the tenant's issuer can't be had, so no token can be checked; try again in a few seconds, and"
                        + " see that the app reaches the authority host of AUTH_TENANT over https");
    }
}
