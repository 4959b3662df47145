package io.github.dbdsc.function;

import io.github.dbdsc.azure.SecretReference;
import io.github.dbdsc.azure.StorageConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the settings of the storage account and collects everything that is wrong with them. */
final class StorageCheck {

    private static final String STORAGE = SettingSource.STORAGE;

    /** Blob service: 3 to 63 lower-case letters, digits and single dashes. */
    private static final Pattern CONTAINER = Pattern.compile("(?=.{3,63}$)[a-z0-9](?:-?[a-z0-9])*");

    private final Map<String, String> values;
    private final List<String> faults = new ArrayList<>();

    StorageCheck(Map<String, String> values) {
        this.values = values;
    }

    /** The connection; empty when the settings don't allow one, and then there are faults. */
    Optional<StorageConnection> connection() {
        readableByTheHost();
        queues();
        clientId();
        if (jobContainer().equals(stateContainer())) {
            faults.add("STATE_CONTAINER is the same as JOB_CONTAINER; it should be a container of its own, like"
                    + " databricks-jobs-state");
        }
        try {
            return Optional.of(StorageConnection.of(values, STORAGE));
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Where definitions are. */
    String jobContainer() {
        return container("JOB_CONTAINER", "databricks-jobs");
    }

    /** Where the program keeps lock, state and reports. */
    String stateContainer() {
        return container("STATE_CONTAINER", "databricks-jobs-state");
    }

    private String container(String name, String otherwise) {
        String container = value(name).orElse(otherwise);
        if (!CONTAINER.matcher(container).matches()) {
            faults.add(name + " is not the name of a container; it should be 3 to 63 lower-case letters, digits and"
                    + " single dashes, like " + otherwise);
        }
        return container;
    }

    /** The triggers are bound to these by the Functions host, which knows its own form of reference only. */
    private void readableByTheHost() {
        values.forEach((name, value) -> {
            boolean hosts = name.equals(STORAGE) || name.startsWith(STORAGE + "__") || name.equals("JOB_CONTAINER");
            if (hosts && SecretReference.isMeant(value.strip())) {
                faults.add(name + " is read by the Functions host too, which does not know keyvault:; write"
                        + " @Microsoft.KeyVault(SecretUri=https://<vault>.vault.azure.net/secrets/<name>)");
            }
        });
    }

    /** Without it the host can't write its poison messages, and stops. */
    private void queues() {
        String name = STORAGE + "__queueServiceUri";
        String like = "https://<account>.queue.core.windows.net";
        if (value(STORAGE).isPresent() || value(STORAGE + "__blobServiceUri").isEmpty()) {
            return;
        }
        if (value(name).isEmpty()) {
            faults.add(name + " is missing, next to " + STORAGE + "__blobServiceUri; it should be " + like);
        } else if (!isHttps(value(name).get())) {
            faults.add(name + " is no address of a storage account's queues; it should be " + like);
        }
    }

    private void clientId() {
        String name = STORAGE + "__clientId";
        if (value(name).filter(id -> !SettingsCheck.isClientId(id)).isPresent()) {
            faults.add(name + " is not a client id; it should be " + SettingsCheck.CLIENT_ID_LIKE
                    + " of the user-assigned identity");
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
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
