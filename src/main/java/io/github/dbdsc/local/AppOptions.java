package io.github.dbdsc.local;

import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.Loopback;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the function app to ask. */
final class AppOptions {

    @Option(
            names = "--app",
            paramLabel = "URL",
            description = "The function app's address, https://<app>.azurewebsites.net; its function key is in the"
                    + " environment variable " + AppLogin.KEY
                    + ", or else the login of this machine is used (az login).")
    private @Nullable String address;

    boolean isGiven() {
        return address != null;
    }

    /**
     * Returns a client of the app. Without a key, the app is asked what it takes.
     *
     * @param target which of the app's targets the calls are about; empty where none is named
     * @throws UsageException when the address is missing or none of an app, or there is no key and it takes nothing else
     * @throws AppException when the app does not say what it takes
     */
    AppClient client(Map<String, String> environment, Optional<String> target) {
        if (target.filter("*"::equals).isPresent()) {
            throw new UsageException("--target names one target of the function app; repeat the command for each");
        }
        if (address == null) {
            throw new UsageException("--app is missing; it should be the function app's address, like"
                    + " https://<app>.azurewebsites.net");
        }
        URI app = address(address.strip());
        AppExchange exchange = AppExchange.with(app);
        AppEntry entry = new AppLogin(environment, Wiring::callerTokens).entry(exchange);
        return new AppClient(exchange.as(entry).about(target.orElse(null)));
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
                + " without a key (that belongs in " + AppLogin.KEY + ")");
    }
}
