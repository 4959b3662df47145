package io.github.dbdsc.local;

import io.github.dbdsc.model.Loopback;
import io.github.dbdsc.settings.Settings;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the function app to ask. */
final class AppOptions {

    /** Holds the key, since arguments are seen by every process and kept in logs. */
    static final String KEY = "DB_DSC_JOBS_KEY";

    @Option(
            names = "--app",
            paramLabel = "URL",
            description = "The function app's address, https://<app>.azurewebsites.net; its function key is in the"
                    + " environment variable " + KEY + ".")
    private @Nullable String address;

    boolean isGiven() {
        return address != null;
    }

    /**
     * Returns a client of the app.
     *
     * @throws UsageException when the address is missing or none of an app, or there is no key for it
     */
    AppClient client(Map<String, String> environment) {
        if (address == null) {
            throw new UsageException("--app is missing; it should be the function app's address, like"
                    + " https://<app>.azurewebsites.net");
        }
        URI app = address(address.strip());
        Optional<String> key = Settings.value(environment, KEY);
        if (key.isEmpty() && !Loopback.isHost(app.getHost())) {
            throw new UsageException(KEY + " is not set; it should be a function key of " + app);
        }
        if (key.filter(value -> !value.matches("[!-~]+")).isPresent()) {
            throw new UsageException(KEY + " is no function key: it has characters that no key has");
        }
        return new AppClient(AppExchange.with(app, key.orElse(null)));
    }

    /** Reads an address, with or without {@code /api} at its end. */
    private static URI address(String text) {
        try {
            URI uri = URI.create(text.replaceFirst("/+(api/*)?$", ""));
            boolean safe = "https".equalsIgnoreCase(uri.getScheme())
                    || ("http".equalsIgnoreCase(uri.getScheme()) && Loopback.isHost(uri.getHost()));
            boolean plain = uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && String.valueOf(uri.getPath()).isEmpty();
            if (safe && plain && uri.getHost() != null) {
                return URI.create(uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getAuthority());
            }
        } catch (IllegalArgumentException e) {
            // reported below, without the text: there may be a key in it
        }
        throw new UsageException("--app is no address of a function app; it should be https://<app>.azurewebsites.net,"
                + " without a key (that belongs in " + KEY + ")");
    }
}
