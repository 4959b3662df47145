package io.github.dbdsc.function;

/** A request asks for something that does not exist or can't be understood: the caller's fault. */
final class BadQueryException extends RuntimeException {

    BadQueryException(String message) {
        super(message);
    }
}
