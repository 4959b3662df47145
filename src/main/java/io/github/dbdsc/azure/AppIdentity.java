package io.github.dbdsc.azure;

import io.github.dbdsc.settings.Settings;
import java.util.Map;
import java.util.Optional;

/**
 * As whom the program itself reaches storage and key vault.
 *
 * @param managed whether that is a managed identity, and not whatever login the machine has
 * @param clientId the user-assigned identity's client id; none for the system-assigned one
 */
record AppIdentity(boolean managed, Optional<String> clientId) {

    /** Whoever is logged in on this machine. */
    static final AppIdentity LOGIN = new AppIdentity(false, Optional.empty());

    static AppIdentity managed(Optional<String> clientId) {
        return new AppIdentity(true, clientId);
    }

    /**
     * The identity for the key vault: the one that setting {@code KEY_VAULT_CLIENT_ID} names, else the one that storage
     * is reached with, else the one that the workspace is reached with, else the function app's own.
     *
     * @param storage the name of the storage connection, which says {@code <name>__credential} and
     *     {@code <name>__clientId}
     */
    static AppIdentity forVault(Map<String, String> settings, String storage) {
        Optional<String> named = Settings.value(settings, "KEY_VAULT_CLIENT_ID");
        if (named.isPresent()) {
            return managed(named);
        }
        if (is(settings, storage + "__credential", "managedidentity")) {
            return managed(Settings.value(settings, storage + "__clientId"));
        }
        if (is(settings, "AUTHORITY_TYPE", "msi")) {
            return managed(Settings.value(settings, "CLIENT_ID"));
        }
        boolean onAppService = Settings.value(settings, "IDENTITY_ENDPOINT").isPresent();
        return onAppService ? managed(Optional.empty()) : LOGIN;
    }

    private static boolean is(Map<String, String> settings, String name, String value) {
        return Settings.value(settings, name).filter(value::equalsIgnoreCase).isPresent();
    }
}
