package io.github.dbdsc.function;

import io.github.dbdsc.azure.Credentials;
import io.github.dbdsc.azure.KeyVault;
import io.github.dbdsc.azure.SecretStore;
import io.github.dbdsc.azure.StorageConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where settings come from: values by name, and the key vault that some of them point to. */
public final class SettingSource {

    /** The connection of the blob trigger, too. */
    static final String STORAGE = "JobStore";

    private final Map<String, String> given;
    private final Optional<SecretStore> vault;
    private final List<String> faults;

    private SettingSource(Map<String, String> given, Optional<SecretStore> vault, List<String> faults) {
        this.given = Map.copyOf(given);
        this.vault = vault;
        this.faults = List.copyOf(faults);
    }

    /** These values, by setting name; blank ones count as missing. Nothing is asked of the vault yet. */
    public static SettingSource of(Map<String, String> values) {
        try {
            Optional<SecretStore> vault =
                    KeyVault.of(values, STORAGE, Credentials.ofThisProcess()).map(store -> store);
            return new SettingSource(values, vault, List.of());
        } catch (IllegalArgumentException e) {
            return new SettingSource(values, Optional.empty(), List.of(String.valueOf(e.getMessage())));
        }
    }

    /** These values, with secrets from this store. */
    static SettingSource of(Map<String, String> values, SecretStore vault) {
        return new SettingSource(values, Optional.of(vault), List.of());
    }

    /**
     * Everything that is wrong with the settings, as far as that can be told without asking anybody.
     *
     * @param storage whether definitions are in a storage account, so that its connection has to be set
     */
    public List<String> faults(boolean storage) {
        SettingValues seen = SettingValues.seen(given, vault);
        List<String> found = new ArrayList<>(new SettingsCheck(seen, faults).faults());
        if (storage || StorageConnection.isSet(given, STORAGE)) {
            StorageCheck check = new StorageCheck(given);
            check.connection();
            found.addAll(check.faults());
        }
        return List.copyOf(found);
    }

    /**
     * The settings, checked. Those that are no secrets are read from the vault now, if that is where they are.
     *
     * @throws SettingsException naming every setting that is missing or wrong
     * @throws io.github.dbdsc.azure.CredentialException when the vault can't be read
     */
    public Settings settings() {
        return new SettingsCheck(SettingValues.read(given, vault), faults).settings();
    }

    /** Whether any setting is given that says which workspace, or as whom. */
    public boolean isForWorkspace() {
        return Stream.of("DATABRICKS_URI", "AUTHORITY_TYPE", "PARAMS")
                .anyMatch(name -> !given.getOrDefault(name, "").isBlank());
    }

    /** The values as they were given. */
    Map<String, String> given() {
        return given;
    }

    /** The vault, where there is one. */
    Optional<SecretStore> vault() {
        return vault;
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "settings " + given.keySet();
    }
}
