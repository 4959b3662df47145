package io.github.dbdsc.settings;

import io.github.dbdsc.model.DidYouMean;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The names of all settings. README describes each of them, and a test holds the two together. */
public final class SettingNames {

    /** All names; those of the storage account, {@code JobStore} and {@code JobStore__…}, come on top. */
    public static final Set<String> ALL = Set.of(
            "ANSWER_LIMIT_MB",
            "APPLY",
            "AUTH",
            "AUTHORITY",
            "AUTHORITY_TYPE",
            "AUTH_AUDIENCE",
            "AUTH_TENANT",
            "CERT_THUMBPRINT",
            "CHANGES_SCHEDULE",
            "CLIENT_ID",
            "CLIENT_SECRET",
            "DATABRICKS_URI",
            "JOB_CONTAINER",
            "KEY_VAULT_CLIENT_ID",
            "KEY_VAULT_URI",
            "LIBRARY_LOG",
            "MODE",
            "NAME_PREFIX",
            "NOTIFY_FORMAT",
            "NOTIFY_URL",
            "ON_NAME_TAKEN",
            "OWNER",
            "PARAMS",
            "PAT_TOKEN",
            "PREFIX",
            "PRIVATE_KEY_FILE",
            "PRIVATE_KEY_PASSWORD",
            "PRUNE",
            "PRUNE_AFTER",
            "PRUNE_LIMIT",
            "REPORT_DAYS",
            "RESOURCE",
            "SCHEDULE",
            "SOURCE",
            "STATE_CONTAINER",
            "STRICT",
            "STRICT_UNDEFINED",
            "TARGETS",
            "THUMBPRINT",
            "UPDATE_LIMIT");

    /** What is the app's, and the same for all its targets: above all what the Functions host reads. */
    private static final Set<String> OF_THE_APP = Set.of(
            "AUTH",
            "AUTH_AUDIENCE",
            "AUTH_TENANT",
            "CHANGES_SCHEDULE",
            "JOB_CONTAINER",
            "LIBRARY_LOG",
            "PARAMS",
            "SCHEDULE",
            "STATE_CONTAINER",
            "TARGETS");

    private SettingNames() {}

    /** Reports whether a setting is the same for all targets. */
    static boolean isOfTheApp(String name) {
        return OF_THE_APP.contains(name);
    }

    /** Reports whether there is such a setting; the case of the name does not matter. */
    public static boolean isSetting(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String storage = StorageSettings.CONNECTION.toUpperCase(Locale.ROOT);
        return ALL.contains(upper.replaceFirst("__.*$", ""))
                || upper.equals(storage)
                || upper.startsWith(storage + "__");
    }

    /** Returns a sentence about each name that is no setting, in order: nobody reads its value. */
    public static List<String> unknown(Collection<String> names) {
        return new TreeSet<>(names)
                .stream()
                        .filter(name -> !isSetting(name))
                        .map(name -> "'" + name + "' is no setting, and nobody reads it" + DidYouMean.ending(name, ALL))
                        .toList();
    }
}
