package io.github.dbdsc.local;

/** Thrown when a command can't be carried out as the user gave it. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
