package io.github.dbdsc.settings;

import io.github.dbdsc.model.Loopback;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The issuer of a service principal's tokens: a tenant of Microsoft Entra.
 *
 * @param host {@code https://login.microsoftonline.com/}, or that of a sovereign cloud
 * @param tenant its id or one of its domains
 */
public record Authority(String host, String tenant) {

    private static final String LIKE = "should be https://login.microsoftonline.com/<tenant id>";

    /**
     * The hosts of Microsoft Entra's clouds. A secret is sent there, so no other host is accepted; with this list, Entra need
     * not be asked for its own hosts before each first token.
     */
    private static final Set<String> HOSTS = Set.of(
            "login.microsoftonline.com",
            "login.microsoft.com",
            "login.windows.net",
            "sts.windows.net",
            "login.microsoftonline.us",
            "login-us.microsoftonline.com",
            "login.usgovcloudapi.net",
            "login.partner.microsoftonline.cn",
            "login.chinacloudapi.cn",
            "login.microsoftonline.de",
            "login.sovcloud-identity.fr",
            "login.sovcloud-identity.de",
            "login.sovcloud-identity.sg");

    private static final Pattern PATH = Pattern.compile("/+([0-9A-Za-z][0-9A-Za-z.-]*)(?:/v2\\.0)?/*");
    private static final Set<String> NO_TENANTS = Set.of("common", "organizations", "consumers");

    /**
     * Reads the setting in the original program's form, {@code https://login.microsoftonline.com/<tenant>}.
     *
     * @throws IllegalArgumentException saying what it should look like
     */
    public static Authority of(String value) {
        URI uri;
        try {
            uri = URI.create(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not an address; it " + LIKE);
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null) {
            throw new IllegalArgumentException("is not of the form it should have; it " + LIKE);
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (!HOSTS.contains(host) && !Loopback.isHost(host)) {
            throw new IllegalArgumentException("does not name a host of Microsoft Entra; it " + LIKE
                    + ", or begin with https://login.microsoftonline.us or https://login.partner.microsoftonline.cn in"
                    + " those clouds");
        }
        Matcher path = PATH.matcher(uri.getPath());
        if (!path.matches() || NO_TENANTS.contains(path.group(1).toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("does not name your tenant; it " + LIKE);
        }
        return new Authority("https://" + uri.getAuthority().toLowerCase(Locale.ROOT) + "/", path.group(1));
    }

    /** Returns the address to ask for tokens, which is also the audience of client assertions. */
    public URI tokenEndpoint() {
        return URI.create(host + tenant + "/oauth2/v2.0/token");
    }
}
