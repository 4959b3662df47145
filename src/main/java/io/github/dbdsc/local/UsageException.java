package io.github.dbdsc.local;

/** The command can't be carried out as it was given: the user's fault. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
