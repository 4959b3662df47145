package io.github.dbdsc.function;

import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.model.Strictness;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.SecretStore;
import io.github.dbdsc.settings.SettingSource;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.settings.SourcePrefix;
import io.github.dbdsc.settings.StorageSettings;
import io.github.dbdsc.settings.TargetScope;
import io.github.dbdsc.settings.TriggerSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The app settings of one target, with the key vault and the storage account in Azure that they name. */
public final class AppSettings {

    private final Map<String, String> values;
    private final TargetScope scope;
    private final SettingSource source;

    AppSettings(Map<String, String> values, TargetScope scope, Function<URI, SecretStore> vaultAt) {
        this.values = Map.copyOf(values);
        this.scope = scope;
        this.source = SettingSource.of(values, scope, vaultAt);
    }

    /**
     * Takes values by setting name; blank ones count as missing. Makes no call yet.
     *
     * @throws SettingsException when they are for several targets
     */
    public static AppSettings of(Map<String, String> values) {
        return AppTargets.of(values).only();
    }

    /** Takes the same, with the secrets of this store. */
    static AppSettings of(Map<String, String> values, SecretStore vault) {
        return AppTargets.of(values, vault).only();
    }

    /**
     * Returns everything that is wrong with the settings, as far as that can be told without a call.
     *
     * @param withStorage whether definitions are in a storage account, so that its connection has to be set
     */
    public List<String> faults(boolean withStorage) {
        List<String> faults = new ArrayList<>(source.faults());
        if (withStorage || storage().isSet()) {
            faults.addAll(storage().faults());
            try {
                connection();
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(faults);
    }

    /** Returns which functions the host does not run because of their settings. Runs are possible all the same. */
    public List<String> triggerFaults() {
        return new TriggerSettings(values).faults();
    }

    /**
     * Checks the settings. Those that are not secrets are read from the key vault now, if that is where they are.
     *
     * @throws SettingsException naming every setting that is missing or wrong
     * @throws CredentialException when the vault can't be read
     */
    public Settings settings() {
        return source.settings();
    }

    /** Returns what runs work on; empty where that can't be told without a call, or the settings are wrong. */
    Optional<Target> target() {
        return source.target();
    }

    /** Returns whether any setting is given that names a workspace, or an identity to log in with. */
    public boolean isForWorkspace() {
        return source.isForWorkspace();
    }

    /** Returns the target's name; {@code ""} where it has none. */
    public String name() {
        return scope.name();
    }

    /**
     * Returns what is an error in definitions, for commands that need no workspace.
     *
     * @throws SettingsException when one of its settings is not a known choice
     */
    public Strictness strictness() {
        return source.strictness();
    }

    /** Returns the installation that is given; {@code ""} where none is. */
    String owner() {
        return scope.value(values, "OWNER").orElse("");
    }

    /** Returns how the target sees the definitions, as far as that can be told without a call. */
    public TargetView view() {
        return source.view();
    }

    /** Returns which files of the container the target reads. No call and no other setting is needed for that. */
    public SourcePaths paths() {
        return new SourcePaths(SourcePrefix.in(values, scope), scope.name(), scope.all());
    }

    SettingSource source() {
        return source;
    }

    StorageSettings storage() {
        return new StorageSettings(values);
    }

    /**
     * Returns the connection to the storage account, without using it.
     *
     * @throws IllegalArgumentException naming the setting that is missing or malformed, and what it should look like
     */
    StorageConnection connection() {
        return StorageConnection.of(values, StorageSettings.CONNECTION);
    }
}
