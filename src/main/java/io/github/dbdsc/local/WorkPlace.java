package io.github.dbdsc.local;

import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.SharedContainer;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import java.util.Map;
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

    /** What a command works with. */
    record Opened(Settings settings, Stores stores) {}

    FolderOptions folder() {
        return folder;
    }

    Map<String, String> values(Map<String, String> environment) {
        return folder.over(workspace.values(environment));
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
        if (account == null) {
            AppSettings app = workspace.source(values(environment));
            folder.requireDefinitions(app.paths());
            return new Opened(folder.sourceOf(app.settings()), folder.stores(app.paths()));
        }
        if (folder.isGiven()) {
            throw new UsageException("--folder and --storage are both given, but the definitions come from one of them;"
                    + " leave the other out (upload the folder to work on the container)");
        }
        Map<String, String> values = values(environment);
        SharedContainer container = SharedContainer.of(workspace.source(StorageAccount.in(values, account)));
        return new Opened(container.settings(), container.stores());
    }
}
