package io.github.dbdsc.function;

import io.github.dbdsc.azure.WorkspaceIdentity;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.reconcile.RunPolicy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings, checked.
 *
 * @param workspace setting {@code DATABRICKS_URI}: scheme and host only
 * @param identity who we are to the workspace
 * @param ownership whose jobs we keep
 * @param passes what passes may do
 * @param strictUndefined whether undefined names in templates are errors
 * @param notification where people are told of runs; empty when they are not
 */
public record Settings(
        URI workspace,
        WorkspaceIdentity identity,
        OwnershipPolicy ownership,
        RunPolicy passes,
        boolean strictUndefined,
        Optional<Notification> notification) {

    /** The environment of this process, where a function app's settings are. The only place that reads it. */
    public static Map<String, String> environment() {
        return System.getenv();
    }

    /**
     * Setting {@code STRICT_UNDEFINED} alone, for commands that need no workspace.
     *
     * @throws SettingsException when it is not a known choice
     */
    public static boolean strictUndefined(Map<String, String> values) {
        return new SettingsCheck(SettingValues.seen(values, Optional.empty()), List.of()).strictUndefined();
    }

    /**
     * Checks the values and takes what is needed from them.
     *
     * @param values by setting name; blank values count as missing
     * @throws SettingsException naming every setting that is missing or wrong
     * @throws io.github.dbdsc.azure.CredentialException when a setting is in the key vault and that can't be read
     */
    public static Settings of(Map<String, String> values) {
        return SettingSource.of(values).settings();
    }
}
