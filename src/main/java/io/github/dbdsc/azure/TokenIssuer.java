package io.github.dbdsc.azure;

import com.azure.core.credential.AccessToken;
import io.github.dbdsc.settings.CredentialException;
import java.util.Optional;

/** Where tokens come from. */
@FunctionalInterface
interface TokenIssuer {

    /**
     * A token.
     *
     * @param refused one that is not accepted though its time is not over: no cache on the way may answer with it again
     * @throws CredentialException when there is none to be had
     */
    AccessToken issue(Optional<String> refused);
}
