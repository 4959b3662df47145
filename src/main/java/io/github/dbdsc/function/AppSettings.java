package io.github.dbdsc.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The installation that the app settings describe, wired when a function first needs it. A fault in the settings is
 * thrown to that function's invocation, and looked for again by the next.
 */
final class AppSettings {

    private @Nullable SettingSource source;
    private @Nullable AppServices installation;

    /**
     * The one installation of this process.
     *
     * @throws SettingsException naming every setting that is missing or wrong
     * @throws io.github.dbdsc.azure.CredentialException when a setting is in the key vault and that can't be read
     */
    synchronized AppServices installation() {
        if (installation == null) {
            installation = Wiring.onAzure(source());
        }
        return installation;
    }

    /** The container with the definitions. */
    String jobContainer() {
        return new StorageCheck(source().given()).jobContainer();
    }

    /** What is wrong with the settings, as far as that can be told without a call. */
    List<String> faults() {
        return source().faults(true);
    }

    private synchronized SettingSource source() {
        if (source == null) {
            source = SettingSource.of(Settings.environment());
        }
        return source;
    }
}
