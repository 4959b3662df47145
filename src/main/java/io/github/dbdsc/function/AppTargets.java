package io.github.dbdsc.function;

import io.github.dbdsc.azure.Credentials;
import io.github.dbdsc.azure.KeyVault;
import io.github.dbdsc.model.Loopback;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.settings.SecretStore;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.settings.SourcePrefix;
import io.github.dbdsc.settings.StorageSettings;
import io.github.dbdsc.settings.TargetScope;
import io.github.dbdsc.settings.Targets;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The targets in the app settings, each with its own: one without a name where there are none. */
public final class AppTargets {

    private static final String VAULT_IDENTITY = "KEY_VAULT_CLIENT_ID";

    private final Map<String, String> values;
    private final Targets targets;
    private final Map<String, AppSettings> settings = new LinkedHashMap<>();

    private AppTargets(Map<String, String> values, BiFunction<URI, Map<String, String>, SecretStore> vaultAt) {
        this.values = Map.copyOf(values);
        this.targets = Targets.of(values);
        targets.names().forEach(name -> settings.put(name, settings(targets.scope(name), vaultAt)));
    }

    /** Takes values by setting name; blank ones count as missing. Makes no call yet. */
    public static AppTargets of(Map<String, String> values) {
        return of(
                values,
                (address, of) -> KeyVault.at(address, of, StorageSettings.CONNECTION, Credentials.ofThisProcess()));
    }

    /**
     * Takes the same, with other vaults: targets share one where they ask at one address as one identity.
     *
     * @param opened opens the vault at an address, with settings that say as whom
     */
    static AppTargets of(Map<String, String> values, BiFunction<URI, Map<String, String>, SecretStore> opened) {
        Map<List<String>, SecretStore> vaults = new ConcurrentHashMap<>();
        return new AppTargets(
                values,
                (address, of) -> vaults.computeIfAbsent(
                        List.of(address.toString(), of.getOrDefault(VAULT_IDENTITY, "")),
                        both -> opened.apply(address, of)));
    }

    /** Takes the same, with the secrets of this store. */
    static AppTargets of(Map<String, String> values, SecretStore vault) {
        return new AppTargets(values, (address, of) -> vault);
    }

    private AppSettings settings(TargetScope scope, BiFunction<URI, Map<String, String>, SecretStore> vaultAt) {
        return new AppSettings(values, scope, address -> vaultAt.apply(address, identityOfVault(scope)));
    }

    /** Returns the values with the target's own identity for its vault. */
    private Map<String, String> identityOfVault(TargetScope scope) {
        Map<String, String> own = new TreeMap<>(values);
        scope.value(values, VAULT_IDENTITY).ifPresent(id -> own.put(VAULT_IDENTITY, id));
        return own;
    }

    /** Returns the targets' names as they are listed; {@code ""} alone where they have none. */
    public List<String> names() {
        return targets.names();
    }

    /** Reports whether targets have names. */
    public boolean areNamed() {
        return targets.areNamed();
    }

    /**
     * Returns the settings of a target.
     *
     * @throws SettingsException when there is none of this name, listing those that there are
     */
    public AppSettings of(String name) {
        AppSettings found = settings.get(name);
        if (found == null) {
            throw new SettingsException(List.of(targets.unknown(name)));
        }
        return found;
    }

    /**
     * Returns the settings of the one target that there is.
     *
     * @throws SettingsException when there are several
     */
    public AppSettings only() {
        if (names().size() > 1) {
            throw new SettingsException(
                    List.of("there are several targets: " + targets.listed() + "; name one of them"));
        }
        return of(names().get(0));
    }

    /**
     * Returns everything that is wrong with the settings of all targets, as far as that can be told without a call.
     *
     * @param withStorage whether definitions are in a storage account, so that its connection has to be set
     */
    public List<String> faults(boolean withStorage) {
        List<String> faults = new ArrayList<>(shared());
        settings.values().forEach(target -> faults.addAll(target.faults(withStorage)));
        return faults.stream().distinct().toList();
    }

    /**
     * Checks the targets beside each other: whichever of them is meant, none may work while they contradict each other.
     *
     * @throws SettingsException when they do
     */
    public void requireSense() {
        List<String> faults = shared();
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
    }

    /** Returns the name of the container with the definitions, which all targets share. */
    String container() {
        return of(names().get(0)).storage().jobContainer();
    }

    /** Returns everything that is wrong, also which functions the host does not run because of their settings. */
    List<String> healthFaults() {
        return Stream.concat(faults(true).stream(), of(names().get(0)).triggerFaults().stream())
                .toList();
    }

    /** Returns what is wrong with the targets beside each other, whichever of them is meant. */
    public List<String> shared() {
        List<String> faults = new ArrayList<>(targets.faults());
        faults.addAll(SourcePrefix.overlapping(values, targets));
        faults.addAll(alike());
        return faults;
    }

    /** Returns which targets have the same jobs: each of them would take those that the other has made for strays. */
    private List<String> alike() {
        List<String> faults = new ArrayList<>();
        Map<String, String> known = new HashMap<>();
        settings.forEach((name, of) -> {
            Optional<Target> target = of.target();
            String other =
                    target.map(found -> known.putIfAbsent(jobsOf(found), name)).orElse(null);
            if (other != null) {
                faults.add(
                        "the targets '" + other + "' and '" + name + "' have one workspace and one OWNER, so each would"
                                + " delete what the other makes; give them different values of DATABRICKS_URI or OWNER");
            }
        });
        return faults;
    }

    /** Returns the same for the same jobs, however the address of their workspace is written. */
    private static String jobsOf(Target target) {
        URI workspace = target.workspace();
        String host = workspace.getHost().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        int usual = "http".equalsIgnoreCase(workspace.getScheme()) ? 80 : 443;
        int port = workspace.getPort() < 0 ? usual : workspace.getPort();
        return (Loopback.isHost(host) ? "localhost" : host) + ":" + port + " " + target.owner();
    }
}
