package io.github.dbdsc.local;

import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.SharedContainer;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for where definitions, state, lock and reports are: a folder, or a function app's own containers. */
final class WorkPlace {

    @Mixin
    private final FolderOptions folder = new FolderOptions();

    @Mixin
    private final WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(
            names = "--storage",
            paramLabel = "ACCOUNT",
            description =
                    "Work on the containers of this storage account, with the function app's state, lock and reports"
                            + " (its name or address; a connection string belongs in the setting JobStore).")
    private @Nullable String account;

    /**
     * What a command works with.
     *
     * @param paths which files of the place are read
     */
    record Opened(Settings settings, Stores stores, SourcePaths paths) {}

    FolderOptions folder() {
        return folder;
    }

    Map<String, String> values(Map<String, String> environment) {
        return folder.over(workspace.values(environment));
    }

    /**
     * Returns the settings of the target that the command line names, or of the only one.
     *
     * @throws UsageException when there are several and none is named, or none of this name
     */
    AppSettings source(Map<String, String> values) {
        return workspace.source(values);
    }

    /** Returns the target that the command line names; empty when it names none. */
    Optional<String> target() {
        return workspace.target();
    }

    boolean hasParams() {
        return workspace.isGiven();
    }

    boolean isStorage() {
        return account != null;
    }

    /**
     * Opens the place.
     *
     * @throws UsageException when the account is no name or address, or a folder is named beside it
     * @throws io.github.dbdsc.settings.SettingsException naming every setting that is missing or wrong
     */
    Opened open(Map<String, String> environment) {
        return opened(workspace.source(placed(environment)));
    }

    /**
     * Opens the place for the target that the command line names, or for all targets.
     *
     * @throws UsageException as {@link #open} does
     * @throws io.github.dbdsc.settings.SettingsException naming every setting that is missing or wrong
     */
    List<Opened> openAll(Map<String, String> environment) {
        return workspace.sources(placed(environment)).stream().map(this::opened).toList();
    }

    private Map<String, String> placed(Map<String, String> environment) {
        if (account == null) {
            return values(environment);
        }
        if (folder.isGiven()) {
            throw new UsageException("--folder and --storage are both given, but the definitions come from one of them;"
                    + " leave the other out (upload the folder to work on the container)");
        }
        return StorageAccount.in(values(environment), account);
    }

    private Opened opened(AppSettings app) {
        if (account == null) {
            SourcePaths paths = app.paths().inFolder();
            folder.requireDefinitions(paths);
            return new Opened(folder.sourceOf(app.settings()), folder.stores(paths), paths);
        }
        SharedContainer container = SharedContainer.of(app);
        return new Opened(container.settings(), container.stores(), app.paths());
    }
}
