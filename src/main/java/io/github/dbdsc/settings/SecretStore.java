package io.github.dbdsc.settings;

import java.util.Optional;

/** Where secrets are kept. */
public interface SecretStore {

    /** The secret, which may not be there. Nothing is asked of the store yet. */
    Secret secret(SecretReference reference);

    /** The secret's value as far as it was read before. Never asks the store. */
    Optional<String> known(SecretReference reference);
}
