package io.github.dbdsc.azure;

import io.github.dbdsc.settings.Settings;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity with which the program itself reaches storage and key vault.
 *
 * @param managed whether it is a managed identity, and not whoever is logged in on the machine
 * @param clientId the client id of a user-assigned managed identity; null for the system-assigned one
 */
record AppIdentity(boolean managed, @Nullable String clientId) {

    /** Whoever is logged in on this machine. */
    static final AppIdentity LOGIN = new AppIdentity(false, null);

    static AppIdentity managed(@Nullable String clientId) {
        return new AppIdentity(true, clientId);
    }

    /**
     * Returns the identity for the key vault: the one that setting {@code KEY_VAULT_CLIENT_ID} names, else the one that
     * storage is reached with, else the one that the workspace is reached with, else the function app's own.
     *
     * @param storage the name of the storage connection, which says {@code <name>__credential} and
     *     {@code <name>__clientId}
     */
    static AppIdentity forVault(Map<String, String> settings, String storage) {
        Optional<String> named = Settings.value(settings, "KEY_VAULT_CLIENT_ID");
        if (named.isPresent()) {
            return managed(named.get());
        }
        if (is(settings, storage + "__credential", "managedidentity")) {
            return managed(Settings.value(settings, storage + "__clientId").orElse(null));
        }
        if (is(settings, "AUTHORITY_TYPE", "msi")) {
            return managed(Settings.value(settings, "CLIENT_ID").orElse(null));
        }
        boolean onAppService = Settings.value(settings, "IDENTITY_ENDPOINT").isPresent();
        return onAppService ? managed(null) : LOGIN;
    }

    private static boolean is(Map<String, String> settings, String name, String value) {
        return Settings.value(settings, name).filter(value::equalsIgnoreCase).isPresent();
    }
}
