package io.github.dbdsc.template.compiler;

/** A template does what can't be followed without a definition. */
final class UnknownReadsException extends RuntimeException {

    UnknownReadsException(String message) {
        super(message);
    }
}
