package io.github.dbdsc.local;

import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.StorageSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the option {@code --storage}: the account whose containers a command works on. */
final class StorageAccount {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{3,24}");
    private static final Pattern OF_CONNECTION = Pattern.compile("(?i)(?:^|;)\\s*AccountName=([^;]*)");

    private StorageAccount() {}

    /**
     * Returns the settings with this account, unless their connection string is for it.
     *
     * @param account its name or address
     * @throws UsageException when it is neither, or the connection string is for another one
     */
    static Map<String, String> in(Map<String, String> values, String account) {
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
