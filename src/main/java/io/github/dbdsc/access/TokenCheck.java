package io.github.dbdsc.access;

/** Tells whether a token is good. */
@FunctionalInterface
public interface TokenCheck {

    /** Refuses every token. */
    TokenCheck NONE = token -> {
        throw new RefusedTokenException("no token opens anything here");
    };

    /**
     * Returns whom a bearer token stands for.
     *
     * @param token as it was sent, without the word {@code Bearer}
     * @throws RefusedTokenException when the token does not count, saying why
     * @throws IssuerUnavailableException when nobody knows, since the issuer's keys can't be had
     */
    TokenHolder holder(String token) throws RefusedTokenException;
}
