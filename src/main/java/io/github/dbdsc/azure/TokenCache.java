package io.github.dbdsc.azure;

import com.azure.core.credential.AccessToken;
import io.github.dbdsc.settings.CredentialException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one token until shortly before it expires. However many threads want it, one asks for it and the others wait for
 * the result. While a token that is still good is being renewed, the others go on with it; if that fails, they all do.
 */
final class TokenCache {

    /** When to renew, if the issuer does not say. */
    private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(5);

    /** The workspace refuses a token half a minute before it expires, and calls take time. */
    private static final Duration UNUSABLE = Duration.ofMinutes(1);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

    private final TokenIssuer issuer;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Held held;
    private volatile @Nullable CredentialException lastFailure;
    private @Nullable String refused;

    TokenCache(TokenIssuer issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    private record Held(AccessToken token, Instant renewFrom, Instant usableUntil) {}

    /**
     * Returns a token that is good now.
     *
     * @throws CredentialException when none is issued
     */
    AccessToken get() {
        Held now = held;
        if (now == null || isPast(now.usableUntil())) {
            return first();
        }
        return isPast(now.renewFrom()) ? renewed(now) : now.token();
    }

    private AccessToken first() {
        CredentialException before = lastFailure;
        asking.lock();
        try {
            Held meanwhile = held;
            if (meanwhile != null && !isPast(meanwhile.usableUntil())) {
                return meanwhile.token();
            }
            CredentialException failure = lastFailure;
            if (failure != null && failure != before) {
                throw failure;
            }
            return ask();
        } finally {
            asking.unlock();
        }
    }

    private AccessToken renewed(Held now) {
        if (!asking.tryLock()) {
            return now.token();
        }
        try {
            Held meanwhile = held;
            if (meanwhile == null || meanwhile.equals(now)) {
                return ask();
            }
            return meanwhile.token();
        } catch (CredentialException e) {
            held = new Held(now.token(), clock.instant().plus(BETWEEN_TRIES), now.usableUntil());
            return now.token();
        } finally {
            asking.unlock();
        }
    }

    /** Drops a token that was not accepted: unless another is here already, the next is asked for past all caches. */
    void refused(String token) {
        asking.lock();
        try {
            Held now = held;
            if (now != null && now.token().getToken().equals(token)) {
                held = null;
                refused = token;
            }
        } finally {
            asking.unlock();
        }
    }

    /** Returns the token that is here, without asking for one. */
    Optional<AccessToken> known() {
        return Optional.ofNullable(held).map(Held::token);
    }

    private AccessToken ask() {
        try {
            AccessToken token = issuer.issue(refused);
            refused = null;
            Instant expiry = token.getExpiresAt().toInstant();
            held = new Held(token, renewFrom(token, expiry), expiry.minus(UNUSABLE));
            return token;
        } catch (CredentialException e) {
            lastFailure = e;
            throw e;
        }
    }

    /** Returns when to renew a token. If Entra says nothing about it, Azure Identity says 1970. */
    private Instant renewFrom(AccessToken token, Instant expiry) {
        return Optional.ofNullable(token.getRefreshAt())
                .map(OffsetDateTime::toInstant)
                .filter(time -> !isPast(time))
                .orElse(expiry.minus(BEFORE_EXPIRY));
    }

    private boolean isPast(Instant time) {
        return !clock.instant().isBefore(time);
    }
}
