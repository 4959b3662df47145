package io.github.dbdsc.function;

import io.github.dbdsc.azure.RecordedInstallations;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.SettingsException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The containers of a function app, for somebody else who works on them: with the app's definitions, state, lock and
 * reports, and under its name.
 *
 * @param settings those given, with the owner and the source that the state container records
 */
public record SharedContainer(Settings settings, Stores stores) {

    /**
     * Opens the containers of the storage account in the settings.
     *
     * @throws SettingsException when the account's settings are missing or wrong, or the owner is not the one that keeps
     *     the jobs of this container
     * @throws io.github.dbdsc.model.StoreException when the state container can't be read
     */
    public static SharedContainer of(AppSettings app) {
        List<String> faults = app.faults(true);
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        Settings given = app.settings();
        List<Installation> recorded = RecordedInstallations.in(
                app.connection().container(app.storage().stateContainer()), given.workspace());
        Settings settings = recorded.isEmpty() ? given : given.of(choice(recorded, app.owner(), given));
        return new SharedContainer(settings.defaultSource(app.storage().jobContainer()), Wiring.containers(app));
    }

    private static Installation choice(List<Installation> recorded, String owner, Settings given) {
        List<Installation> possible = owner.isBlank()
                ? recorded
                : recorded.stream().filter(one -> one.owner().equals(owner)).toList();
        String known = recorded.stream().map(Installation::owner).collect(Collectors.joining("', '", "'", "'"));
        if (possible.isEmpty()) {
            throw new SettingsException(List.of("OWNER is '" + owner + "', but the jobs of this container in "
                    + given.workspace().getHost() + " are kept by " + known + "; leave OWNER out, or set it to that"));
        }
        if (possible.size() > 1) {
            throw new SettingsException(List.of("OWNER is missing, and the jobs of this container in "
                    + given.workspace().getHost() + " are kept by several: " + known + "; set it to one of them"));
        }
        Installation only = possible.get(0);
        return only.source().isPresent()
                ? only
                : new Installation(only.owner(), given.ownership().source());
    }
}
