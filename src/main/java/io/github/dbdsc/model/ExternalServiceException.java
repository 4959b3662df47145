package io.github.dbdsc.model;

/**
 * The world's fault, not the user's and not the program's: storage, workspace or identity did not do what was asked.
 * The message is fit for users: what was asked, what came back, what to do next.
 */
public abstract class ExternalServiceException extends RuntimeException {

    private final String sentence;

    protected ExternalServiceException(String message, Throwable cause) {
        super(message, cause);
        this.sentence = message;
    }

    protected ExternalServiceException(String message) {
        super(message);
        this.sentence = message;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
