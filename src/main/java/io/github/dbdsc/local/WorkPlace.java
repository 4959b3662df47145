package io.github.dbdsc.local;

import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.SharedContainer;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.StorageSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for where definitions, state, lock and reports are: a folder, or a function app's own containers. */
final class WorkPlace {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{3,24}");
    private static final Pattern OF_CONNECTION = Pattern.compile("(?i)(?:^|;)\\s*AccountName=([^;]*)");

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
            folder.requireDefinitions();
            return new Opened(
                    folder.sourceOf(AppSettings.of(values(environment)).settings()), folder.stores());
        }
        if (folder.isGiven()) {
            throw new UsageException("--folder and --storage are both given, but the definitions come from one of them;"
                    + " leave the other out (upload the folder to work on the container)");
        }
        Map<String, String> values = values(environment);
        SharedContainer container = SharedContainer.of(
                AppSettings.of(withAccount(values, account)),
                Settings.value(values, "OWNER").orElse(""));
        return new Opened(container.settings(), container.stores());
    }

    /** Returns the settings with this account, unless their connection string is for it. */
    private static Map<String, String> withAccount(Map<String, String> values, String account) {
        String blobs = blobs(account);
        Optional<String> connection = Settings.value(values, StorageSettings.CONNECTION);
        if (connection.isPresent() && !isAddress(account)) {
            String own = accountOf(connection.get());
            if (!own.equals(account)) {
                throw new UsageException("--storage is " + account + ", but the setting " + StorageSettings.CONNECTION
                        + " is for " + own + "; take one of them away");
            }
            return values;
        }
        Map<String, String> with = new TreeMap<>(values);
        with.remove(StorageSettings.CONNECTION);
        with.put(StorageSettings.CONNECTION + "__blobServiceUri", blobs);
        with.putIfAbsent(StorageSettings.CONNECTION + "__queueServiceUri", blobs.replace(".blob.", ".queue."));
        return with;
    }

    private static String accountOf(String connection) {
        if (connection.toLowerCase(Locale.ROOT).contains("usedevelopmentstorage=true")) {
            return "devstoreaccount1";
        }
        Matcher name = OF_CONNECTION.matcher(connection);
        return name.find() ? name.group(1).strip() : "another account";
    }

    private static boolean isAddress(String account) {
        return account.startsWith("https://");
    }

    private static String blobs(String account) {
        if (NAME.matcher(account).matches()) {
            return "https://" + account + ".blob.core.windows.net";
        }
        if (isAddress(account)) {
            try {
                return "https://" + URI.create(account).getAuthority();
            } catch (IllegalArgumentException e) {
                // reported below, without the text: it may be a secret
            }
        }
        throw new UsageException("--storage is neither the name of a storage account (3 to 24 lower-case letters and"
                + " digits) nor its address, https://<account>.blob.core.windows.net; a connection string belongs in the"
                + " setting " + StorageSettings.CONNECTION);
    }
}
