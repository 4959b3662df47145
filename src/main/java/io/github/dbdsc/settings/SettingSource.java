package io.github.dbdsc.settings;

import io.github.dbdsc.model.Strictness;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.model.TargetView;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values that the settings of a target are read from: those that are given by name, and the key vault that some of them point to. */
public final class SettingSource {

    private final Map<String, String> given;
    private final TargetScope scope;
    private final @Nullable SecretStore vault;
    private final List<String> faults;

    private SettingSource(
            Map<String, String> given, TargetScope scope, @Nullable SecretStore vault, List<String> faults) {
        this.given = Map.copyOf(given);
        this.scope = scope;
        this.vault = vault;
        this.faults = List.copyOf(faults);
    }

    /**
     * Takes values by setting name; blank ones count as missing.
     *
     * @param scope which of them count for the target
     * @param vaultAt opens the key vault at an address, without asking it anything yet
     */
    public static SettingSource of(Map<String, String> values, TargetScope scope, Function<URI, SecretStore> vaultAt) {
        try {
            SecretStore vault = scope.value(values, "KEY_VAULT_URI")
                    .map(SettingSource::vaultAddress)
                    .map(vaultAt)
                    .orElse(null);
            return new SettingSource(values, scope, vault, List.of());
        } catch (IllegalArgumentException e) {
            return new SettingSource(values, scope, null, List.of(String.valueOf(e.getMessage())));
        }
    }

    private static URI vaultAddress(String value) {
        try {
            URI uri = URI.create(value);
            if ("https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getPath().replace("/", "").isEmpty()) {
                return URI.create("https://" + uri.getAuthority().toLowerCase(Locale.ROOT));
            }
        } catch (IllegalArgumentException e) {
            // reported below, like every other address that can't be used
        }
        throw new IllegalArgumentException(
                "KEY_VAULT_URI is not the address of a key vault; it should be https://<vault>.vault.azure.net");
    }

    /** Returns everything that is wrong with the settings, as far as that can be told without a call. */
    public List<String> faults() {
        return check(SettingValues.seen(given, scope, vault)).faults();
    }

    /**
     * Checks the settings. Those that are not secrets are read from the vault now, if that is where they are.
     *
     * @throws SettingsException naming every setting that is missing or wrong
     * @throws CredentialException when the vault can't be read
     */
    public Settings settings() {
        return check(SettingValues.read(given, scope, vault)).settings();
    }

    /** Returns what runs work on; empty where that can't be told without a call, or the address is wrong. */
    public Optional<Target> target() {
        return check(SettingValues.seen(given, scope, vault)).target();
    }

    /**
     * Returns settings {@code STRICT} and {@code STRICT_UNDEFINED} alone, for commands that need no workspace.
     *
     * @throws SettingsException when one is not a known choice
     */
    public Strictness strictness() {
        return check(SettingValues.seen(given, scope, vault)).strictness();
    }

    /** Returns how the target sees the definitions, as far as that can be told without a call. */
    public TargetView view() {
        return check(SettingValues.seen(given, scope, vault)).view();
    }

    private SettingsCheck check(SettingValues values) {
        return new SettingsCheck(values, scope, faults);
    }

    /** Returns whether any setting is given that names a workspace, or an identity to log in with. */
    public boolean isForWorkspace() {
        return Stream.of("DATABRICKS_URI", "AUTHORITY_TYPE", "PARAMS")
                .anyMatch(name -> scope.value(given, name).isPresent());
    }

    /** Returns the secrets of the vault that settings point to, by their references. Nothing is read yet. */
    public SortedMap<String, Secret> secrets() {
        SortedMap<String, Secret> secrets = new TreeMap<>();
        if (vault != null) {
            SettingValues.seen(given, scope, vault)
                    .references()
                    .forEach(reference -> secrets.put(reference.toString(), vault.secret(reference)));
        }
        return secrets;
    }

    /** Leaves the values out. */
    @Override
    public String toString() {
        return "settings " + given.keySet();
    }
}
