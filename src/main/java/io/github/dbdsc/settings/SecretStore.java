package io.github.dbdsc.settings;

import java.util.Optional;

/** Keeps secrets. */
public interface SecretStore {

    /** Returns a secret, which may not exist. Makes no call yet. */
    Secret secret(SecretReference reference);

    /** Returns the value of a secret that was read before. Makes no call. */
    Optional<String> known(SecretReference reference);
}
