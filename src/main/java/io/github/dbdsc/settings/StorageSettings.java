package io.github.dbdsc.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of the storage account and its containers. The connection itself is read by whoever connects; here is
 * checked what the Functions host needs of it too.
 */
public final class StorageSettings {

    /** Names the connection: its settings are called so, or begin with this and two underscores. */
    public static final String CONNECTION = "JobStore";

    /** Blob service: 3 to 63 lower-case letters, digits and single dashes. */
    private static final Pattern CONTAINER = Pattern.compile("(?=.{3,63}$)[a-z0-9](?:-?[a-z0-9])*");

    private final Map<String, String> values;

    /** @param values by setting name; blank ones count as missing */
    public StorageSettings(Map<String, String> values) {
        this.values = values;
    }

    /** Returns whether any setting of the connection is given. */
    public boolean isSet() {
        return values.keySet().stream().anyMatch(StorageSettings::isOfConnection);
    }

    private static boolean isOfConnection(String name) {
        return name.equals(CONNECTION) || name.startsWith(CONNECTION + "__");
    }

    /** Returns the name of the container with the definitions. */
    public String jobContainer() {
        return value("JOB_CONTAINER").orElse("databricks-jobs");
    }

    /** Returns the name of the container for lock, state and reports. */
    public String stateContainer() {
        return value("STATE_CONTAINER").orElse("databricks-jobs-state");
    }

    /** Returns everything that is wrong, except with the connection string or the blob service's address. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        addReferencesThatTheHostReads(faults);
        addQueueAddress(faults);
        addClientId(faults);
        addContainer(faults, "JOB_CONTAINER", jobContainer(), "databricks-jobs");
        addContainer(faults, "STATE_CONTAINER", stateContainer(), "databricks-jobs-state");
        if (jobContainer().equals(stateContainer())) {
            faults.add("STATE_CONTAINER is the same as JOB_CONTAINER; it should be a container of its own, like"
                    + " databricks-jobs-state");
        }
        return List.copyOf(faults);
    }

    /** The triggers are bound to these by the Functions host, which knows its own form of reference only. */
    private void addReferencesThatTheHostReads(List<String> faults) {
        values.forEach((name, value) -> {
            if (isOfConnection(name)) {
                PlatformReference.fault(name, value).ifPresent(faults::add);
            }
            boolean isHosts = isOfConnection(name) || name.equals("JOB_CONTAINER");
            if (isHosts && SecretReference.isMeant(value.strip())) {
                faults.add(name + " is read by the Functions host too, which does not know keyvault:; write"
                        + " @Microsoft.KeyVault(SecretUri=https://<vault>.vault.azure.net/secrets/<name>)");
            }
        });
    }

    /** Without it the host can't write its poison messages, and stops. */
    private void addQueueAddress(List<String> faults) {
        String name = CONNECTION + "__queueServiceUri";
        String like = "https://<account>.queue.core.windows.net";
        if (value(CONNECTION).isPresent()
                || value(CONNECTION + "__blobServiceUri").isEmpty()) {
            return;
        }
        if (value(name).isEmpty()) {
            faults.add(name + " is missing, next to " + CONNECTION + "__blobServiceUri; it should be " + like);
        } else if (!isHttps(value(name).get())) {
            faults.add(name + " is no address of a storage account's queues; it should be " + like);
        }
    }

    private void addClientId(List<String> faults) {
        String name = CONNECTION + "__clientId";
        if (value(name).filter(id -> !SettingsCheck.isClientId(id)).isPresent()) {
            faults.add(name + " is not a client id; it should be " + SettingsCheck.CLIENT_ID_LIKE
                    + " of the user-assigned identity");
        }
    }

    private static void addContainer(List<String> faults, String name, String container, String like) {
        if (!CONTAINER.matcher(container).matches()) {
            faults.add(name + " is not the name of a container; it should be 3 to 63 lower-case letters, digits and"
                    + " single dashes, like " + like);
        }
    }

    private static boolean isHttps(String value) {
        try {
            URI uri = URI.create(value);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getQuery() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<String> value(String name) {
        return Settings.value(values, name);
    }
}
