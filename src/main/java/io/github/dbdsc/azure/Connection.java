package io.github.dbdsc.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.microsoft.aad.msal4j.MsalException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Tells from a failure what it was about: the network, or the token that a request needs. */
final class Connection {

    private Connection() {}

    /** What happened to the connection, by kind, when that is what failed. */
    static Optional<String> trouble(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return Optional.of(cause.getClass().getSimpleName());
            }
        }
        return Optional.empty();
    }

    /** Whether the request was not even made, for want of a token. Azure Identity throws its own or the library's. */
    static boolean isWantOfToken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAuthenticationException || cause instanceof MsalException) {
                return true;
            }
        }
        return false;
    }
}
