package io.github.dbdsc.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.microsoft.aad.msal4j.MsalException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Finds out what a failure was about: the network, or the token that a request needs. */
final class FailureCause {

    private FailureCause() {}

    /** Returns what kind of trouble the network made; empty when it was something else. */
    static Optional<String> network(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return Optional.of(cause.getClass().getSimpleName());
            }
        }
        return Optional.empty();
    }

    /** Returns whether the request was not made for want of a token. Azure Identity throws its own exception or MSAL's. */
    static boolean isMissingToken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAuthenticationException || cause instanceof MsalException) {
                return true;
            }
        }
        return false;
    }
}
