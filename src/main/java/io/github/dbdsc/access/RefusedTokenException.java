package io.github.dbdsc.access;

/** Says why a token does not count, without anything that is in it. */
public final class RefusedTokenException extends Exception {

    private static final long serialVersionUID = 1;

    RefusedTokenException(String message) {
        super(message);
    }
}
